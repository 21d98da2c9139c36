import path from "node:path";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { planPublication } from "@callscript/core/desk/plan-publication.ts";
import { readPackVersions, readPublishedPacks } from "@callscript/core/desk/read-published-packs.ts";
import { ruleVersions } from "@callscript/core/desk/rule-versions.sql.ts";
import { unseenShipped } from "@callscript/core/desk/seed-rules.ts";
import type { Db } from "@callscript/core/query.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { sameRules } from "@callscript/core/same-rules.ts";
import type { Command } from "commander";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { repositoryRoot } from "../repository-root.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { draftOf, lintRuleFiles } from "./lint-rule-files.ts";
import {
  addPublishOptions,
  type Proposal,
  type PublishOptions,
  proposeRules,
  refuseUnasked,
} from "./propose-rules.ts";
import { lintText } from "./rules-text.ts";
import { withInstallation } from "./with-installation.ts";

interface ImportOptions extends PublishOptions {
  takesBuiltIn?: boolean;
}

export function addRulesImport(rules: Command): void {
  const command = rules
    .command("import")
    .argument("<paths...>", "rule files or folders of them")
    .description("publish edited rule files as new versions; says first what changes")
    .option(
      "--takes-built-in",
      "the files have what an upgrade's built-in rules bring: no longer tell of it",
    );
  addPublishOptions(command)
    .addHelpText(
      "after",
      `
The version in a file says what the edit is based on: the one in force, or else it is refused as a conflict. What is
published is never changed; the next whole number names the new version, or the file's own where that is newer.

Examples:
  callscript rules import my-rules --dry-run
  callscript rules import my-rules/medicare.yaml --note "fewer false alarms on SHIP"`,
    )
    .action(async (paths: string[], options: ImportOptions) => {
      refuseUnasked(options);
      const signal = stopSignal();
      await withInstallation(options, async ({ db }) => {
        const packs = await lintedPacks(db, paths, options);
        const proposals = await plan(db, packs, options);
        if (proposals.length === 0) return void process.stdout.write("Nothing to do.\n");
        await proposeRules(db, proposals, options, signal);
      });
    });
}

/** The packs of the files; those that the rules in force say already are not looked at further. @throws CommandError with every fault. */
async function lintedPacks(db: Db, paths: readonly string[], options: ImportOptions): Promise<RulePack[]> {
  const others = await readPublishedPacks(db);
  const report = await lintRuleFiles({ paths, others, set: options.set ?? null });
  const { changed, faults } = draftOf(report, others);
  if (faults.length > 0) {
    process.stdout.write(lintText({ ...report, notes: faults, labels: null }));
    throw new CommandError(`${faults.length} to mend. Nothing was published.`);
  }
  if (changed.length > 0)
    for (const message of report.labels?.faults ?? [])
      process.stderr.write(`Worth knowing: ${message} (callscript rules lint lists them).\n`);
  return report.files.map(({ pack }) => pack);
}

/** What is to be published; says what is not, and why. */
async function plan(db: Db, packs: readonly RulePack[], options: ImportOptions): Promise<Proposal[]> {
  const builtIn = await readRulePacks(path.join(repositoryRoot(), "rules"));
  const unseen = options.takesBuiltIn ? unseenShipped(builtIn, await ruleVersions.run(db)) : [];
  const proposals: Proposal[] = [];
  const refused: string[] = [];
  for (const pack of packs) {
    const published = await readPackVersions(db, pack.pack);
    const planned = planPublication(pack, published, {
      again: unseen.some((one) => one.pack === pack.pack),
    });
    const name = pack.pack;
    if (planned.kind === "same") {
      process.stdout.write(`${name}: version ${planned.current} has these rules already.\n`);
      continue;
    }
    if (planned.kind === "earlier") {
      refused.push(
        `${name}: these are the rules of version ${planned.earlier}, and ${planned.current} is in force. To go back: callscript rules rollback "${name}" ${planned.earlier} --note "..."`,
      );
      continue;
    }
    if (planned.kind === "conflict" && !options.force) {
      refused.push(
        `${name}: the file is based on version ${planned.basedOn}, and ${planned.current} is in force. Take over what changed since (callscript rules export --pack "${name}"), set its version to "${planned.current}" and import it again; --force publishes it all the same.`,
      );
      continue;
    }
    const shipped = builtIn.find((one) => one.pack === name);
    const takesShipped = options.takesBuiltIn || (shipped && sameRules(shipped.rules, pack.rules));
    const { next, current, diff } = planned;
    proposals.push({ next, current, diff, shipped: takesShipped ? (shipped?.version ?? null) : null });
  }
  if (refused.length > 0)
    throw new CommandError(`${refused.join("\n")}\nNothing was published.`, exitCodes.partly);
  return proposals;
}
