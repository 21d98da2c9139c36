import type { Db } from "../query.ts";
import type { RulePack } from "../rule.ts";
import { publishVersion } from "./rule-versions.sql.ts";
import { shippedBy } from "./seed-rules.ts";

export interface Publication {
  pack: RulePack;
  /** The version in force that the publisher has seen; null: the pack is new. */
  basedOn: string | null;
  by: string;
  reason: string;
  /** The built-in version that the rules now take into account; null: the same as before. */
  shipped?: string | null;
}

/** Somebody else published meanwhile; nothing was written. */
export class PublishConflictError extends Error {
  override name = "PublishConflictError";
  readonly pack: string;

  constructor(pack: string, message: string) {
    super(message);
    this.pack = pack;
  }
}

/**
 * Publishes new versions of packs, all or none. What is published is never changed: a pack's newest version is in force.
 * @throws PublishConflictError where a pack's version in force is no longer the one that was seen, or the version exists.
 */
export async function publishRules(db: Db, publications: readonly Publication[]): Promise<void> {
  if (publications.some(({ by }) => by === shippedBy))
    throw new Error(`"${shippedBy}" is the name of what is built in: an upgrade would replace these rules`);
  await db.transaction(async (tx) => {
    for (const { pack, basedOn, by, reason, shipped } of inLockOrder(publications)) {
      const [result] = await publishVersion.run(
        tx,
        pack.pack,
        pack.version,
        basedOn,
        by,
        reason,
        JSON.stringify(pack.rules),
        shipped ?? null,
      );
      if (result?.outcome === "published") continue;
      const other = `${pack.pack}@${result?.version ?? "none"}`;
      const who = `${result?.published_by ?? "nobody"} at ${result?.published_at_utc?.toISOString() ?? "no time"}`;
      throw new PublishConflictError(
        pack.pack,
        result?.outcome === "taken"
          ? `${other} exists already (published by ${who})`
          : `the version in force is ${other} now (published by ${who}), not ${basedOn ?? "none"}`,
      );
    }
  });
}

/** Two publishers of the same packs lock them in the same order, so that neither waits for the other for ever. */
function inLockOrder(publications: readonly Publication[]): Publication[] {
  return [...publications].sort((a, b) => (a.pack.pack < b.pack.pack ? -1 : 1));
}
