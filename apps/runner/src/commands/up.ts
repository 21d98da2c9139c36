import type { Command } from "commander";
import { ConfigurationError } from "../config/environment.ts";
import { modeOfStart } from "../config/installation-mode.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { up } from "../serve/up.ts";
import { workersOf } from "./lane.ts";

export function addUp(program: Command): void {
  program
    .command("up")
    .description("run everything: database, lanes, dashboard and, without a Ringba account, the demo")
    .option("--port <n>", "the dashboard's port (the runner's own is the next one)")
    .option("--workers <n>", "calls transcribed at a time", "4")
    .option("--demo", "the demo, also where a Ringba account is configured")
    .option("--no-demo", "no demo: start empty, or with the configured account")
    .addHelpText("after", "\nExamples:\n  npm start\n  npm start -- --port 4000\n  npm start -- --no-demo")
    .action(async (options: { port?: string; workers: string; demo?: boolean }) => {
      if (
        options.port !== undefined &&
        !(/^[1-9]\d{0,4}$/.test(options.port) && Number(options.port) <= 65_535)
      )
        throw new CommandError(
          `--port takes a number from 1 to 65535, not "${options.port}".`,
          exitCodes.usage,
        );
      if (options.demo === true && process.env["DATABASE_URL"])
        throw new ConfigurationError(
          "DATABASE_URL is never the demo's: unset it for `--demo`, or leave `--demo` away.",
        );
      await up({
        mode: modeOfStart(process.env, options.demo),
        port: options.port,
        workers: workersOf(options.workers),
      });
    });
}
