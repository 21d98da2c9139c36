/** One thing about the account. `fault`: it will not work like this; `unknown`: what was seen does not settle it. */
export interface Finding {
  topic: string;
  state: "settled" | "unknown" | "fault";
  finding: string;
  evidence: string;
}

/** A finding of the topic, with what it rests on. */
export type Findings = Record<Finding["state"], (finding: string, evidence: string) => Finding>;

export function findingsOn(topic: string): Findings {
  const as = (state: Finding["state"]) => (finding: string, evidence: string) => ({
    topic,
    state,
    finding,
    evidence,
  });
  return { settled: as("settled"), unknown: as("unknown"), fault: as("fault") };
}

/** Our own limit of an answer's size is as long as a number of a telephone, and stays. */
const longNumber = /(\blarger than \d+ bytes\b)|\+?\d{7,}/g;
const formattedNumber = /\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}/g;

/** Takes links, anything as long as a telephone number and the given secrets out of a text for people. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const bare = secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  return bare
    .replace(/\bhttps?:\/\/[^\s"']+/gi, "[link]")
    .replace(formattedNumber, "[number]")
    .replace(longNumber, (_, size: string | undefined) => size ?? "[number]");
}

/** Such as "38 s", "4 min 10 s", "3 h 5 min", "2 d 3 h". */
export function inWords(seconds: number): string {
  const whole = Math.round(seconds);
  const units = [
    [86_400, "d"],
    [3600, "h"],
    [60, "min"],
    [1, "s"],
  ] as const;
  const first = units.findIndex(([size]) => whole >= size);
  if (first === -1) return "0 s";
  let left = whole;
  const parts = units.slice(first, first + 2).map(([size, name]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? "" : `${count} ${name}`;
  });
  return parts.filter(Boolean).join(" ");
}
