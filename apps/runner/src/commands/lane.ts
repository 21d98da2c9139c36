import { LaneName, laneNames } from "@callscript/core/call-state.ts";
import { type Command, Option } from "commander";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { runLanes } from "./run-lanes.ts";
import type { ModeOption } from "./with-installation.ts";

export function addLane(program: Command): void {
  program
    .command("lane")
    .argument("<name>", laneNames.join(", "))
    .description("run one lane by itself")
    .option("--once", "work until nothing is left, then end")
    .addOption(new Option("--workers <n>", "factory only: calls transcribed at a time").default("4"))
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", "\nExample:\n  callscript lane judge --once")
    .action(async (given: string, options: ModeOption & { once?: boolean; workers: string }) => {
      const name = LaneName.safeParse(given);
      if (!name.success)
        throw new CommandError(
          `No lane is called "${given}". The lanes are ${laneNames.join(", ")}.`,
          exitCodes.usage,
        );
      await runLanes([name.data], {
        ...options,
        once: options.once ?? false,
        workers: workersOf(options.workers),
      });
    });
}

/** @throws CommandError unless it is a whole number from 1 to 64. */
export function workersOf(given: string): number {
  const workers = Number(given);
  if (Number.isInteger(workers) && workers >= 1 && workers <= 64) return workers;
  throw new CommandError(`--workers takes a whole number from 1 to 64, not "${given}".`, exitCodes.usage);
}
