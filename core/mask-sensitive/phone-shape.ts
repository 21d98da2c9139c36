import type { Chain } from "./link-runs.ts";

/** Ten digits, said once or more, in the groups of a telephone number, or a toll-free one. */
export function isPhoneShaped({ runs, digits }: Chain): boolean {
  const groups = runs.flatMap((run) => run.groups).join("-");
  if (/^((1-)?3-3-(4|2-2)(-|$))+$|^(1-)?3-7$/.test(groups)) return true;
  return (digits.length === 10 || digits.length === 11) && /^1?8(00|33|44|55|66|77|88)/.test(digits);
}
