import { overlap, type RulePack } from "@callscript/core/rule.ts";
import { rulesOf } from "@callscript/core/rules-of.ts";
import { verticals } from "@callscript/core/vertical.ts";
import { loadTokenCounter } from "../judge-openai/count-tokens.ts";
import { rulesPrompt } from "../judge-openai/prompt.ts";
import type { PackFile } from "./read-pack-text.ts";
import type { RulesNote } from "./rules-note.ts";

/** Of the 3,200 tokens that a call of 3 minutes may take, its words take about 700. */
export const promptTokens = 2_500;

export interface PromptSize {
  vertical: string;
  /** The day from which these rules are asked. */
  day: string;
  tokens: number;
}

/**
 * What is wrong with packs that are asked together, General's and a vertical's: a code that both have on one day. `files`
 * are those looked at, `others` the packs that are in force beside them.
 */
export function lintTogether(files: readonly PackFile[], others: readonly RulePack[]): RulesNote[] {
  return files.flatMap(({ file, pack, lineOf }) =>
    pack.rules.flatMap((rule, index) => {
      const rivals = others.filter((other) => other.pack !== pack.pack && areAskedTogether(other, pack));
      const rival = rivals.find(({ rules }) =>
        rules.some((one) => one.code === rule.code && overlap(one, rule)),
      );
      if (!rival) return [];
      const message = `the pack ${rival.pack} has a rule of this code on the same day, and both are asked of one call`;
      return [
        {
          level: "fault" as const,
          file,
          line: lineOf(["rules", index, "code"]),
          rule: rule.code,
          field: "code",
          message,
        },
      ];
    }),
  );
}

/**
 * How many tokens the rules take in a model's prompt, by vertical, with the largest day of each from `fromDay` on
 * (a rule that is over costs nothing any more).
 */
export async function promptSizes(packs: readonly RulePack[], fromDay: string): Promise<PromptSize[]> {
  const count = await loadTokenCounter();
  const days = [
    fromDay,
    ...packs
      .flatMap(({ rules }) => rules.map(({ effective_from }) => effective_from))
      .filter((day) => day > fromDay),
  ];
  return verticals.flatMap((vertical) => {
    const sizes = [...new Set(days)].map((day) => ({
      vertical,
      day,
      tokens: count(rulesPrompt(vertical, rulesOf(packs, vertical, day))),
    }));
    const largest = sizes.sort((a, b) => b.tokens - a.tokens || (a.day < b.day ? -1 : 1))[0];
    return largest ? [largest] : [];
  });
}

function areAskedTogether(one: RulePack, other: RulePack): boolean {
  return one.pack === "General" || other.pack === "General";
}
