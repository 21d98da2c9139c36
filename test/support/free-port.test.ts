import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort } from "./free-port.ts";

test("a port is given once, and passed over where another process has claimed or opened it", async () => {
  const first = await freePort();
  const claimed = createSocket("udp4");
  await new Promise<void>((resolve) => claimed.bind(first + 1, "127.0.0.1", resolve));
  const open = createServer();
  await new Promise<void>((resolve) => open.listen(first + 2, "127.0.0.1", resolve));
  try {
    expect(await freePort()).toBeGreaterThan(first + 2);
  } finally {
    claimed.close();
    open.close();
  }
});
