import type { Db } from "../query.ts";
import { RulePack } from "../rule.ts";
import { nextVersion } from "./plan-publication.ts";
import { PublishConflictError } from "./publish-rules.ts";
import { readPackVersions } from "./read-published-packs.ts";
import { draftDefinitions, ruleDrafts } from "./rule-drafts.sql.ts";
import { publishFromDesk } from "./write-draft.sql.ts";

export interface DeskPublication {
  pack: string;
  by: string;
  reason: string;
}

/** The draft's rules as a pack, which they may not be yet. */
export async function readDraftPack(db: Db, pack: string) {
  const rows = await draftDefinitions.run(db, pack);
  return {
    unread: rows.filter(({ unread }) => unread !== null).length,
    read: RulePack.safeParse({ pack, version: "draft", rules: rows.map(({ definition }) => definition) }),
  };
}

/**
 * Publishes a pack's draft as its next version, and the draft is over; answers what the version is called.
 * @throws PublishConflictError where the draft, or the version that it is based on, is no longer what was looked at.
 */
export async function publishDraft(
  db: Db,
  { pack, revision, by, reason }: DeskPublication & { revision: string },
): Promise<string> {
  const draft = (await ruleDrafts.run(db)).find((one) => one.pack === pack);
  if (draft?.revision !== revision) throw new PublishConflictError(pack, "the draft was changed meanwhile");
  const { unread, read } = await readDraftPack(db, pack);
  if (!read.success || unread > 0) throw new Error("this draft has faults and is not to be published");
  return publishAs(db, read.data, { by, reason, basedOn: draft.based_on, revision });
}

/**
 * Publishes the rules of an earlier version again, as a new one; a draft is not touched.
 * @throws PublishConflictError where another version than `basedOn` is in force by now.
 */
export async function rollBack(
  db: Db,
  { pack, earlier, basedOn, by, reason }: DeskPublication & { earlier: string; basedOn: string },
): Promise<string> {
  const found = (await readPackVersions(db, pack)).find(({ version }) => version === earlier);
  if (found === undefined) throw new Error(`${pack} has no version ${earlier}`);
  return publishAs(db, found, { by, reason, basedOn, revision: null });
}

async function publishAs(
  db: Db,
  pack: RulePack,
  {
    by,
    reason,
    basedOn,
    revision,
  }: { by: string; reason: string; basedOn: string | null; revision: string | null },
): Promise<string> {
  const version = nextVersion(await readPackVersions(db, pack.pack));
  const [result] = await publishFromDesk.run(
    db,
    pack.pack,
    version,
    basedOn,
    revision,
    by,
    reason,
    JSON.stringify(pack.rules),
  );
  if (result?.outcome === "published") return version;
  throw new PublishConflictError(
    pack.pack,
    result?.outcome === "moved"
      ? "the draft was changed meanwhile"
      : `version ${result?.version ?? "none"} was published by ${result?.published_by ?? "nobody"} meanwhile`,
  );
}
