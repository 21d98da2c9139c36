import { handOutIngestKey } from "@callscript/core/desk/hand-out-ingest-key.ts";
import { endIngestKeys, knownIngestKeys } from "@callscript/core/desk/ingest-keys.sql.ts";
import { theCommandLine as actor } from "@callscript/core/desk/the-command-line.ts";
import type { Command } from "commander";
import type { Installation } from "../compose/open-installation.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { pixelText } from "./pixel-text.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

const hoursToChange = 24;

export function addIngestKey(program: Command): void {
  const keys = program
    .command("ingest-key")
    .description("the keys with which Ringba's pixel may call us")
    .addHelpText(
      "after",
      "\nExamples:\n  callscript ingest-key create\n  callscript ingest-key rotate ringba\n  callscript ingest-key list",
    );
  const add = (name: string, description: string, example: string) =>
    keys
      .command(name)
      .description(description)
      .option("--demo", "the demo's installation")
      .option("--no-demo", "the live installation")
      .addHelpText("after", `\nExample:\n  callscript ingest-key ${example}`);

  add(
    "create",
    "make a key and print the pixel to paste into Ringba; the key is shown once",
    "create --name second-account",
  )
    .option("--name <name>", "what to call it", "ringba")
    .action((options: ModeOption & { name: string }) => create(nameOf(options.name), options));
  add("list", "the keys, when each was last used and until when it is good", "list").action(list);
  add("rotate", "make a further key; the old one stays good for 24 h", "rotate ringba")
    .argument("<name>")
    .option("--now", "end the old key at once")
    .action((name: string, options: ModeOption & { now?: boolean }) => rotate(name, options));
  add("revoke", "end a key at once", "revoke ringba").argument("<name>").action(revoke);
}

async function create(name: string, options: ModeOption): Promise<void> {
  await withInstallation(options, async (installation) => {
    const made = await handOutIngestKey(installation.db, { name, graceHours: null, actor });
    if (made === null)
      throw new CommandError(
        `"${name}" has a key already: callscript ingest-key rotate ${name}, or --name for another one.`,
        exitCodes.usage,
      );
    print(pixelText(installation, { key: made.key, name }));
  });
}

async function rotate(name: string, options: ModeOption & { now?: boolean }): Promise<void> {
  await withInstallation(options, async (installation) => {
    const graceHours = options.now ? 0 : hoursToChange;
    const made = await handOutIngestKey(installation.db, { name, graceHours, actor });
    if (made === null) throw noSuchKey(name);
    print(pixelText(installation, { key: made.key, name }));
    print(
      options.now || made.oldEndsAtUtc === null
        ? "The old key is no longer good."
        : `The old key is good until ${made.oldEndsAtUtc.toISOString()}.`,
    );
  });
}

async function revoke(name: string, options: ModeOption): Promise<void> {
  await withInstallation(options, async ({ db }) => {
    const [answer] = await endIngestKeys.run(db, name, actor);
    if (!answer?.ended) throw noSuchKey(name);
    print(
      `${name} is revoked: pixels with ${answer.ended === 1 ? "its key" : "its keys"} are refused (401).`,
    );
  });
}

async function list(options: ModeOption): Promise<void> {
  await withInstallation(options, async ({ db }: Installation) => {
    const found = await knownIngestKeys.run(db);
    if (found.length === 0) print("No key. Make one: callscript ingest-key create");
    for (const { name, created_at_utc, last_used_at_utc, revoked_at_utc, is_good } of found) {
      const end =
        revoked_at_utc === null ? "" : `${is_good ? "until" : "ended"} ${revoked_at_utc.toISOString()}`;
      print(
        `${name.padEnd(20)} made ${created_at_utc.toISOString()}  last used ${(last_used_at_utc?.toISOString() ?? "never").padEnd(24)}  ${is_good ? "good" : "revoked"} ${end}`.trimEnd(),
      );
    }
  });
}

/** @throws CommandError unless it is a short name that can be typed again. */
function nameOf(given: string): string {
  if (/^\w[\w.-]{0,59}$/.test(given)) return given;
  throw new CommandError("A key's name has 1 to 60 letters, digits, dots and dashes.", exitCodes.usage);
}

function noSuchKey(name: string): CommandError {
  return new CommandError(`No key "${name}" is good. callscript ingest-key list shows them.`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
