import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import type { LoopbackServer } from "../../../test/fakes/loopback-server.ts";
import {
  type Character,
  callerNumber,
  callsUntilNow,
  now,
  peculiarAccount,
  token,
} from "../../../test/fakes/peculiar-account.ts";
import { examine, on } from "../../../test/support/examine-account.ts";
import { createAudioProbe } from "../../audio/audio-probe.ts";
import { createRecordingHttp } from "../../recording-http/recording-http.ts";
import { wantedColumns } from "../call-log-columns.ts";
import { mostRequests } from "./counted-requests.ts";
import { probeAccount } from "./probe-account.ts";

const never = new AbortController().signal;

let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function account(character: Character): Promise<LoopbackServer> {
  server = await peculiarAccount(character);
  return server;
}

test("an account as documented: everything that a visit can settle is settled", async () => {
  const report = await examine(await account({ calls: callsUntilNow(1400, 1) }));
  const settled = report.findings.filter(({ state }) => state === "settled").map(({ topic }) => topic);
  expect(settled).toEqual([
    "auth",
    "clock",
    "columns",
    "page size",
    "offsets",
    "stretches",
    "partialResult",
    "callDt",
    "link delay",
    "calllogs/detail",
    "recording",
  ]);
  expect(on(report, "page size")).toMatchObject({
    finding: "1000, all that is asked for",
    evidence: expect.stringContaining("1000 at offset 0, 400 at offset 1000"),
  });
  expect(on(report, "partialResult").finding).toContain("false does not mean the last page");
  expect(on(report, "callDt").finding).toBe("number, epoch ms");
  expect(on(report, "link delay").finding).toBe("a link is there 2 min after hang-up at the latest");
  expect(on(report, "recording").finding).toContain("2 channels, one side each");
  expect(on(report, "recording").evidence).toContain("1 s at 8000 Hz");
  expect(on(report, "link lifetime").evidence).toContain(
    "signed for 1 h, until 2026-11-24T13:00:00.000Z: X-Amz-Expires",
  );
  expect(report.settings).toContainEqual(
    expect.objectContaining({ name: "RINGBA_REQUESTS_PER_MINUTE", value: "60" }),
  );
});

test("a refused list and a refused column: named, and the rest goes on without them", async () => {
  const report = await examine(
    await account({
      calls: callsUntilNow(3, 60),
      instead: (_, path, body) =>
        path.endsWith("/calllogs") && body.includes('"buyer"')
          ? { status: 422, body: { isSuccessful: false, message: "Unknown column 'buyer'." } }
          : null,
    }),
  );
  expect(on(report, "columns")).toMatchObject({
    state: "settled",
    finding: "32 of 33 wanted ones; without buyer",
    evidence: expect.stringContaining("refused in the request: buyer"),
  });
  await server?.close();
  const unlisted = await examine(
    await account({
      calls: callsUntilNow(3, 60),
      instead: (_, path) => (path.endsWith("/columns") ? { status: 403, body: {} } : null),
    }),
  );
  expect(on(unlisted, "columns")).toMatchObject({
    state: "unknown",
    evidence: expect.stringContaining("403"),
  });
  expect(on(unlisted, "callDt").state).toBe("settled");
  await server?.close();
  const without = await examine(
    await account({ calls: callsUntilNow(3, 60), columns: { columns: ["inboundCallId", "callDt"] } }),
  );
  expect(on(without, "columns")).toMatchObject({ state: "fault" });
});

test("a refused token ends it after one request", async () => {
  const of = await account({ instead: () => ({ status: 401, body: { message: "denied" } }) });
  const report = await examine(of);
  expect(report).toMatchObject({ requests: 1, useful: true });
  expect(on(report, "auth")).toMatchObject({ state: "fault", finding: "Ringba refused the API token (401)" });
  expect(report.findings.filter(({ state }) => state === "settled").map(({ topic }) => topic)).toEqual([
    "clock",
  ]);
});

test("another account's id: the token is accepted and the account unknown", async () => {
  const report = await examine(
    await account({
      instead: (_, path) =>
        path === "/v2/ringbaaccounts"
          ? { status: 200, body: { account: [{ accountId: "RA2" }] } }
          : { status: 404, body: {} },
    }),
  );
  expect(on(report, "auth")).toMatchObject({
    state: "fault",
    finding: expect.stringContaining("RINGBA_ACCOUNT_ID"),
  });
  expect(report.useful).toBe(true);
});

test.each([null, [], {}, "x", 7, { status: "up" }])(
  "an answer that is not Ringba's (%j) is a fault, and nothing of use",
  async (body) => {
    const report = await examine(await account({ instead: () => ({ status: 200, body }) }));
    expect(on(report, "auth")).toMatchObject({
      state: "fault",
      finding: "answered, but not as Ringba does: is RINGBA_BASE_URL right?",
    });
    expect(report).toMatchObject({ answered: true, useful: false });
  },
);

test.each([404, 500])(
  "an account that answers %i and nothing else has said nothing of use",
  async (status) => {
    const report = await examine(await account({ instead: () => ({ status, body: {} }) }));
    expect(on(report, "auth").state).toBe("unknown");
    expect(report).toMatchObject({ answered: true, useful: false });
  },
);

test("an account that is named, and whose call log does not answer, is a fault that is of use", async () => {
  const report = await examine(
    await account({
      instead: (_, path) => (path === "/v2/ringbaaccounts" ? null : { status: 200, body: null }),
    }),
  );
  expect(on(report, "auth").finding).toBe("the token is accepted, the account's call log does not answer");
  expect(report.useful).toBe(true);
});

test.each([429, 200])(
  "a rate limit at the fifth request ends it, told with HTTP %i and the limit it named",
  async (status) => {
    const body = {
      isRateLimited: true,
      exceedingRateLimit: "Minute",
      rateLimitedResource: "GetCallLog",
      message: "Your account has been rate limited",
      rateLimit: { perMinute: { limit: 150, currentCount: 302 } },
    };
    const report = await examine(
      await account({ calls: callsUntilNow(3, 60), instead: (at) => (at === 4 ? { status, body } : null) }),
    );
    expect(report.requests).toBe(5);
    expect(report).toMatchObject({ limited: { perMinute: 150 }, useful: true });
    expect(on(report, "rate limit")).toMatchObject({
      state: "settled",
      finding: expect.stringContaining("150 requests a minute"),
      evidence: `answer 5 came with HTTP ${status}; exceeded by the 'Minute'; for the resource 'GetCallLog'`,
    });
    expect(report.settings[0]).toMatchObject({ name: "RINGBA_REQUESTS_PER_MINUTE", value: "120" });
    expect(on(report, "calllogs/detail").evidence).toContain("not asked: Ringba's rate limit was reached");
  },
);

test("a limit in a header is told; a limit that names nothing halves what is set", async () => {
  const told = await examine(
    await account({
      calls: callsUntilNow(3, 60),
      instead: (at) =>
        at === 0 ? { status: 200, body: ["RA1"], headers: { "x-ratelimit-limit": "300" } } : null,
    }),
  );
  expect(on(told, "rate limit")).toMatchObject({
    state: "settled",
    evidence: expect.stringContaining("x-ratelimit-limit: 300"),
  });
  await server?.close();
  const unnamed = await examine(
    await account({
      instead: (at) => (at === 2 ? { status: 429, body: {}, headers: { "retry-after": "60" } } : null),
    }),
  );
  expect(on(unnamed, "rate limit").state).toBe("unknown");
  expect(unnamed.settings[0]).toMatchObject({ value: "30" });
});

test("no calls at all: what needs a call stays unknown", async () => {
  const report = await examine(await account({ calls: [] }));
  expect(report.requests).toBe(5);
  expect(report.findings.filter(({ state }) => state === "fault")).toEqual([]);
  expect(report.findings.filter(({ state }) => state === "unknown").map(({ topic }) => topic)).toEqual([
    "page size",
    "offsets",
    "stretches",
    "partialResult",
    "/insights",
    "callDt",
    "link delay",
    "calllogs/detail",
    "recording",
    "link lifetime",
    "rate limit",
  ]);
});

test("what Ringba says is told without numbers, links and the token that are in it", async () => {
  const message = `${token} of ${callerNumber} or (555) 010-0123 at https://api.example/v2?k=1 broke`;
  const report = await examine(
    await account({
      calls: callsUntilNow(3, 60),
      instead: (_, path) => (path.endsWith("/calllogs") ? { status: 400, body: { message } } : null),
    }),
  );
  expect(on(report, "page size").evidence).toContain("[secret] of [number] or [number] at [link] broke");
});

test("a clock that is off is a fault", async () => {
  const date = new Date(now.getTime() + 90_000).toUTCString();
  const report = await examine(
    await account({ instead: () => ({ status: 401, body: {}, headers: { date } }) }),
  );
  expect(on(report, "clock")).toMatchObject({
    state: "fault",
    finding: expect.stringContaining("1 min 30 s behind"),
  });
});

test("nobody there: one request, nothing answered", async () => {
  const port = await new Promise<number>((resolve) => {
    const closed = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = z.object({ port: z.int() }).parse(closed.address());
      closed.close(() => resolve(free));
    });
  });
  const report = await probeAccount(
    {
      account: {
        baseUrl: `http://127.0.0.1:${port}`,
        accountId: "RA1",
        apiToken: token,
        timeoutMs: 2000,
        maxAnswerBytes: 1000,
      },
      recordings: (beforeHop) => createRecordingHttp({ allowedOrigins: [], timeoutMs: 2000, beforeHop }),
      probe: createAudioProbe(),
      clock: { now: () => now },
      takeToken: async () => undefined,
    },
    { requestsPerMinute: 60, signal: never },
  );
  expect(report).toMatchObject({ answered: false, useful: false, requests: 1 });
  expect(on(report, "auth").finding).toContain("ECONNREFUSED");
});

test("an abort ends it at once", async () => {
  const stop = new AbortController();
  const of = await account({
    calls: callsUntilNow(3, 60),
    instead: (at) => {
      if (at === 2) stop.abort();
      return null;
    },
  });
  await expect(examine(of, stop.signal)).rejects.toThrow();
  expect(of.requests.length).toBeLessThanOrEqual(3);
});

test("an account that finds fault with column after column is asked 20 times and no more", async () => {
  const of = await account({
    instead: (at, path, body) =>
      path.endsWith("/calllogs") && body.includes("valueColumns")
        ? { status: 422, body: { message: `Unknown column '${wantedColumns[at]}'.` } }
        : null,
  });
  const report = await examine(of);
  expect(report.requests).toBe(mostRequests);
  expect(on(report, "page size")).toMatchObject({
    state: "unknown",
    evidence: "not asked: all 20 requests are spent",
  });
});
