import { closeSync } from "node:fs";
import { isatty } from "node:tty";

/** Node sets its terminal right as it exits, and crashes where that has been closed: it is let go of first. */
export function outliveTerminal(): void {
  const terminals = [0, 1, 2].filter((output) => isatty(output));
  process.on("exit", () => {
    for (const output of terminals) if (!isatty(output)) closeSync(output);
  });
}
