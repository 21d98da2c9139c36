import { theCommandLine } from "@callscript/core/desk/the-command-line.ts";
import type { Command } from "commander";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { callsNamed, failedOrSkipped, requeueCalls } from "../status/runner.sql.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

interface RequeueOptions extends ModeOption {
  failed?: boolean;
  skipped?: boolean;
  limit: string;
}

export function addRequeue(program: Command): void {
  program
    .command("requeue")
    .argument("[calls...]", "ids or Ringba ids")
    .description("put failed or skipped calls back in the queue")
    .option("--failed", "every failed call, newest first")
    .option("--skipped", "every skipped call, newest first")
    .option("--limit <n>", "at most so many", "1000")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", "\nExample:\n  callscript requeue --failed --limit 100")
    .action(async (names: string[], options: RequeueOptions) => {
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1)
        throw new CommandError("--limit takes a whole number above 0.", exitCodes.usage);
      if (names.length === 0 && !options.failed && !options.skipped) {
        throw new CommandError("Say which calls: ids, --failed or --skipped.", exitCodes.usage);
      }
      await withInstallation(options, async ({ db }) => {
        const named = names.length === 0 ? [] : await callsNamed.run(db, names);
        const unknown = names.filter((name) => !named.some((call) => call.id === name || call.name === name));
        const statuses = [...(options.failed ? ["failed"] : []), ...(options.skipped ? ["skipped"] : [])];
        const found = await Promise.all(statuses.map((status) => failedOrSkipped.run(db, status, limit)));
        const ids = [...named, ...found.flat()].map((call) => call.id).slice(0, limit);
        const [result] = await requeueCalls.run(db, ids, theCommandLine);
        const moved = result?.moved ?? 0;
        process.stdout.write(`${moved} put back in the queue.\n`);
        const closed = ids.length - moved;
        if (closed > 0)
          process.stderr.write(
            `${closed} left as they are: neither failed nor skipped, or imported from a file that is no recording.\n`,
          );
        const still = named.filter((call) => call.status !== "failed" && call.status !== "skipped");
        if (still.length > 0)
          process.stderr.write(
            `Left alone, neither failed nor skipped: ${still.map((call) => `${call.name} (${call.status})`).join(", ")}\n`,
          );
        if (unknown.length > 0) throw new CommandError(`No such call: ${unknown.join(", ")}`);
      });
    });
}
