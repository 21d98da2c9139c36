import { Rule } from "../rule.ts";

/** One rule of a pack by its code and first day: a code may have several, one after the other. */
export interface NamedRule {
  code: string;
  effective_from: string;
}

export interface RulesDiff {
  added: NamedRule[];
  removed: NamedRule[];
  changed: (NamedRule & { fields: string[] })[];
  /** true: the rules both have stand in another order. */
  reordered: boolean;
}

/**
 * What a pack's new rules change. A rule is known by its code and first day, else, where its first day was moved, by its
 * code and place among the others of that code.
 */
export function diffRules(before: readonly Rule[], after: readonly Rule[]): RulesDiff {
  const pairs: { was: Rule; is: Rule }[] = [];
  const take = (matches: (was: Rule, is: Rule) => boolean) => {
    for (const is of after) {
      if (pairs.some((pair) => pair.is === is)) continue;
      const was = before.find((one) => matches(one, is) && !pairs.some((pair) => pair.was === one));
      if (was) pairs.push({ was, is });
    }
  };
  take((was, is) => was.code === is.code && was.effective_from === is.effective_from);
  take((was, is) => was.code === is.code);
  const kept = after.flatMap((is) => pairs.filter((pair) => pair.is === is));
  return {
    added: after.filter((is) => !pairs.some((pair) => pair.is === is)).map(named),
    removed: before.filter((was) => !pairs.some((pair) => pair.was === was)).map(named),
    changed: kept.flatMap(({ was, is }) => {
      const fields = changedFields(was, is);
      return fields.length === 0 ? [] : [{ ...named(is), fields }];
    }),
    reordered: kept.some(({ was }, place) => {
      const next = kept[place + 1];
      return next !== undefined && before.indexOf(next.was) < before.indexOf(was);
    }),
  };
}

function changedFields(was: Rule, is: Rule): string[] {
  const [old, now] = [Rule.parse(was), Rule.parse(is)];
  return Object.keys(Rule.shape).filter((field) => fieldText(old, field) !== fieldText(now, field));
}

function fieldText(rule: Rule, field: string): string {
  return JSON.stringify(Object.entries(rule).find(([name]) => name === field)?.[1] ?? null);
}

function named({ code, effective_from }: Rule): NamedRule {
  return { code, effective_from };
}
