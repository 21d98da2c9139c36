import { PortError } from "@callscript/core/failure.ts";
import { Command } from "commander";
import { loadCommands } from "./commands/load-commands.ts";
import { ConfigurationError } from "./config/environment.ts";
import { CommandError, exitCodes, exitCodesText } from "./exit-codes.ts";
import { outliveReaders } from "./outlive-readers.ts";
import { outliveTerminal } from "./outlive-terminal.ts";

const program = new Command("callscript")
  .description("Pay-per-call QA: pulls calls from Ringba, transcribes, judges and shows the bad ones.")
  .version("0.1.0")
  .enablePositionalOptions()
  .showHelpAfterError("(callscript --help lists the commands)")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage))
  .addHelpText("after", `\nExit codes: ${exitCodesText}.`);

await loadCommands(program, process.argv[2]);
for (const command of program.commands)
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage));

outliveReaders([process.stdout, process.stderr]);
outliveTerminal();
try {
  await program.parseAsync();
  // An IPC channel to the parent would keep a finished process alive.
  process.exit();
} catch (error) {
  const { message, exitCode } = explain(error);
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}

function explain(error: unknown): { message: string; exitCode: number } {
  if (error instanceof CommandError) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof ConfigurationError)
    return { message: error.message, exitCode: exitCodes.configuration };
  if (error instanceof DOMException && error.name === "AbortError")
    return { message: "Stopped. What was done stays; run it again to go on.", exitCode: exitCodes.stopped };
  if (
    error instanceof Error &&
    "code" in error &&
    ["EACCES", "EPERM", "EROFS", "ENOTDIR"].includes(`${error.code}`)
  )
    return {
      message: `${error.message}. CALLSCRIPT_HOME must be a folder that this user may write.`,
      exitCode: exitCodes.configuration,
    };
  if (error instanceof Error && "code" in error && error.code === "ENOSPC")
    return { message: `${error.message}. Free some space and start again.`, exitCode: exitCodes.unavailable };
  if (error instanceof PortError && error.failure.kind === "transient") {
    return { message: `Out of reach: ${error.message}`, exitCode: exitCodes.unavailable };
  }
  if (error instanceof PortError && error.failure.kind === "lane")
    return {
      message: `Stopped: ${error.message}. What was done stays; run it again when that is mended.`,
      exitCode: exitCodes.unavailable,
    };
  return {
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    exitCode: exitCodes.partly,
  };
}
