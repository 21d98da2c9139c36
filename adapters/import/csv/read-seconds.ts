/** Reads a length, "126", "126.4", "2:06" or "0:02:06", into whole seconds; null when it is none. */
export function readSeconds(text: string): number | null {
  const plain = /^\d+(\.\d+)?$/.test(text) ? Number(text) : clockSeconds(text);
  if (plain === null || plain > 2_000_000_000) return null;
  return Math.round(plain);
}

function clockSeconds(text: string): number | null {
  const [, hours = "0", minutes = "", seconds = ""] =
    /^(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d(?:\.\d+)?)$/.exec(text) ?? [];
  return minutes === "" ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
