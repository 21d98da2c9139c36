import { clock } from "../../../lib/format.ts";
import type { ShownPreview } from "./preview-words.ts";

const height = 36;

/** How loud the clip is, the quote tinted, and where it is played. */
export function ClipWave({
  clip,
  severity,
  time,
}: {
  clip: NonNullable<ShownPreview["clip"]>;
  severity: number;
  time: number | null;
}) {
  const span = Math.max(0.1, clip.to - clip.from);
  const share = (second: number) => Math.min(100, Math.max(0, ((second - clip.from) / span) * 100));
  const bars = clip.loudness.length === 0 ? Array.from({ length: 72 }, () => 0.04) : clip.loudness;
  const colour = `var(--sev-${severity || 1})`;
  return (
    <svg
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      className="h-9 min-w-0 flex-1"
      role="img"
      aria-label={`The quote from ${clock(clip.start)} to ${clock(clip.end)}`}
    >
      <rect
        x={share(clip.start)}
        y="0"
        width={Math.max(0.5, share(clip.end) - share(clip.start))}
        height={height}
        fill={`color-mix(in oklch, ${colour} 14%, transparent)`}
      />
      <rect
        x={share(clip.start)}
        y="0"
        width={Math.max(0.5, share(clip.end) - share(clip.start))}
        height="2"
        fill={colour}
      />
      {bars.map((loudness, bar) => {
        const tall = Math.max(1.5, loudness * (height - 8));
        const at = clip.from + (bar / bars.length) * span;
        return (
          <rect
            key={at}
            x={(bar / bars.length) * 100 + 0.25}
            y={(height - tall) / 2}
            width={100 / bars.length - 0.6}
            height={tall}
            fill={time !== null && at <= time ? "var(--foreground)" : "var(--vol)"}
          />
        );
      })}
      {time === null ? null : <rect x={share(time)} y="0" width="0.5" height={height} fill="var(--signal)" />}
    </svg>
  );
}
