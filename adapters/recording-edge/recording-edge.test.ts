import { transient } from "@callscript/core/failure.ts";
import { expect, test } from "vitest";
import { loopbackServer } from "../../test/fakes/loopback-server.ts";
import { portFailure } from "../../test/support/port-failure.ts";
import { createRecordingEdge } from "./recording-edge.ts";

const never = new AbortController().signal;
const limits = { timeoutMs: 500, transferMs: 2000 };

test("only exact hosts can be configured", () => {
  for (const wrong of ["*.ringba.com", "https://media.ringba.com", "10.0.0.5", ""])
    expect(() => createRecordingEdge({ ...limits, hosts: ["media.ringba.com", wrong] }), wrong).toThrow(
      "exact",
    );
});

test("without a list it is Ringba's one host of recordings and S3, and no other below ringba.com", async () => {
  const asked: string[] = [];
  const edge = createRecordingEdge({
    ...limits,
    resolve: async (host) => {
      asked.push(host);
      return ["127.0.0.1"];
    },
  });
  for (const host of ["media.ringba.com", "bucket.s3.us-east-1.amazonaws.com", "other.ringba.com"])
    expect((await portFailure(edge.open(`https://${host}/r`, never))).reason).toMatch(/link is refused/);
  expect(asked).toEqual(["media.ringba.com", "bucket.s3.us-east-1.amazonaws.com"]);
});

test.each([
  ["one private address among public ones", ["52.216.1.1", "10.0.0.5"]],
  ["no address", []],
])("%s refuses the host, but not for good", async (_what, addresses) => {
  const edge = createRecordingEdge({ ...limits, resolve: async () => addresses });
  expect(await portFailure(edge.open("https://media.ringba.com/r", never))).toEqual({
    kind: "call",
    reason: "the recording's link is refused: it leads to a private address",
  });
});

test("a name that cannot be looked up, or not in time, is the outside's trouble", async () => {
  const fails = createRecordingEdge({ ...limits, resolve: () => Promise.reject(transient("SERVFAIL")) });
  expect(await portFailure(fails.open("https://media.ringba.com/r", never))).toMatchObject({
    kind: "transient",
  });
  const hangs = createRecordingEdge({
    ...limits,
    timeoutMs: 50,
    resolve: () => new Promise(() => undefined),
  });
  expect(await portFailure(hangs.open("https://media.ringba.com/r", never))).toEqual({
    kind: "transient",
    reason: "the recordings' host did not answer within 0.05 s",
  });
});

test("streams from behind a redirect, without credentials", async () => {
  const server = await loopbackServer(({ path }, response) =>
    path === "/start"
      ? response.writeHead(302, { location: "/file", "set-cookie": "a=b" }).end("moved")
      : response.writeHead(200, { "content-length": 300_000 }).end(Buffer.alloc(300_000, 1)),
  );
  try {
    const edge = createRecordingEdge({ ...limits, allowedOrigins: [server.origin] });
    const { body, contentLength } = await edge.open(`${server.origin}/start`, never);
    let bytes = 0;
    for await (const chunk of body) bytes += chunk.byteLength;
    expect([bytes, contentLength]).toEqual([300_000, 300_000]);
    for (const { headers } of server.requests)
      expect([headers.authorization, headers.cookie, headers.referer]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
  } finally {
    await server.close();
  }
});
