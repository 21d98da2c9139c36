import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { requireFreePort } from "./require-free-port.ts";

let squatter: Server | undefined;
afterEach(() => {
  squatter?.close();
});

/** A port that this test holds on 127.0.0.1. */
async function takenPort(): Promise<number> {
  const server = createServer();
  squatter = server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return z.object({ port: z.int() }).parse(server.address()).port;
}

const errorOf = (host: string, port: number) =>
  requireFreePort(host, port, "the dashboard", "npm start -- --port 4000").catch((error: unknown) => error);

test("a port in use is named, with who wanted it and how to choose another", async () => {
  const port = await takenPort();
  const error = await errorOf("127.0.0.1", port);
  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({
    message: `Port ${port}, wanted by the dashboard, is in use. Choose another: npm start -- --port 4000`,
    exitCode: exitCodes.unavailable,
  });
});

test("a port that is free is left free", async () => {
  const port = await takenPort();
  await new Promise((resolve) => squatter?.close(resolve));
  await requireFreePort("127.0.0.1", port, "the dashboard", "x");
  await expect(requireFreePort("127.0.0.1", port, "the dashboard", "x")).resolves.toBeUndefined();
});

test("a port that is let go of a moment later is waited for", async () => {
  const port = await takenPort();
  setTimeout(() => squatter?.close(), 300);
  await expect(requireFreePort("127.0.0.1", port, "the dashboard", "x", 5_000)).resolves.toBeUndefined();
});

test("an address that is not this machine's is told apart from a port in use", async () => {
  const error = await errorOf("203.0.113.7", 4000);
  expect(error).toMatchObject({
    message: expect.stringMatching(/^HOST: 203\.0\.113\.7 is no address of this machine/),
    exitCode: exitCodes.configuration,
  });
});
