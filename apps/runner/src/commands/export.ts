import { statSync } from "node:fs";
import path from "node:path";
import { writeWhole } from "@callscript/adapters/files/write-whole.ts";
import { readDay } from "@callscript/adapters/import/read-day.ts";
import { countLabels, readLabels } from "@callscript/core/desk/labels.ts";
import type { Db } from "@callscript/core/query.ts";
import type { Command } from "commander";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { progressLine } from "./progress-line.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

interface LabelsOptions extends ModeOption {
  out?: string;
  days?: string;
  since?: string;
}

export function addExport(program: Command): void {
  program
    .command("export")
    .description("take out what people decided, to measure a judge on your own calls")
    .addHelpText(
      "after",
      "\nExample:\n  callscript export labels --out labels.jsonl && callscript eval --set labels.jsonl",
    )
    .command("labels")
    .description(
      "calls that people decided, as a labelled set (docs/formats.md): with what was said, for you alone",
    )
    .option("--out <file>", "write this file, readable by you alone (default: print the lines)")
    .option("--days <n>", "calls that began in the last so many days (default: all)")
    .option("--since <day>", "calls that began on this day or later (YYYY-MM-DD, UTC)")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", "\nExample:\n  callscript export labels --days 30 --out labels.jsonl")
    .action(exportLabels);
}

async function exportLabels(options: LabelsOptions): Promise<void> {
  const since = sinceOf(options, new Date());
  const file = options.out === undefined ? null : path.resolve(options.out);
  if (file !== null) refuseUnwritable(file);
  const signal = stopSignal();
  await withInstallation(options, async ({ db }) => {
    if ((await countLabels(db, since)) === 0)
      throw new CommandError("No person has decided a call of that time yet: nothing was written.");
    const written =
      file === null
        ? await writeLabels(db, since, print, signal)
        : await writeWhole(file, (append) => writeLabels(db, since, append, signal));
    const { bad, safe, wordless } = written;
    process.stderr.write(`${bad} bad and ${safe} safe calls${file === null ? "" : ` written to ${file}`}.\n`);
    if (wordless > 0)
      process.stderr.write(
        `${wordless} left out: nothing was said on them, so there are no turns to judge.\n`,
      );
  });
}

async function writeLabels(
  db: Db,
  since: Date,
  append: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<{ bad: number; safe: number; wordless: number }> {
  const progress = progressLine();
  const total = await countLabels(db, since);
  const written = { bad: 0, safe: 0, wordless: 0 };
  let done = 0;
  try {
    for await (const line of readLabels(db, since)) {
      signal.throwIfAborted();
      if (line !== null) await append(`${JSON.stringify(line)}\n`);
      written[line?.label ?? "wordless"] += 1;
      done += 1;
      progress.show(done, Math.max(done, total));
    }
  } finally {
    progress.end();
  }
  return written;
}

function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

function sinceOf({ days, since }: LabelsOptions, now: Date): Date {
  const refuse = (what: string) => new CommandError(what, exitCodes.usage);
  if (days !== undefined && since !== undefined) throw refuse("Give --days or --since, not both.");
  if (days !== undefined) {
    const count = /^\d{1,5}$/.test(days) ? Number(days) : 0;
    if (count < 1) throw refuse(`--days takes a whole number above 0, not "${days}".`);
    return new Date(now.getTime() - count * 24 * 3600_000);
  }
  if (since === undefined) return new Date(0);
  const day = readDay(since, "UTC");
  if (day === null)
    throw refuse(`--since takes a day such as 2026-11-20, between 1990 and 2100, not "${since}".`);
  return day;
}

function refuseUnwritable(file: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isDirectory())
    throw new CommandError(`${file} is a folder: name a file in it.`, exitCodes.usage);
  if (!statSync(path.dirname(file), { throwIfNoEntry: false })?.isDirectory())
    throw new CommandError(`There is no folder ${path.dirname(file)}.`, exitCodes.usage);
}
