/** Reads how far a clock is ahead of UTC, "+05:30" or "-0500", into minutes; null where no clock on earth is that far. */
export function readOffset(text: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2})[:.]?(\d{2})?$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 14 || Number(minutes ?? 0) > 59) return null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0));
}
