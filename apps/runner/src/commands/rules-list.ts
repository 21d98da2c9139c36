import { type RuleVersionRow, ruleVersions } from "@callscript/core/desk/rule-versions.sql.ts";
import type { UnseenShipped } from "@callscript/core/desk/seed-rules.ts";
import type { Command } from "commander";
import { printable } from "../printable.ts";
import { noSuchPack } from "./pack-named.ts";
import { counted } from "./rules-text.ts";
import { readUnseen, unseenText } from "./unseen-text.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

interface ListOptions extends ModeOption {
  pack?: string;
  all?: boolean;
  json?: boolean;
}

export function addRulesList(rules: Command): void {
  rules
    .command("list")
    .description("the versions of the rules: which is in force, who published it, when and why")
    .option("--pack <name>", "every version of this pack")
    .option("--all", "every version of every pack, not only those in force")
    .option("--json", "print one JSON object")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", "\nExamples:\n  callscript rules list\n  callscript rules list --pack Medicare")
    .action(async (options: ListOptions) => {
      const { rows, unseen } = await withInstallation(options, async ({ db }) => ({
        rows: await ruleVersions.run(db),
        unseen: await readUnseen(db),
      }));
      const wanted = options.pack?.toLowerCase();
      if (wanted !== undefined && !rows.some(({ pack }) => pack.toLowerCase() === wanted))
        throw noSuchPack(
          options.pack ?? "",
          rows.filter(({ in_force }) => in_force),
        );
      const chosen = rows.filter(
        ({ pack, in_force }) =>
          (wanted === undefined || pack.toLowerCase() === wanted) &&
          (in_force || options.all === true || wanted !== undefined),
      );
      process.stdout.write(
        options.json ? `${JSON.stringify(asJson(chosen, unseen))}\n` : listText(chosen, unseen),
      );
    });
}

/** The versions for a person at a terminal, one a line. */
export function listText(rows: readonly RuleVersionRow[], unseen: readonly UnseenShipped[]): string {
  const lines = rows.map(
    ({ pack, version, published_at_utc, published_by, reason, rules, in_force }) =>
      `${in_force ? "*" : " "} ${`${pack}@${version}`.padEnd(20)} ${published_at_utc.toISOString().slice(0, 16)}Z  ${counted(rules, "rule").padEnd(8)}  ${printable(`${published_by}: ${reason}`)}`,
  );
  return `${[...lines, ...(rows.length > 0 ? ["* in force"] : []), ...unseen.map(unseenText)].join("\n")}\n`;
}

function asJson(rows: readonly RuleVersionRow[], unseen: readonly UnseenShipped[]) {
  return {
    versions: rows.map((row) => ({
      pack: row.pack,
      version: row.version,
      inForce: row.in_force,
      publishedAtUtc: row.published_at_utc.toISOString(),
      publishedBy: row.published_by,
      note: row.reason,
      rules: row.rules,
      takesShipped: row.shipped,
    })),
    unseenShipped: unseen,
  };
}
