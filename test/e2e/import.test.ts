import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { Flag } from "@callscript/core/flag.ts";
import { Segment } from "@callscript/core/transcript.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { callscript, newHome, type Place } from "./support/run-callscript.ts";

const data = process.env["CALLSCRIPT_TEST_DATA"];
let place: Place;
beforeAll(async () => {
  place = await newHome();
});
afterAll(() => place.remove());
const env = () => place.env();
const statusOf = async () => {
  const { output } = await callscript(["status", "--json", "--no-demo"], env());
  return z
    .object({
      calls: z.record(z.string(), z.int()),
      lanes: z.record(z.string(), z.object({ reason: z.string().nullable() })),
    })
    .parse(JSON.parse(output));
};
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

test("a malformed line is named with its number, the others are imported, exit 1", async () => {
  const file = path.join(place.home, "mixed.jsonl");
  const good = (id: string) =>
    JSON.stringify({ id, turns: [{ speaker: "agent", text: "thank you for calling" }] });
  writeFileSync(file, `${good("a")}\n{"id": 7}\nnot json\n${good("b")}\n`);
  const { code, output } = await callscript(["import", file], env());
  expect(code, output).toBe(1);
  expect(output).toContain("2 imported");
  expect(output).toMatch(/line 2: /);
  expect(output).toMatch(/line 3: /);
});

describe.skipIf(!data)("the public sets (skipped without CALLSCRIPT_TEST_DATA)", () => {
  const set = path.join(data ?? "", "public-transcripts.jsonl");

  test("62 transcripts reach a verdict, every quote stands verbatim in its transcript, again changes nothing", async () => {
    const before = (await statusOf()).calls;
    const first = await callscript(["import", set], env());
    expect(first.code, first.output).toBe(0);
    expect(first.output).toContain("62 imported");
    const { calls } = await statusOf();
    expect(
      (calls["flagged"] ?? 0) + (calls["safe"] ?? 0) - (before["flagged"] ?? 0) - (before["safe"] ?? 0),
    ).toBe(62);
    const again = await callscript(["import", set], env());
    expect(again.code, again.output).toBe(0);
    expect(again.output).toContain("0 imported, 62 already there");
    expect((await statusOf()).calls).toEqual(calls);

    const cluster = await startEmbedded({ home: place.home, log: quiet });
    const db = openPool({ url: cluster.url, max: 1, applicationName: "test" });
    try {
      const rows = await db.rows(
        `select c.ringba_call_id, c.transcript_segments, c.qa_flags, c.start_time_source, g.vertical
         from core.calls c join core.campaigns g on g.id = c.campaign_id where c.ringba_call_id like 'import:public-transcripts:%'`,
        [],
      );
      const Row = z.object({
        ringba_call_id: z.string(),
        transcript_segments: z.array(Segment),
        qa_flags: z.array(Flag),
        start_time_source: z.literal("import_time"),
        vertical: z.literal("General"),
      });
      const parsed = rows.map((row) => Row.parse(row));
      expect(parsed).toHaveLength(62);
      const ids = readFileSync(set, "utf8")
        .trim()
        .split("\n")
        .map(
          (line) => `import:public-transcripts:${z.object({ id: z.string() }).parse(JSON.parse(line)).id}`,
        );
      expect(parsed.map((row) => row.ringba_call_id).sort()).toEqual(ids.sort());
      let quotes = 0;
      for (const row of parsed) {
        for (const flag of row.qa_flags) {
          if (flag.evidence !== "quote" || flag.turn === null || flag.quote === null) continue;
          quotes += 1;
          expect(row.transcript_segments[flag.turn]?.text).toContain(flag.quote);
          expect(flag.start).toBeNull();
        }
      }
      expect(quotes).toBeGreaterThan(20);
    } finally {
      await db.close();
      await cluster.stop();
    }
  });

  test("41 recordings are kept and measured, and wait with the reason while there is no speech model", async () => {
    const { code, output } = await callscript(["import", path.join(data ?? "", "audio")], env());
    expect(code, output).toBe(0);
    expect(output).toContain("41 imported");
    expect(output).toContain("no speech model");
    const status = await statusOf();
    expect(status.calls["downloaded"]).toBe(41);
    expect(status.lanes["factory"]?.reason).toContain("no speech model");
    const cluster = await startEmbedded({ home: place.home, log: quiet });
    const db = openPool({ url: cluster.url, max: 1, applicationName: "test" });
    try {
      const [row] = await db.rows(
        `select count(*) filter (where recording_sha256 is not null and recording_bytes > 0 and recording_seconds > 0
           and recording_channels in (1, 2) and recording_codec is not null)::int as measured,
           count(*) filter (where transcript_segments is not null)::int as invented
         from core.calls where storage_path is not null`,
        [],
      );
      expect(row).toEqual({ measured: 41, invented: 0 });
    } finally {
      await db.close();
      await cluster.stop();
    }
    const again = await callscript(["import", path.join(data ?? "", "audio")], env());
    expect(again.output).toContain("0 imported, 41 already there");
  });
});
