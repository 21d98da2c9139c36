import { Command } from "commander";
import { expect, test } from "vitest";
import { loadCommands } from "./load-commands.ts";

async function loaded(asked: string | undefined): Promise<readonly Command[]> {
  const program = new Command("callscript");
  await loadCommands(program, asked);
  return program.commands;
}

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (more) => {
      text += more;
    },
  });
  command.outputHelp();
  return text;
}

/** Loaded outside of the tests: their time is not that of every source of the runner to be compiled. */
const all = await loaded(undefined);

test("every command explains itself with an example", () => {
  expect(all.map((command) => command.name())).toEqual([
    "up",
    "status",
    "costs",
    "lane",
    "factory",
    "import",
    "backfill",
    "migrate",
    "invite",
    "people",
    "ingest-key",
    "requeue",
    "vault-retry",
    "doctor",
    "eval",
    "export",
    "rules",
    "backtest",
  ]);
  for (const command of all)
    expect(helpOf(command), command.name()).toMatch(/^Usage: callscript [\s\S]*Examples?:\n\s+\S/);
});

test("a command that is named is loaded alone, and is the one of that name; else all are", async () => {
  for (const one of all) {
    const alone = await loaded(one.name());
    expect(alone.map((command) => [command.name(), helpOf(command)])).toEqual([[one.name(), helpOf(one)]]);
  }
  for (const none of ["fly", "--help", "toString"]) expect(await loaded(none)).toHaveLength(all.length);
});
