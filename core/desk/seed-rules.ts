import type { Db } from "../query.ts";
import type { RulePack } from "../rule.ts";
import { publishVersion, type RuleVersionRow, ruleVersions } from "./rule-versions.sql.ts";

/** Who publishes what is built in. */
export const shippedBy = "callscript";

type PackHead = Pick<RulePack, "pack" | "version">;

/** The shipped packs to publish: where nothing is published, or an older one that was shipped as well. */
export function packsToSeed<P extends PackHead>(
  packs: readonly P[],
  published: readonly RuleVersionRow[],
): P[] {
  return packs.filter(({ pack, version }) => {
    const newest = published.find((one) => one.pack === pack && one.in_force);
    return !newest || (newest.published_by === shippedBy && isNewer(version, newest.version));
  });
}

/**
 * Publishes the shipped packs whose newest version was shipped as well, where the shipped one is newer than it; what an
 * operator published is never overridden. Answers with the names of those that are new.
 */
export async function seedRules(db: Db, packs: readonly RulePack[]): Promise<string[]> {
  const published = await ruleVersions.run(db);
  const seeded: string[] = [];
  for (const { pack, version, rules } of packsToSeed(packs, published)) {
    const newest = published.find((one) => one.pack === pack && one.in_force);
    const [result] = await publishVersion.run(
      db,
      pack,
      version,
      newest?.version ?? null,
      shippedBy,
      "the built-in pack",
      JSON.stringify(rules),
      version,
    );
    // Not published: another process has just seeded the same.
    if (result?.outcome === "published") seeded.push(`${pack}@${version}`);
  }
  return seeded;
}

export interface UnseenShipped {
  pack: string;
  shipped: string;
  current: string;
  by: string;
  /** The shipped version that the one in force takes into account. */
  basedOn: string | null;
}

/** The shipped packs that are newer than what the operator's version in force takes into account. */
export function unseenShipped(
  packs: readonly PackHead[],
  published: readonly RuleVersionRow[],
): UnseenShipped[] {
  return packs.flatMap(({ pack, version }) => {
    const newest = published.find((one) => one.pack === pack && one.in_force);
    if (!newest || newest.published_by === shippedBy) return [];
    const { shipped: basedOn, version: current, published_by: by } = newest;
    if (basedOn !== null && !isNewer(version, basedOn)) return [];
    return [{ pack, shipped: version, current, by, basedOn }];
  });
}

/** Whole numbers count; a version that is none is newer than every other. */
function isNewer(version: string, than: string): boolean {
  const [one, other] = [Number(version), Number(than)];
  return version !== than && !(Number.isInteger(one) && Number.isInteger(other) && one < other);
}
