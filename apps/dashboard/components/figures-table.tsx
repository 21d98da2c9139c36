/** The figures of a chart as rows, in a region that scrolls. */
export function FiguresTable({
  head,
  rows,
}: {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="mt-2 max-h-[280px] overflow-auto" aria-label="The chart as a table" tabIndex={0}>
      <table className="w-full text-right">
        <thead className="text-muted-foreground text-xs">
          <tr className="h-7 border-border border-b">
            {head.map((name, index) => (
              <th key={name} scope="col" className={index === 0 ? "text-left font-normal" : "font-normal"}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first = "", ...cells]) => (
            <tr key={`${first} ${cells}`} className="h-6">
              <th scope="row" className="whitespace-nowrap pr-3 text-left font-normal">
                {first}
              </th>
              {cells.map((cell, index) => (
                <td key={head[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
