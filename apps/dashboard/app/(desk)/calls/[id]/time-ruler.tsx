import { clock } from "../../../../lib/format.ts";

const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900];

/** Seconds under the waveform, some nine of them, and ticks where something that is searched for is said. */
export function TimeRuler({ seconds, ticks }: { seconds: number; ticks: readonly number[] }) {
  const step = steps.find((one) => seconds / one <= 10) ?? 1800;
  const labels = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
  return (
    <div className="relative h-5 text-muted-foreground text-xs" aria-hidden="true">
      {labels.map((at) => (
        <span
          key={at}
          className="absolute top-0.5 -translate-x-1/2 first:translate-x-0 last:-translate-x-full max-[719px]:odd:hidden"
          style={{ left: `${(at / seconds) * 100}%` }}
        >
          {clock(at)}
        </span>
      ))}
      {ticks.map((at) => (
        <span
          key={at}
          data-tick={at}
          className="absolute top-0 h-1.5 w-0.5 bg-signal"
          style={{ left: `${(at / seconds) * 100}%` }}
        />
      ))}
    </div>
  );
}
