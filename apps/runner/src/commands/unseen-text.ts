import path from "node:path";
import { readPackHeads } from "@callscript/adapters/rules-yaml/read-pack-heads.ts";
import { ruleVersions } from "@callscript/core/desk/rule-versions.sql.ts";
import { type UnseenShipped, unseenShipped } from "@callscript/core/desk/seed-rules.ts";
import type { Db } from "@callscript/core/query.ts";
import { printable } from "../printable.ts";
import { repositoryRoot } from "../repository-root.ts";

/** The built-in packs that are newer than what the versions in force take into account. */
export async function readUnseen(db: Db): Promise<UnseenShipped[]> {
  const packs = await readPackHeads(path.join(repositoryRoot(), "rules"));
  return unseenShipped(packs, await ruleVersions.run(db));
}

/** What an operator is told of a built-in pack that an upgrade brought and that does not override theirs. */
export function unseenText({ pack, shipped, current, by, basedOn }: UnseenShipped): string {
  const file = `rules/${pack.toLowerCase().replaceAll(" ", "-")}.yaml`;
  const base = basedOn === null ? "" : ` (based on the built-in ${basedOn})`;
  return `${pack}: the built-in version ${shipped} is newer than what version ${current} of ${printable(by)}${base} takes into account, and is not in force. To see what it changes: callscript rules import ${file} --dry-run --force. Once your own file has what you want of it: callscript rules import FILE --takes-built-in --note "...".`;
}
