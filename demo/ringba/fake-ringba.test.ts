import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type FakeRingba, startFakeRingba } from "./fake-ringba.ts";

const hour = 3_600_000;
const now = new Date("2026-11-24T12:00:00Z");
const options = {
  port: 0,
  accountId: "RA1",
  apiToken: "secret-token",
  firstStartedAt: new Date(now.getTime() - hour),
  now: () => now,
};
let ringba: FakeRingba;
beforeAll(async () => {
  ringba = await startFakeRingba(options);
});
afterAll(() => ringba.close());

const Page = z.object({
  report: z.object({
    records: z.array(z.looseObject({ inboundCallId: z.string(), callDt: z.number() })),
    totalCount: z.int(),
  }),
});
const ask = (body: object, { token = "secret-token", at = ringba.url, account = "RA1" } = {}) =>
  fetch(`${at}/v2/${account}/calllogs`, {
    method: "POST",
    headers: { authorization: `Token ${token}`, "content-type": "application/json" },
    body: JSON.stringify({
      reportStart: new Date(now.getTime() - 2 * hour).toISOString(),
      reportEnd: now.toISOString(),
      ...body,
    }),
  });
const page = async (body: object, at?: string) =>
  Page.parse(await (await ask(body, at === undefined ? {} : { at })).json()).report;

test("pages of any size list every call once, the newest first", async () => {
  const whole = await page({ size: 1000 });
  expect(whole.totalCount).toBe(whole.records.length);
  expect(whole.records.length).toBeGreaterThan(150);
  const starts = whole.records.map((record) => record.callDt);
  expect(starts).toEqual([...starts].sort((a, b) => b - a));
  const paged: string[] = [];
  for (let offset = 0; offset < whole.totalCount; offset += 37)
    paged.push(...(await page({ size: 37, offset })).records.map((record) => record.inboundCallId));
  expect(paged).toEqual(whole.records.map((record) => record.inboundCallId));
});

test("the insights count what the log lists, by campaign", async () => {
  const { records } = await page({ size: 1000 });
  const counts = z.object({
    report: z.object({ records: z.array(z.object({ campaignId: z.string(), callCount: z.int() })) }),
  });
  const answer = await fetch(`${ringba.url}/v2/RA1/insights`, {
    method: "POST",
    headers: { authorization: "Token secret-token", "content-type": "application/json" },
    body: JSON.stringify({
      reportStart: new Date(now.getTime() - 2 * hour).toISOString(),
      reportEnd: now.toISOString(),
    }),
  });
  const groups = counts.parse(await answer.json()).report.records;
  expect(groups.length).toBeGreaterThan(3);
  expect(groups.reduce((sum, { callCount }) => sum + callCount, 0)).toBe(records.length);
});

test("a window is half open: two that meet share no call and lose none", async () => {
  const { records } = await page({ size: 1000 });
  const edge = new Date(records[50]?.callDt ?? 0).toISOString();
  const [before, after] = [
    await page({ size: 1000, reportEnd: edge }),
    await page({ size: 1000, reportStart: edge }),
  ];
  expect(before.records.length + after.records.length).toBe(records.length);
  expect(after.records.at(-1)?.inboundCallId).toBe(records[50]?.inboundCallId);
});

test("empty columns are left out, times are epoch milliseconds, only asked-for columns come", async () => {
  const { records } = await page({ size: 1000 });
  const missed = records.find((record) => record["hasConnected"] === false);
  expect(missed).toBeDefined();
  expect(missed).not.toHaveProperty("recordingUrl");
  expect(missed).not.toHaveProperty("conversionAmount");
  expect(records.every((record) => record.callDt > 1_700_000_000_000)).toBe(true);
  const narrow = await page({ size: 3, valueColumns: [{ column: "inboundCallId" }, { column: "callDt" }] });
  expect(Object.keys(narrow.records[0] ?? {}).sort()).toEqual(["callDt", "inboundCallId"]);
});

test("a wrong token, a foreign account, an unknown column and an oversized page are refused as Ringba does", async () => {
  expect((await ask({}, { token: "wrong" })).status).toBe(401);
  expect((await ask({}, { account: "RA2" })).status).toBe(404);
  expect((await ask({ valueColumns: [{ column: "mood" }] })).status).toBe(422);
  expect((await ask({ size: 1001 })).status).toBe(400);
});

test("a recording's link redirects to the MP3; the link of a call nobody recorded finds nothing", async () => {
  const { records } = await page({ size: 1000 });
  const link = String(records.find((record) => record["recordingUrl"] !== undefined)?.["recordingUrl"]);
  const redirect = await fetch(link, { redirect: "manual" });
  expect(redirect.status).toBe(302);
  const file = await fetch(link);
  expect(file.headers.get("content-type")).toBe("audio/mpeg");
  expect((await file.arrayBuffer()).byteLength).toBe(Number(file.headers.get("content-length")));
  expect((await fetch(`${ringba.url}/recording-public?v=v1&k=RGB-nobody`)).status).toBe(404);
  expect((await fetch(`${ringba.url}/media/..%2Fall-calls.ts`)).status).toBe(404);
});

test("after a restart the same calls are listed, and later ones beside them", async () => {
  const before = await page({ size: 1000 });
  const later = new Date(now.getTime() + 60_000);
  const again = await startFakeRingba({ ...options, now: () => later });
  try {
    const { records } = await page({ size: 1000, reportEnd: later.toISOString() }, again.url);
    const ids = records.map((record) => record.inboundCallId);
    expect(ids).toEqual(expect.arrayContaining(before.records.map((record) => record.inboundCallId)));
    expect(ids.length).toBeGreaterThan(before.records.length);
  } finally {
    await again.close();
  }
});
