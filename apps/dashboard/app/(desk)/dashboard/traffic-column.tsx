import type { TrafficBin } from "@callscript/core/desk/traffic-series.ts";
import { count, percent } from "../../../lib/format.ts";

export function callsOf(bin: TrafficBin): number {
  return bin.safe + bin.flagged + bin.inProgress;
}

/** What a column counts, in words. */
export function columnWords({ safe, flagged, inProgress }: TrafficBin, name: string): string {
  const share = safe + flagged === 0 ? "" : `, ${percent(flagged / (safe + flagged))} flagged`;
  return `${name} UTC: ${count(safe)} safe, ${count(flagged)} flagged, ${count(inProgress)} in progress${share}`;
}

/** One bin's calls: safe, flagged on it, in progress as an outline. */
export function TrafficColumn({
  bin,
  x,
  width,
  y,
}: {
  bin: TrafficBin;
  x: number;
  width: number;
  y: (calls: number) => number;
}) {
  const { safe, flagged, inProgress } = bin;
  if (safe + flagged + inProgress === 0) return null;
  const [ofSafe, ofFlagged, ofAll] = [y(safe), y(safe + flagged), y(callsOf(bin))];
  return (
    <g>
      <rect x={x} width={width} y={ofSafe} height={y(0) - ofSafe} fill="var(--vol)" />
      <rect x={x} width={width} y={ofFlagged} height={ofSafe - ofFlagged} fill="var(--sev-4)" />
      {inProgress === 0 ? null : (
        <rect
          x={x + 0.5}
          width={Math.max(1, width - 1)}
          y={ofAll}
          height={Math.max(1, ofFlagged - ofAll)}
          fill="var(--card)"
          stroke="var(--signal)"
        />
      )}
    </g>
  );
}
