import { createHash } from "node:crypto";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../../test/support/database.ts";
import { givenCall } from "../../../test/support/given-calls.ts";
import { reviewFlag } from "../flag-reviews.sql.ts";
import { reviewCalls } from "../review-calls.sql.ts";
import { type CutClips, packEvidence } from "./pack-evidence.ts";
import { readEvidence } from "./read-evidence.ts";

const database = await testDatabase();
const { sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 2, applicationName: "test" });
afterAll(() => web.close());
await sql(
  `insert into app_auth."user" (id, name, email, "emailVerified", role) values ('m', 'Maya', 'maya@example.com', true, 'reviewer')`,
);
const hostile = `<script>alert(1)</script><img src=x onerror=alert(1)>"'`;
const flag = (code: string, start: number | null, quote: string | null = "go away") => ({
  code,
  name: `${code} ${hostile}`,
  severity: 3,
  at_fault: "publisher",
  refundable: true,
  rule_version: "General@2",
  evidence: quote === null ? "fact" : "quote",
  quote,
  verified: quote === null ? "measured" : "exact",
  fact: quote === null ? { measure: "no_speech", value: 31, limit: 20, unit: "s" } : null,
  turn: quote === null ? null : 0,
  speaker: "agent",
  start,
  end: start === null ? null : start + 2,
  reason: `rude ${hostile}`,
  confidence: null,
});

const given = (columns: Record<string, unknown> = {}) =>
  givenCall(database, {
    status: "flagged",
    ringba_call_id: `=cmd|' /C calc'!A0 ${hostile} ${Math.random()}`,
    caller_number: "+13125550142",
    qa_version: "General@2",
    judge_model: "phrases",
    publisher: hostile,
    qa_flags: JSON.stringify([
      flag("rude", 40),
      flag("early", 3, `go ${hostile}`),
      flag("quiet", null, null),
    ]),
    transcript_segments: JSON.stringify([
      { speaker: "caller", start: 40.26, end: 42, text: `go away ${hostile}` },
    ]),
    ...columns,
  });

async function packed(id: string, cut: CutClips): Promise<Map<string, Buffer>> {
  const evidence = await readEvidence(web, id);
  if (evidence === null) throw new Error("no such call");
  const files = new Map<string, Buffer>();
  const madeAt = new Date("2026-11-20T10:00:00Z");
  for await (const { name, bytes } of packEvidence(evidence, { cut, madeAt, madeBy: "Maya" }))
    files.set(name, Buffer.from(bytes));
  return files;
}
const sounds: CutClips = async (spans) => spans.map(({ name }) => new TextEncoder().encode(name));
const text = (files: Map<string, Buffer>, name: string) => files.get(name)?.toString() ?? "";

test("a package has a clip of each quote, the words, the rules, the history, and the hash of every file", async () => {
  const id = await given();
  await reviewFlag.run(web, id, "early", "wrong", "maya@example.com");
  await reviewCalls(web, "maya@example.com", {
    calls: [{ id, version: 0 }],
    verdict: "confirmed_bad",
    idempotencyKey: "k".repeat(8),
    note: "=1+1",
  });
  const asked: [number, number][] = [];
  const files = await packed(id, async (spans) => {
    asked.push(...spans.map(({ from, to }): [number, number] => [from, to]));
    return sounds(spans);
  });
  expect(asked).toEqual([
    [0, 20],
    [25, 57],
  ]);
  expect([...files.keys()]).toEqual([
    "clips/01-early.wav",
    "clips/02-rude.wav",
    "summary.html",
    "transcript.txt",
    "rules.txt",
    "flags.json",
    "history.csv",
    "manifest.sha256",
  ]);
  const lines = text(files, "manifest.sha256").trim().split("\n");
  expect(lines).toHaveLength(files.size - 1);
  for (const line of lines) {
    const [hash, name = ""] = line.split("  ");
    expect(
      createHash("sha256")
        .update(files.get(name) ?? "")
        .digest("hex"),
      name,
    ).toBe(hash);
  }
  expect(text(files, "transcript.txt")).toBe(`[0:40.3] caller: go away ${hostile}\n`);
  expect(text(files, "history.csv")).toMatch(
    /,reviewed,flagged,flagged,,Maya,,confirmed_bad\r\n.*,note,,,,Maya,,'=1\+1\r\n$/s,
  );
  expect(JSON.parse(text(files, "flags.json")).flags).toHaveLength(3);
});

test("no text of a call is markup on its page, and the caller's number is in no file", async () => {
  const files = await packed(await given(), sounds);
  const page = text(files, "summary.html");
  expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  for (const [name, bytes] of files) expect(bytes.toString(), name).not.toMatch(/5550142|555-0142/);
});

test("a recording that cannot be cut, or is not there, is said; the rest stands", async () => {
  const broken = await packed(await given(), async () => {
    throw new Error("ENOENT: no such file, open '/srv/vault/recordings/a.wav'");
  });
  expect([...broken.keys()][0]).toBe("summary.html");
  expect(text(broken, "summary.html")).toContain("The recording could not be read or cut");
  expect(text(broken, "summary.html")).not.toContain("/srv/vault");
  const gone = await packed(await given({ status: "pending", storage_path: null }), sounds);
  expect(text(gone, "summary.html")).toContain("There is no recording of this call.");
});

test("of no call there is no evidence", async () => {
  expect(await readEvidence(web, "019a0000-0000-7000-8000-000000000001")).toBeNull();
});

test("a rule is quoted as it was asked on the day of the call", async () => {
  await sql(
    `with v as (
      insert into core.rule_versions (pack, version, published_by, reason) values ('Solar', '3', 'x', 'x') returning id
    ) insert into core.rules (rule_version_id, position, code, name, severity, effective_from, effective_to, definition)
    select v.id, n.position, 'rude', 'Rude', 3, n.from_day::date, n.to_day::date, jsonb_build_object('question', n.question)
    from v, (values (1, '2026-01-01', '2026-06-30', 'Was it rude?'), (2, '2026-07-01', null, 'Was it very rude?'))
      as n (position, from_day, to_day, question)`,
  );
  const ruleOf = async (began: string) => {
    const id = await given({ qa_version: "General@2+Solar@3", start_time_utc: new Date(began) });
    return (await readEvidence(web, id))?.rules.map(({ question }) => question);
  };
  expect(await ruleOf("2026-06-30T23:59:59Z")).toEqual(["Was it rude?"]);
  expect(await ruleOf("2026-07-01T00:00:00Z")).toEqual(["Was it very rude?"]);
  expect(await ruleOf("2025-12-31T12:00:00Z")).toEqual([]);
});
