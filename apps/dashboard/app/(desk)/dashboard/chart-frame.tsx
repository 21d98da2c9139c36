/** Where charts of a period lie: the columns above, the share below, one x for both. */
export const frame = {
  width: 800,
  height: 252,
  left: 40,
  right: 796,
  columnsTop: 18,
  columnsBottom: 154,
  shareTop: 188,
  shareBottom: 226,
} as const;

/** A chart that is one picture to a screen reader, scrolled inside its region where the screen is narrow. */
export function ChartPicture({
  summary,
  over,
  children,
}: {
  summary: string;
  /** What lies over the picture and can be reached by keys. */
  over?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways is reached by the keyboard
    <section className="overflow-x-auto" aria-label={summary} tabIndex={0}>
      <div className="relative min-w-[560px]">
        <svg
          viewBox={`0 0 ${frame.width} ${frame.height}`}
          className="block h-auto w-full"
          role="img"
          aria-label={summary}
          fontSize="12"
          fill="var(--muted-foreground)"
        >
          {children}
        </svg>
        {over}
      </div>
    </section>
  );
}

/** Lines at the ticks with their labels. */
export function YAxis({
  ticks,
  y,
  label,
}: {
  ticks: readonly number[];
  y: (tick: number) => number;
  label: (tick: number) => string;
}) {
  return ticks.map((tick) => (
    <g key={tick}>
      <line x1={frame.left} x2={frame.right} y1={y(tick)} y2={y(tick)} stroke="var(--border)" />
      <text x={frame.left - 7} y={y(tick) + 4} textAnchor="end">
        {label(tick)}
      </text>
    </g>
  ));
}

export function Key({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden="true" className="inline-flex">
        {children}
      </span>
      {name}
    </span>
  );
}
