import { diffRules } from "@callscript/core/desk/diff-rules.ts";
import { nextVersion } from "@callscript/core/desk/plan-publication.ts";
import { readPackVersions, readPublishedPacks } from "@callscript/core/desk/read-published-packs.ts";
import { sameRules } from "@callscript/core/same-rules.ts";
import type { Command } from "commander";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { noSuchPack } from "./pack-named.ts";
import { addPublishOptions, type PublishOptions, proposeRules, refuseUnasked } from "./propose-rules.ts";
import { withInstallation } from "./with-installation.ts";

export function addRulesRollback(rules: Command): void {
  const command = rules
    .command("rollback")
    .argument("<pack>", "such as Medicare")
    .argument("<version>", "the version to go back to")
    .description("publish the rules of an earlier version again, as a new one");
  addPublishOptions(command)
    .addHelpText("after", '\nExample:\n  callscript rules rollback Medicare 2 --note "3 misses enrolments"')
    .action(async (given: string, version: string, options: PublishOptions) => {
      refuseUnasked(options);
      const signal = stopSignal();
      await withInstallation(options, async ({ db }) => {
        const packs = await readPublishedPacks(db);
        const pack = packs.find((one) => one.pack.toLowerCase() === given.toLowerCase());
        if (!pack) throw noSuchPack(given, packs);
        const versions = await readPackVersions(db, pack.pack);
        const [current] = versions;
        const earlier = versions.find((one) => one.version === version);
        if (!current || !earlier)
          throw new CommandError(
            `${pack.pack} has no version ${version}; it has ${versions.map((one) => one.version).join(", ")}.`,
            exitCodes.usage,
          );
        if (sameRules(current.rules, earlier.rules))
          return void process.stdout.write(
            `Nothing to do: version ${current.version}, which is in force, has the rules of ${version}.\n`,
          );
        const next = { ...earlier, version: nextVersion(versions) };
        const diff = diffRules(current.rules, next.rules);
        await proposeRules(db, [{ next, current: current.version, diff, shipped: null }], options, signal);
      });
    });
}
