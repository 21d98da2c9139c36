/** A number is written as it is; text that a spreadsheet would run as a formula is led by an apostrophe. */
export type CsvCell = string | number | null;

const startsFormula = /^[=+\-@\t\r]/;

/** One line of a CSV file (RFC 4180), with its end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = startsFormula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
