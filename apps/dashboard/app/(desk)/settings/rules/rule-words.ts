export const severityChoices = [
  { value: "critical", word: "Critical", level: 4 },
  { value: "high", word: "High", level: 3 },
  { value: "medium", word: "Medium", level: 2 },
  { value: "low", word: "Low", level: 1 },
] as const;

export const faultWords = { publisher: "Publisher", buyer: "Buyer", system: "Neither" } as const;

/** "2 rules changed", for the badge of a draft. */
export function changedWords(changed: number): string {
  if (changed === 0) return "nothing changed yet";
  return changed === 1 ? "1 rule changed" : `${changed} rules changed`;
}

/** Who wrote it: "you", else the name of the address. */
export function personWords(email: string, me: string): string {
  return email === me ? "you" : (email.split("@")[0] ?? email);
}
