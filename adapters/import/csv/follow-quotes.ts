import type { Delimiter } from "./find-delimiter.ts";

/**
 * How a line of a table leaves its quotes, after a line that left them `open` or at the beginning of a record.
 * `open`: a quoted cell goes on in the next line. `broken`: what closes the cell of the line before is followed by
 * neither a delimiter nor the line's end, so it is no end of a cell. A quote elsewhere inside a cell is a letter.
 */
export function followQuotes(
  line: string,
  delimiter: Delimiter,
  before: "open" | "closed",
): "open" | "closed" | "broken" {
  let at = 0;
  let isCarried = before === "open";
  for (;;) {
    if (isCarried || line[at] === '"') {
      const close = closingQuote(line, isCarried ? at : at + 1);
      if (close === -1) return "open";
      const after = line[close + 1];
      if (isCarried && after !== undefined && after !== delimiter) return "broken";
      isCarried = false;
      at = close + 1;
    }
    const end = line.indexOf(delimiter, at);
    if (end === -1) return "closed";
    at = end + 1;
  }
}

/** Where a quote stands that is not doubled; -1: nowhere. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at !== -1 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at;
}
