import { createServer } from "node:net";
import { CommandError, exitCodes } from "../exit-codes.ts";

/** @throws CommandError naming the port, who wanted it and how to choose another. */
export async function requireFreePort(
  host: string,
  port: number,
  who: string,
  example: string,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOTFOUND" || error.code === "EADDRNOTAVAIL")
        return reject(
          new CommandError(
            `HOST: ${host} is no address of this machine (${error.code}). Set 127.0.0.1, 0.0.0.0 or one of its own.`,
            exitCodes.configuration,
          ),
        );
      const what = error.code === "EADDRINUSE" ? "is in use" : `cannot be opened (${error.code})`;
      reject(
        new CommandError(
          `Port ${port}, wanted by ${who}, ${what}. Choose another: ${example}`,
          exitCodes.unavailable,
        ),
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
