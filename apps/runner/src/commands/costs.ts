import { type CostsBy, readCallCosts, readCosts } from "@callscript/core/desk/costs.ts";
import { type Command, Option } from "commander";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { callsNamed } from "../status/runner.sql.ts";
import { callCostsText, costsText } from "./costs-text.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

interface CostsOptions extends ModeOption {
  days: string;
  by: CostsBy;
  call?: string;
  json?: boolean;
}

export function addCosts(program: Command): void {
  program
    .command("costs")
    .description("show what models and machines took, by day, campaign or call")
    .option("--days <n>", "the last so many days (UTC), today among them", "7")
    .addOption(new Option("--by <what>", "one line each").choices(["day", "campaign", "call"]).default("day"))
    .option("--call <id>", "one call, step by step: its id or its Ringba id")
    .option("--json", "print one JSON object")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText(
      "after",
      "\nExamples:\n  callscript costs --days 30 --by campaign\n  callscript costs --by call      (the dearest 20)\n  callscript costs --call RGB0123 --json | jq .totalUsd",
    )
    .action(async (options: CostsOptions) => {
      const days = Number(options.days);
      if (!Number.isInteger(days) || days < 1 || days > 400)
        throw new CommandError("--days takes a whole number from 1 to 400.", exitCodes.usage);
      await withInstallation(options, async ({ db }) => {
        const print = (report: object, text: string) =>
          process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : text);
        if (options.call === undefined) {
          const report = await readCosts(db, { days, by: options.by });
          print(report, costsText(report));
          return;
        }
        const [call] = await callsNamed.run(db, [options.call]);
        if (call === undefined) throw new CommandError(`No such call: ${options.call}`);
        const costs = await readCallCosts(db, call.id);
        print({ call: call.id, ...costs }, callCostsText(call.name, costs));
      });
    });
}
