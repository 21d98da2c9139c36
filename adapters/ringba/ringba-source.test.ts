import { afterEach, expect, test } from "vitest";
import { json, type LoopbackServer, loopbackServer } from "../../test/fakes/loopback-server.ts";
import { portFailure } from "../../test/support/port-failure.ts";
import { createRingbaSource } from "./ringba-source.ts";

let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const never = new AbortController().signal;
const slice = {
  fromUtc: new Date("2026-11-22T07:00:00Z"),
  toUtc: new Date("2026-11-22T07:30:00Z"),
  offset: 0,
  size: 1000,
};
const record = { inboundCallId: "RGB1", callDt: 1763795000000 };
const columnList = ["inboundCallId", "callDt", "recordingUrl", "buyer", "unheardOf"].map((id) => ({
  id,
  title: id,
}));

type Answer = Parameters<typeof loopbackServer>[0];

/** Serves the column list, and `answer` for everything else. */
async function ringba(answer: Answer, columns: unknown = columnList) {
  server = await loopbackServer((request, response) =>
    request.path.endsWith("/calllogs/columns") ? json(response, 200, columns) : answer(request, response),
  );
  return { server, source: sourceAt(server.origin) };
}

function sourceAt(baseUrl: string, more = {}) {
  return createRingbaSource({ baseUrl, accountId: "RA1", apiToken: "s3cret", timeoutMs: 2000, ...more });
}

test("sends the request that Ringba documents, columns cut down to those the account knows", async () => {
  const { server, source } = await ringba((_, response) =>
    json(response, 200, {
      isSuccessful: true,
      report: { records: [record], totalCount: 1, partialResult: false },
    }),
  );
  const page = await source.page({ ...slice, offset: 2000 }, never);
  expect(page).toMatchObject({ received: 1, partial: false, claimedTotal: 1, unreadable: [] });
  expect(page.calls[0]?.providerCallId).toBe("RGB1");

  await source.page(slice, never);
  expect(server.requests.map((one) => `${one.method} ${one.path}`)).toEqual([
    "GET /v2/RA1/calllogs/columns",
    "POST /v2/RA1/calllogs",
    "POST /v2/RA1/calllogs",
  ]);
  expect(server.requests.map((one) => one.headers.authorization)).toEqual(Array(3).fill("Token s3cret"));
  expect(JSON.parse(server.requests[1]?.body ?? "")).toEqual({
    reportStart: "2026-11-22T07:00:00.000Z",
    reportEnd: "2026-11-22T07:30:00.000Z",
    size: 1000,
    offset: 2000,
    orderByColumns: [{ column: "callDt", direction: "desc" }],
    valueColumns: ["inboundCallId", "callDt", "buyer", "recordingUrl"].map((column) => ({ column })),
    formatTimespans: false,
    formatPercentages: false,
    formatDateTime: false,
  });
});

test("returns what it cannot read beside what it can", async () => {
  const { source } = await ringba((_, response) =>
    json(response, 200, { report: { records: [record, { callDt: 5 }, "odd"], partialResult: "true" } }),
  );
  const page = await source.page(slice, never);
  expect(page).toMatchObject({ received: 3, partial: true, claimedTotal: null });
  expect(page.calls).toHaveLength(1);
  expect(page.unreadable.map((one) => one.raw)).toEqual([{ callDt: 5 }, "odd"]);
});

test("drops a column that is refused by name and goes on", async () => {
  const { server, source } = await ringba((request, response) =>
    request.body.includes('"buyer"')
      ? json(response, 422, { isSuccessful: false, message: "Unknown column 'buyer'." })
      : json(response, 200, { report: { records: [record] } }),
  );
  expect((await source.page(slice, never)).received).toBe(1);
  expect((await source.page(slice, never)).received).toBe(1);
  expect(server.requests.map((one) => one.path.split("/").at(-1))).toEqual([
    "columns",
    "calllogs",
    "calllogs",
    "calllogs",
  ]);
});

test.each([
  ["no reason", { isSuccessful: false, message: null, report: { records: [], totalCount: 0 } }, "transient"],
  ["a word for a flag", { isSuccessful: "false", report: { records: [] } }, "transient"],
  ["a token's trouble", { isSuccessful: "no", message: "Token is expired", report: { records: [] } }, "lane"],
])("a failure in a 200 is no empty page: %s", async (_what, body, kind) => {
  const { source } = await ringba((_, response) => json(response, 200, body));
  expect((await portFailure(source.page(slice, never))).kind).toBe(kind);
});

test.each([
  [200, { isRateLimited: true, exceedingRateLimit: "Hour", message: null }, 3600],
  [200, { isRateLimited: "true", message: 7, rateLimit: null }, undefined],
  [429, { exceedingRateLimit: "Hour", message: null }, 3600],
])("a limit is read out of whatever stands beside it (%i %j)", async (status, body, retryAfterSeconds) => {
  const { source } = await ringba((_, response) => json(response, status, body));
  expect(await portFailure(source.page(slice, never))).toEqual({
    kind: "transient",
    reason: expect.stringMatching(/rate limit is reached/),
    rateLimit: { perMinute: null },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
});

test("a column that is refused in a 200 is dropped like any other", async () => {
  const { source } = await ringba((request, response) =>
    request.body.includes('"buyer"')
      ? json(response, 200, { isSuccessful: false, message: "Column 'buyer' is not valid" })
      : json(response, 200, { isSuccessful: true, report: { records: [record] } }),
  );
  expect((await source.page(slice, never)).received).toBe(1);
});

test("names no columns where the account's list cannot be read", async () => {
  const { server, source } = await ringba((_, response) => json(response, 200, { report: { records: [] } }), {
    surprise: true,
  });
  await source.page(slice, never);
  expect(JSON.parse(server.requests[1]?.body ?? "")).not.toHaveProperty("valueColumns");
});

test("a refusal that names no column is followed by a request without any", async () => {
  const { server, source } = await ringba((request, response) =>
    "valueColumns" in JSON.parse(request.body)
      ? json(response, 422, { message: "A column is not valid" })
      : json(response, 200, { report: { records: [] } }),
  );
  expect(await source.page(slice, never)).toMatchObject({ received: 0 });
  expect(await source.page(slice, never)).toMatchObject({ received: 0 });
  expect(server.requests.filter((request) => request.body.includes("valueColumns"))).toHaveLength(1);
});

test("counts of an account are added up over its campaigns; counts that cannot be read are no zero", async () => {
  const answers: unknown[] = [
    {
      report: {
        records: [
          { campaignId: "CA1", callCount: "12" },
          { campaignId: "CA2", callCount: 3 },
        ],
      },
    },
    { report: { records: [] } },
    { report: { records: [{ campaignId: "CA1" }] } },
  ];
  const { server, source } = await ringba((_, response) => json(response, 200, answers.shift()));
  const window = { fromUtc: slice.fromUtc, toUtc: slice.toUtc };
  expect(await source.count(window, never)).toBe(15);
  expect(await source.count(window, never)).toBe(0);
  expect(await portFailure(source.count(window, never))).toMatchObject({ kind: "transient" });
  expect(server.requests[0]?.path).toBe("/v2/RA1/insights");
});

const limited = {
  isRateLimited: true,
  exceedingRateLimit: "Minute",
  message: "Your account has been rate limited at the 'Minute'",
  rateLimit: { perMinute: { limit: 150, currentCount: 302 } },
};

test.each<[string, number, unknown, object, object]>([
  ["a refused token", 401, {}, {}, { kind: "lane" }],
  ["missing permissions", 403, {}, {}, { kind: "lane" }],
  ["an unknown account", 404, {}, {}, { kind: "lane" }],
  ["a refused request", 400, { message: "reportStart is wrong" }, {}, { kind: "lane" }],
  ["429", 429, {}, { "retry-after": "17" }, { kind: "transient", retryAfterSeconds: 17 }],
  ["a rate limit", 429, limited, {}, { kind: "transient", rateLimit: { perMinute: 150 } }],
  ["a rate limit that says 200", 200, limited, {}, { kind: "transient", rateLimit: { perMinute: 150 } }],
  ["500", 500, {}, {}, { kind: "transient" }],
  ["503 with a wait", 503, {}, { "retry-after": "5" }, { kind: "transient", retryAfterSeconds: 5 }],
  ["a redirect", 302, {}, { location: "http://127.0.0.1:9/" }, { kind: "transient" }],
  ["200 that failed", 200, { isSuccessful: false, message: "Something broke" }, {}, { kind: "transient" }],
  ["200 that refuses", 200, { isSuccessful: false, message: "Invalid API token" }, {}, { kind: "lane" }],
  ["200 without a report", 200, { hello: 1 }, {}, { kind: "transient" }],
])("%s (%i) fails as who must act", async (_, status, body, headers, expected) => {
  const { source } = await ringba((_request, response) => json(response, status, body, headers));
  const failure = await portFailure(source.page(slice, never));
  expect(failure).toMatchObject(expected);
  expect(failure.reason).not.toContain("s3cret");
});

test("an answer that is not JSON, none in time, too large or from nowhere", async () => {
  const { server, source } = await ringba((request, response) => {
    const { offset } = JSON.parse(request.body);
    if (offset === 0) response.end("<html>maintenance</html>");
    if (offset === 1000) response.write("{");
    if (offset === 2000) response.end(`"${"x".repeat(5000)}"`);
    if (offset === 3000) response.destroy();
  });
  const small = sourceAt(server.origin, { timeoutMs: 200, maxAnswerBytes: 4000 });
  expect(await portFailure(source.page(slice, never))).toMatchObject({ kind: "transient" });
  expect(await portFailure(small.page({ ...slice, offset: 1000 }, never))).toEqual({
    kind: "transient",
    reason: "Ringba cannot be reached: no answer within 0.2 s",
  });
  expect(await portFailure(small.page({ ...slice, offset: 2000 }, never))).toMatchObject({ kind: "call" });
  expect(await portFailure(small.page({ ...slice, offset: 3000 }, never))).toMatchObject({
    kind: "transient",
  });
  await server.close();
  expect(await portFailure(sourceAt(server.origin).page(slice, never))).toMatchObject({
    kind: "transient",
    reason: expect.stringMatching(/^Ringba cannot be reached: /),
  });
});

test("returns a page that calls itself partial in another word, and claims nothing where its total is null", async () => {
  const { source } = await ringba((_, response) =>
    json(response, 200, { report: { records: [record], partialResult: "Yes", totalCount: null } }),
  );
  expect(await source.page(slice, never)).toMatchObject({ partial: true, claimedTotal: null });
});

test("a request that is refused without its columns too costs no column", async () => {
  let wrong = true;
  const { server, source } = await ringba((_, response) =>
    wrong
      ? json(response, 400, { message: "reportStart is wrong" })
      : json(response, 200, { report: { records: [] } }),
  );
  expect(await portFailure(source.page(slice, never))).toMatchObject({ kind: "lane" });
  wrong = false;
  await source.page(slice, never);
  expect(JSON.parse(server.requests.at(-1)?.body ?? "").valueColumns).toHaveLength(4);
});

test("stops at once when told to", async () => {
  const stopping = new AbortController();
  const { source } = await ringba(() => stopping.abort());
  await expect(source.page(slice, stopping.signal)).rejects.toThrow();
});

test("asks for details ten calls at a time", async () => {
  const { server, source } = await ringba((request, response) => {
    const ids: string[] = JSON.parse(request.body).InboundCallIds;
    json(response, 200, { report: { records: ids.map((id) => ({ ...record, inboundCallId: id })) } });
  });
  const ids = Array.from({ length: 23 }, (_, index) => `RGB${index}`);
  const found = await source.detail(ids, never);
  expect(found.map((call) => call.providerCallId)).toEqual(ids);
  expect(server.requests.map((one) => one.path)).toEqual(Array(3).fill("/v2/RA1/calllogs/detail"));
});
