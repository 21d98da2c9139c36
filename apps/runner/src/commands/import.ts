import { existsSync } from "node:fs";
import path from "node:path";
import { parseMapOption } from "@callscript/adapters/import/csv/map-columns.ts";
import { readDay } from "@callscript/adapters/import/read-day.ts";
import { isTimeZone } from "@callscript/adapters/import/wall-clock.ts";
import { type LinkPolicy, linkFault, linkPolicy } from "@callscript/adapters/recording-http/link-policy.ts";
import type { Command } from "commander";
import { z } from "zod";
import { allowedLinks } from "../compose/lane-ports.ts";
import { parseLinkSettings, scrubForDemo } from "../config/environment.ts";
import { modeOfCommand } from "../config/installation-mode.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { type ImportPlan, openImport } from "./import-plan.ts";
import { runImport } from "./run-import.ts";
import { withInstallation } from "./with-installation.ts";

interface ImportOptions {
  demo?: boolean;
  date?: string;
  set?: string;
  map?: string[];
  timezone: string;
  dayOrder?: string;
  dryRun?: boolean;
}

export function addImport(program: Command): void {
  program
    .command("import")
    .argument("<path>", "a .jsonl file of transcripts, a .csv file of calls, or a folder of recordings")
    .description("bring in calls from files; importing the same again changes nothing")
    .option("--date <day>", "when the calls were, for those that do not say (YYYY-MM-DD, in --timezone)")
    .option("--set <name>", "the name of this set (default: the file's or folder's own)")
    .option(
      "--map <field=column>",
      "CSV: which column holds what, such as id=Call ID,date=Call Date; date=#2 for the second, date= for none (repeatable)",
      (given: string, before: string[] | undefined) => [...(before ?? []), given],
    )
    .option("--timezone <zone>", "the zone of times that name none, such as America/New_York", "UTC")
    .option("--day-order <order>", "CSV: how 03/04/2026 is read, mdy or dmy (default: refused)")
    .option("--dry-run", "CSV and folders without index: print what would be imported, and import nothing")
    .option("--demo", "into the demo's installation")
    .option("--no-demo", "into the live installation (the default)")
    .addHelpText(
      "after",
      "\nExamples:\n  callscript import calls.jsonl --date 2026-11-20\n  callscript import call-log.csv --timezone America/New_York --dry-run\n  callscript import recordings/",
    )
    .action(async (given: string, options: ImportOptions) => {
      const plan = await openImport(path.resolve(given), settingsOf(given, options));
      try {
        const failures =
          plan.preview === null
            ? // Real calls never go into the demo by accident, even while only the demo is running.
              await withInstallation({ demo: options.demo ?? false }, (installation) =>
                runImport(installation, plan),
              )
            : await plan.preview();
        if (failures > 0) process.exitCode = exitCodes.partly;
      } finally {
        await plan.close();
      }
    });
}

function settingsOf(given: string, options: ImportOptions): ImportPlan["settings"] {
  const { date, set, timezone, dayOrder, dryRun = false } = options;
  const refuse = (what: string) => new CommandError(what, exitCodes.usage);
  if (!existsSync(given)) throw refuse(`There is no file or folder ${given}.`);
  if (!isTimeZone(timezone))
    throw refuse(`--timezone takes a zone such as UTC or America/New_York, not "${timezone}".`);
  const day = date === undefined ? null : readDay(date, timezone);
  if (date !== undefined && day === null)
    throw refuse(`--date takes a day such as 2026-11-20, between 1990 and 2100, not "${date}".`);
  const order = z.enum(["mdy", "dmy"]).optional().safeParse(dayOrder);
  if (!order.success) throw refuse(`--day-order takes mdy or dmy, not "${dayOrder}".`);
  const map = parseMapOption(options.map ?? []);
  if (!map.ok) throw refuse(map.reason);
  return {
    date: day,
    set: set ?? null,
    timeZone: timezone,
    dayOrder: order.data ?? null,
    map: map.wanted,
    linkFault: faultOfLinks(options),
    dryRun,
  };
}

/** What the vault would refuse is told before anything is imported. */
function faultOfLinks({ demo = false }: ImportOptions): (link: string) => string | null {
  let policy: LinkPolicy | null = null;
  return (link) => {
    policy ??= linkPolicy(allowedLinks(linkSettings(demo), {}));
    const fault = linkFault(link, policy);
    return fault && `${fault} (RECORDING_HOSTS and RECORDING_ORIGINS say what is allowed)`;
  };
}

function linkSettings(demo: boolean) {
  const isDemo = modeOfCommand(process.env, demo) === "demo";
  return parseLinkSettings(isDemo ? scrubForDemo(process.env) : process.env);
}
