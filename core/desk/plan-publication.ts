import { PackVersion, type RulePack } from "../rule.ts";
import { sameRules } from "../same-rules.ts";
import { diffRules, type RulesDiff } from "./diff-rules.ts";

export type PublicationPlan =
  /** The version in force has these rules already. */
  | { kind: "same"; pack: string; current: string }
  /** These are the rules of a version that was published before the one in force. */
  | { kind: "earlier"; pack: string; current: string; earlier: string }
  /** The rules are based on an older version than the one in force. */
  | { kind: "conflict"; pack: string; current: string; basedOn: string; next: RulePack; diff: RulesDiff }
  | { kind: "new"; pack: string; current: string | null; next: RulePack; diff: RulesDiff };

/**
 * What publishing a pack would do. Its `version` says what it is based on: the version in force, or a newer one that it
 * is to be called. `published`: all versions of the pack, the one in force first. `again`: the rules in force are
 * published once more, for what is said of them.
 */
export function planPublication(
  given: RulePack,
  published: readonly RulePack[],
  { again = false }: { again?: boolean } = {},
): PublicationPlan {
  const { pack } = given;
  const [current] = published;
  if (current === undefined)
    return { kind: "new", pack, current: null, next: given, diff: diffRules([], given.rules) };
  const isSame = sameRules(current.rules, given.rules);
  if (isSame && !again) return { kind: "same", pack, current: current.version };
  const known = published.find(({ version }) => version === given.version);
  if (known && known !== current && !isSame && sameRules(known.rules, given.rules))
    return { kind: "earlier", pack, current: current.version, earlier: known.version };
  const isNewer = known === undefined && number(given.version) > number(current.version);
  const next = { ...given, version: isNewer ? given.version : nextVersion(published) };
  const diff = diffRules(current.rules, given.rules);
  const isBased = isNewer || isSame || known === current;
  return isBased
    ? { kind: "new", pack, current: current.version, next, diff }
    : { kind: "conflict", pack, current: current.version, basedOn: given.version, next, diff };
}

/**
 * The whole number after the highest that a version of the pack is called, or the lowest that is free where there is none
 * after it: a pack can always be published again.
 */
export function nextVersion(published: readonly Pick<RulePack, "version">[]): string {
  const taken = new Set(published.map(({ version }) => number(version)).filter(Number.isFinite));
  const next = String(Math.max(0, ...taken) + 1);
  if (PackVersion.safeParse(next).success) return next;
  let free = 1;
  while (taken.has(free)) free += 1;
  return String(free);
}

/** NaN, which is neither newer nor older, for a version that is no whole number, or too large to count on from. */
function number(version: string): number {
  return PackVersion.safeParse(version).success ? Number(version) : Number.NaN;
}
