import { createSocket } from "node:dgram";
import { createServer } from "node:net";

/** Below the ports that systems give to outgoing connections and to servers that ask for none in particular. */
let next = 10_000;

/**
 * A loopback port that nobody listens on, and that no other test is given while this process lives, though its server
 * starts later, or stops and starts again.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next += 1;
    // Claimed first: to look whether a port is free is to take it for a moment, and its owner may want it just then.
    if ((await claim(port)) && (await isFree(port))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** UDP's port of the same number, held until this process ends, tells the other test processes that it is taken. */
function claim(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const claimed = createSocket("udp4");
    claimed.once("error", () => resolve(false));
    claimed.bind({ port, address: "127.0.0.1", exclusive: true }, () => {
      claimed.unref();
      resolve(true);
    });
  });
}
