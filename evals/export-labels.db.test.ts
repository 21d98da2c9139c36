import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { countLabels, type LabelLine, readLabels } from "@callscript/core/desk/labels.ts";
import { reviewCalls } from "@callscript/core/desk/review-calls.sql.ts";
import type { Judge } from "@callscript/core/ports.ts";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../test/support/database.ts";
import { clearCalls, givenCall } from "../test/support/given-calls.ts";
import { readLabelledSet } from "./read-labelled-set.ts";
import { runEval } from "./run-eval.ts";

const database = await testDatabase();
const { db, sql } = database;
beforeEach(() => clearCalls(database));

const flag = (code: string) => ({
  code,
  name: code,
  severity: 3,
  at_fault: "buyer",
  refundable: true,
  rule_version: "General@1",
  evidence: "quote",
  quote: "stupid",
  verified: "exact",
  fact: null,
  turn: 0,
  speaker: "agent",
  start: 1,
  end: 4,
  reason: "a word",
  confidence: 0.9,
});
const segments = [
  { speaker: "agent", start: 1, end: 4, text: "that was stupid of you" },
  { speaker: "S2", start: null, end: null, text: "well" },
];
/** A judged call with its one judgement; `decide` is what a person then says of it. */
async function judged(
  codes: string[],
  columns = {},
  decide?: "confirmed_bad" | "marked_safe",
): Promise<string> {
  const flags = JSON.stringify(codes.map(flag));
  const finding = codes.length > 0 ? "flagged" : "safe";
  const id = await givenCall(database, {
    status: finding,
    caller_number: "+15550100123",
    transcript_segments: JSON.stringify(segments),
    qa_flags: flags,
    ...columns,
  });
  await sql(
    `insert into core.judgements (call_id, finding, flags, qa_version, judge_model, asked)
     values ($1, $2, $3::jsonb, 'General@1', 'phrases', '{}')`,
    id,
    finding,
    flags,
  );
  if (decide !== undefined)
    await reviewCalls(db, "maya@example.com", {
      calls: [{ id, version: 0 }],
      verdict: decide,
      idempotencyKey: `key-${id}`,
    });
  return id;
}
async function lines(since = new Date(0)): Promise<(LabelLine | null)[]> {
  const read: (LabelLine | null)[] = [];
  for await (const line of readLabels(db, since)) read.push(line);
  return read;
}

test("what people decided becomes a labelled set, without who decided and who called, and eval takes it", async () => {
  const [campaign] = await sql(
    "insert into core.campaigns (ringba_campaign_id, name, vertical) values ('CA1', 'Solar Nationwide', 'Solar') returning id",
  );
  const bad = await judged(["agent_abusive"], { campaign_id: campaign?.["id"] }, "confirmed_bad");
  const safe = await judged(["agent_abusive"], {}, "marked_safe");
  const missed = await judged([], {}, "confirmed_bad");
  await judged(["agent_abusive"]);
  await judged([], { transcript_segments: "[]" }, "confirmed_bad");

  // Judged again by other rules after the decision: the label is what the person saw.
  await sql("update core.calls set qa_flags = '[]' where id = $1", bad);
  await sql(
    `insert into core.judgements (call_id, finding, flags, qa_version, judge_model, asked)
     values ($1, 'safe', '[]', 'General@2', 'phrases', '{}')`,
    bad,
  );
  const read = await lines();
  const shared = { date: "2026-11-20", tolerated_flags: [], turns: segments };
  expect(read).toEqual([
    {
      ...shared,
      id: bad,
      vertical: "Solar",
      label: "bad",
      flags: [{ code: "agent_abusive", quote: "stupid", turn: 0, start: 1 }],
    },
    { ...shared, id: safe, vertical: "General", label: "safe", flags: [] },
    { ...shared, id: missed, vertical: "General", label: "bad", flags: [] },
    null,
  ]);
  const text = read.flatMap((line) => (line === null ? [] : [JSON.stringify(line)])).join("\n");
  expect(text).not.toMatch(/maya|5550100|RGB/);

  const folder = mkdtempSync(path.join(tmpdir(), "callscript-labels-"));
  const file = path.join(folder, "labels.jsonl");
  writeFileSync(file, text);
  const silent: Judge = {
    judge: async () => ({
      findings: [],
      model: "silent",
      persuadable: false,
      tokensIn: 0,
      tokensCached: 0,
      tokensOut: 0,
      costUsd: "0",
    }),
  };
  const report = await runEval({ calls: await readLabelledSet(file, null), judge: silent, rules: [] });
  rmSync(folder, { recursive: true });
  expect(report).toMatchObject({
    calls: { bad: 2, safe: 1 },
    recallByOwnCode: { of: 1 },
    labelsWithoutRule: ["agent_abusive"],
  });
});

test("page by page every decided call comes once, also those of one moment", async () => {
  await sql(
    `insert into core.calls (ringba_call_id, start_time_utc, status, storage_path, verdict, transcript_segments)
     select 'RGB' || n, '2026-11-20 12:00:00.000123Z'::timestamptz + (n / 300) * interval '1 microsecond', 'safe', 'x',
       'marked_safe', '[{"speaker": "agent", "start": null, "end": null, "text": "hello"}]'
     from generate_series(1, 450) n`,
  );
  const read = await lines();
  expect(new Set(read.map((line) => line?.id)).size).toBe(450);
  expect(read).toHaveLength(450);
  expect(await countLabels(db, new Date("2026-11-20T00:00:00Z"))).toBe(450);
  expect(await lines(new Date("2026-11-21T00:00:00Z"))).toEqual([]);
});
