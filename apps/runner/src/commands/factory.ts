import type { Command } from "commander";
import { workersOf } from "./lane.ts";
import { runLanes } from "./run-lanes.ts";
import type { ModeOption } from "./with-installation.ts";

export function addFactory(program: Command): void {
  program
    .command("factory")
    .description("run the factory lane: transcribe what the vault holds, newest first")
    .option("--workers <n>", "calls transcribed at a time", "4")
    .option("--once", "work until nothing is left, then end")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", "\nExample:\n  callscript factory --workers 4")
    .action(async (options: ModeOption & { once?: boolean; workers: string }) => {
      await runLanes(["factory"], {
        ...options,
        once: options.once ?? false,
        workers: workersOf(options.workers),
      });
    });
}
