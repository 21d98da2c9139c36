import type { TrafficBin } from "@callscript/core/desk/traffic-series.ts";
import { count, percent } from "../../../lib/format.ts";
import { frame } from "./chart-frame.tsx";

export function callsOf(bin: TrafficBin): number {
  return bin.safe + bin.flagged + bin.inProgress;
}

/** One bin's calls: safe, flagged on it, in progress as an outline. */
export function TrafficColumn({
  bin,
  x,
  width,
  y,
  name,
}: {
  bin: TrafficBin;
  x: number;
  width: number;
  y: (calls: number) => number;
  name: string;
}) {
  const { safe, flagged, inProgress } = bin;
  if (safe + flagged + inProgress === 0) return null;
  const [ofSafe, ofFlagged, ofAll] = [y(safe), y(safe + flagged), y(callsOf(bin))];
  const share = safe + flagged === 0 ? "" : `, ${percent(flagged / (safe + flagged))} flagged`;
  return (
    <g>
      <title>{`${name} UTC: ${count(safe)} safe, ${count(flagged)} flagged, ${count(inProgress)} in progress${share}`}</title>
      <rect
        x={x}
        width={width}
        y={frame.columnsTop}
        height={frame.columnsBottom - frame.columnsTop}
        fill="transparent"
      />
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
