/** The dollars a million tokens that a judge's name carries, "openai/gpt-4o-mini@0.15/0.075/0.60"; null: it carries none. */
export function pricesNamed(judgeModel: string): { input: number; cached: number } | null {
  const [input, cached, output] = (judgeModel.split("@").at(-1) ?? "").split("/").map(Number);
  if (input === undefined || cached === undefined || output === undefined) return null;
  return [input, cached, output].every(Number.isFinite) ? { input, cached } : null;
}
