import { createServer } from "node:net";

/** Below the ports that systems give to outgoing connections and to servers that ask for none in particular. */
const first = 10_000;
const perWorker = 2_000;
const workers = 10;
let next = first + (Number(process.env["VITEST_POOL_ID"] ?? 0) % workers) * perWorker;

/** A loopback port that nobody listens on, and that no other test is given. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next += 1;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
