import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { CommandError, exitCodes } from "../exit-codes.ts";

const lookMs = 100;

/**
 * Waits for the port up to `patienceMs`.
 * @throws CommandError naming the port, who wanted it and how to choose another.
 */
export async function requireFreePort(
  host: string,
  port: number,
  who: string,
  example: string,
  patienceMs = 0,
): Promise<void> {
  const until = Date.now() + patienceMs;
  let fault = await faultOf(host, port);
  while (fault === "EADDRINUSE" && Date.now() < until) {
    await pause(lookMs);
    fault = await faultOf(host, port);
  }
  if (fault === null) return;
  if (fault === "ENOTFOUND" || fault === "EADDRNOTAVAIL")
    throw new CommandError(
      `HOST: ${host} is no address of this machine (${fault}). Set 127.0.0.1, 0.0.0.0 or one of its own.`,
      exitCodes.configuration,
    );
  const what = fault === "EADDRINUSE" ? "is in use" : `cannot be opened (${fault})`;
  throw new CommandError(
    `Port ${port}, wanted by ${who}, ${what}. Choose another: ${example}`,
    exitCodes.unavailable,
  );
}

/** Why a port cannot be opened, as a code; null: it can. */
function faultOf(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
