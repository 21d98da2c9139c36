import { readStatus } from "@callscript/core/desk/read-status.ts";
import type { Command } from "commander";
import { statusText } from "../status/status-text.ts";
import { readUnseen, unseenText } from "./unseen-text.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

export function addStatus(program: Command): void {
  program
    .command("status")
    .description("show calls by status, the lanes, latency and cost")
    .option("--json", "print one JSON object")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", "\nExample:\n  callscript status --json | jq .calls.flagged")
    .action(async (options: ModeOption & { json?: boolean }) => {
      await withInstallation(options, async ({ db }) => {
        const status = await readStatus(db);
        if (options.json) return void process.stdout.write(`${JSON.stringify(status)}\n`);
        const unseen = (await readUnseen(db)).map((one) => `${unseenText(one)}\n`);
        process.stdout.write(`${statusText(status)}${unseen.join("")}`);
      });
    });
}
