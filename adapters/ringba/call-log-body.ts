/** The body of one call log request: frozen for its page; without `columns`, all that the account has. */
export function callLogBody(
  { fromUtc, toUtc, offset, size }: { fromUtc: Date; toUtc: Date; offset: number; size: number },
  columns: readonly string[],
): string {
  return JSON.stringify({
    reportStart: fromUtc.toISOString(),
    reportEnd: toUtc.toISOString(),
    size,
    offset,
    orderByColumns: [{ column: "callDt", direction: "desc" }],
    ...(columns.length === 0 ? {} : { valueColumns: columns.map((column) => ({ column })) }),
    formatTimespans: false,
    formatPercentages: false,
    formatDateTime: false,
  });
}
