import { max } from "d3-array";
import { scaleBand, scaleLinear } from "d3-scale";
import { count } from "../../../lib/format.ts";

interface Hour {
  hour_utc: Date;
  safe: number;
  flagged: number;
  waiting: number;
}

const width = 720;
const height = 200;
const bottom = 20;
const left = 32;

/** Calls by the hour: passed, flagged, in progress. Drawn on the server; the table beside it says the same. */
export function TrafficChart({ hours }: { hours: readonly Hour[] }) {
  const total = (hour: Hour) => hour.safe + hour.flagged + hour.waiting;
  const most = max(hours, total) ?? 0;
  if (most === 0) return <p className="py-10 text-center text-muted-foreground">No calls in this range.</p>;
  const x = scaleBand(
    hours.map((hour) => hour.hour_utc.toISOString()),
    [left, width],
  ).padding(0.25);
  const y = scaleLinear([0, most], [height - bottom, 6]).nice(4);
  const sum = hours.reduce((calls, hour) => calls + total(hour), 0);
  const flagged = hours.reduce((calls, hour) => calls + hour.flagged, 0);
  const label = (hour: Hour) => `${String(hour.hour_utc.getUTCHours()).padStart(2, "0")}:00`;
  return (
    <>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className="w-full"
        role="img"
        aria-label={`${count(sum)} calls in 24 hours, ${count(flagged)} flagged.`}
      >
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line x1={left} x2={width} y1={y(tick)} y2={y(tick)} stroke="var(--border)" />
            <text x={left - 6} y={y(tick) + 4} textAnchor="end" fontSize="11" fill="var(--muted-foreground)">
              {tick}
            </text>
          </g>
        ))}
        {hours.map((hour, index) => {
          const at = x(hour.hour_utc.toISOString()) ?? 0;
          const tops = [y(hour.safe), y(hour.safe + hour.flagged), y(total(hour))] as const;
          return (
            <g key={hour.hour_utc.toISOString()}>
              <title>{`${label(hour)} UTC: ${hour.safe} passed, ${hour.flagged} flagged, ${hour.waiting} in progress`}</title>
              <rect x={at} width={x.bandwidth()} y={tops[0]} height={y(0) - tops[0]} fill="var(--vol)" />
              <rect x={at} width={x.bandwidth()} y={tops[1]} height={tops[0] - tops[1]} fill="var(--sev-4)" />
              <rect
                x={at}
                width={x.bandwidth()}
                y={tops[2]}
                height={tops[1] - tops[2]}
                fill="none"
                stroke="var(--signal)"
              />
              {index % 4 === 0 ? (
                <text
                  x={at + x.bandwidth() / 2}
                  y={height - 5}
                  textAnchor="middle"
                  fontSize="11"
                  fill="var(--muted-foreground)"
                >
                  {label(hour)}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
      <p className="mt-2 flex gap-4 text-muted-foreground text-xs">
        <Key colour="var(--vol)" name="passed" /> <Key colour="var(--sev-4)" name="flagged" />{" "}
        <Key colour="transparent" name="in progress" border />
      </p>
      <details className="mt-2 text-[12.5px]">
        <summary className="text-muted-foreground">View as table</summary>
        <table className="mt-2 w-full text-right">
          <thead className="text-muted-foreground text-xs">
            <tr>
              <th className="text-left font-normal">Hour (UTC)</th>
              <th className="font-normal">Passed</th>
              <th className="font-normal">Flagged</th>
              <th className="font-normal">In progress</th>
            </tr>
          </thead>
          <tbody>
            {hours.map((hour) => (
              <tr key={hour.hour_utc.toISOString()}>
                <td className="text-left">{label(hour)}</td>
                <td>{hour.safe}</td>
                <td>{hour.flagged}</td>
                <td>{hour.waiting}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function Key({ colour, name, border = false }: { colour: string; name: string; border?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span
        aria-hidden="true"
        className="size-2.5 rounded-sm"
        style={{ background: colour, border: border ? "1px solid var(--signal)" : "none" }}
      />
      {name}
    </span>
  );
}
