import { transient } from "@callscript/core/failure.ts";
import type { Log } from "@callscript/core/ports.ts";
import { listen } from "./listen.ts";

/** Nobody speaks on it. */
const channel = "callscript_presence";
/** A server that has just started may refuse its first connections. */
const letsInWithinMs = 5_000;

/**
 * Holds one connection until closed, made anew when it breaks, so that whoever leaves sees that the database is in use:
 * a pool lets go of all its connections while it has nothing to ask.
 * @throws a transient PortError when the first one is not made within 5 s.
 */
export async function stayConnected({
  url,
  log,
}: {
  url: string;
  log: Log;
}): Promise<{ close(): Promise<void> }> {
  let settle: (isIn: boolean) => void = () => undefined;
  const first = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  const connection = listen({
    url,
    channel,
    log,
    onPayload: () => undefined,
    onState: (state) => state === "listening" && settle(true),
  });
  const tooLate = setTimeout(() => settle(false), letsInWithinMs);
  const isIn = await first;
  clearTimeout(tooLate);
  if (isIn) return connection;
  await connection.close();
  throw transient("the embedded Postgres does not let us in");
}
