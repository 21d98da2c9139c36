import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { clearCalls, givenCall } from "../../test/support/given-calls.ts";
import { readPreview } from "./read-preview.ts";

const database = await testDatabase();
const web = openPool({ url: database.urlAs("callscript_web"), max: 2, applicationName: "test" });
afterAll(() => web.close());
beforeEach(() => clearCalls(database));

const flagOf = (code: string, severity: number, start: number | null, turn: number) => ({
  code,
  name: code,
  severity,
  at_fault: "publisher",
  refundable: true,
  rule_version: "General@1",
  evidence: "quote",
  quote: "words",
  verified: "exact",
  fact: null,
  turn,
  speaker: "agent",
  start,
  end: start,
  reason: "it is so",
  confidence: null,
});
const segments = ["a", "b", "c", "d"].map((text, index) => ({
  speaker: "agent",
  start: index * 10,
  end: index * 10 + 9,
  text,
}));

test("the worst flag is shown with its place in time, the lines around it and its seconds", async () => {
  const id = await givenCall(database, {
    status: "flagged",
    severity: 4,
    recording_seconds: 40,
    transcript_segments: JSON.stringify(segments),
    qa_flags: JSON.stringify([
      flagOf("mild", 1, 2, 0),
      flagOf("worst", 4, 21, 2),
      flagOf("later", 2, null, 3),
    ]),
  });
  const peaks = { channels: [Array.from({ length: 80 }, () => 64)], seconds: 40 };
  await database.sql(
    "insert into core.call_peaks (call_id, peaks) values ($1, $2)",
    id,
    JSON.stringify(peaks),
  );
  const preview = await readPreview(web, id);
  expect(preview?.flag?.code).toBe("worst");
  expect(preview?.place).toBe(2);
  expect(preview?.others.map(({ code }) => code)).toEqual(["mild", "later"]);
  expect(preview?.lines.map(({ text, isQuoted }) => [text, isQuoted])).toEqual([
    ["b", false],
    ["c", true],
    ["d", false],
  ]);
  expect(preview?.clip).toMatchObject({ from: 15, to: 27 });
  expect(new Set(preview?.clip?.loudness)).toEqual(new Set([0.5]));
});

test("a call without flag, transcript or recording is shown as far as it goes, and no call is none", async () => {
  const id = await givenCall(database, { status: "safe", needs_review: true, review_reason: "unsure" });
  expect(await readPreview(web, id)).toMatchObject({
    flag: null,
    place: 0,
    lines: [],
    rule: null,
    clip: null,
  });
  expect(await readPreview(web, "0190aaaa-0000-7000-8000-00000000ffff")).toBeNull();
});

test("given a second, what was said then is shown with its seconds, also of a call without a flag", async () => {
  const id = await givenCall(database, {
    status: "safe",
    recording_seconds: 40,
    transcript_segments: JSON.stringify(segments),
  });
  const around = async (at: number) => {
    const preview = await readPreview(web, id, at);
    return [
      preview?.lines.map(({ text, isQuoted }) => (isQuoted ? `(${text})` : text)).join(""),
      preview?.span,
    ];
  };
  expect(await around(10)).toEqual(["a(b)c", { start: 10, end: 19 }]);
  expect(await around(19.5)).toEqual(["a(b)c", { start: 19.5, end: 19 }]);
  expect(await around(39)).toEqual(["c(d)", { start: 39, end: 39 }]);
  expect((await readPreview(web, id, 10))?.clip).toMatchObject({ from: 4, to: 25 });
  expect(await readPreview(web, id)).toMatchObject({ lines: [], span: null, clip: null });
});
