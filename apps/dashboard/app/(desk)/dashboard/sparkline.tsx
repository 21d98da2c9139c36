import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";

const width = 200;
const height = 22;

/** A course without an axis, from 0; what is unknown is a gap. */
export function Sparkline({ values, colour }: { values: readonly (number | null)[]; colour: string }) {
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [1, width - 1]);
  const y = scaleLinear([0, max(values, (value) => value ?? 0) || 1], [height - 1, 1]);
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => x(index))
    .y((value) => y(value ?? 0))(values);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="h-[22px] w-full"
      aria-hidden="true"
    >
      <path
        d={path ?? ""}
        fill="none"
        stroke={colour}
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
