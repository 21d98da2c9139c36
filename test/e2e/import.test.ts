import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { Flag } from "@callscript/core/flag.ts";
import { Segment } from "@callscript/core/transcript.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { loopbackServer } from "../fakes/loopback-server.ts";
import { muLaw, wavFile } from "../support/wav.ts";
import { keepDatabase } from "./support/keep-database.ts";
import { callscript, newHome, type Place } from "./support/run-callscript.ts";

const data = process.env["CALLSCRIPT_TEST_DATA"];
let place: Place;
let letGo: () => Promise<void>;
beforeAll(async () => {
  place = await newHome();
  letGo = await keepDatabase(place);
});
afterAll(async () => {
  await letGo();
  place.remove();
});
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

test("what is said on the command line is understood, or refused before anything is imported", async () => {
  const said = (name: string, content: string) => {
    const at = path.join(place.home, name);
    writeFileSync(at, content);
    return at;
  };
  const row = (id: string) => `${JSON.stringify({ id, turns: [{ text: "hello" }] })}\n`;
  const run = async (...args: string[]) => callscript(["import", ...args], env());

  const colon = await run(said("a:b.jsonl", row("c")));
  expect(colon, "a set a:b with a call c is a set a with a call b:c").toMatchObject({ code: 64 });
  expect(colon.output).toContain('A set cannot be called "a:b"');
  expect(await run(said("x.jsonl", row("x")), "--set", "a:b")).toMatchObject({ code: 64 });

  expect(
    await run(said("one.ndjson", row("a")), "--date", "2026-11-20", "--timezone", "America/New_York"),
  ).toMatchObject({ code: 0 });
  expect(await run(said("two.JSONL", row("a")), "--set", "two")).toMatchObject({ code: 0 });
  expect((await run(said("two.JSONL", row("a")))).output, "the set is two by itself").toContain(
    "1 already there",
  );
  expect((await run(said("one.jsonl", row("a")))).output, "and this one is one").toContain("1 already there");

  const csv = said("mine.csv", "Ref,When,Words\n1,2026-11-20,hello\n");
  const mapped = await run("--dry-run", "--map", "date=When,transcript=Words", "--map", "id=Ref", csv);
  expect(mapped, "--map before the path").toMatchObject({ code: 0 });
  expect(mapped.output).toContain("1 with a transcript");

  const dayFirst = said(
    "days.csv",
    "id,Call Date,transcript\na,05/11/2026 3:04 PM,hello\nb,25/11/2026 3:04 PM,hello\n",
  );
  for (const args of [[], ["--dry-run"]]) {
    const odd = await run(dayFirst, ...args);
    expect(odd, odd.output).toMatchObject({ code: 64 });
    expect(odd.output).toContain('line 3: date: "25/11/2026 3:04 PM" begins with the day');
    expect(odd.output).toContain("Nothing was imported");
  }
  expect((await run(dayFirst, "--day-order", "dmy", "--dry-run")).output).toContain("2026-11-05T15:04:00");
  expect((await run(dayFirst, "--day-order", "dmy")).output, "none was there").toContain("2 imported");

  const recording = path.join(place.home, "one.wav");
  writeFileSync(recording, wav());
  const noText = await run(recording);
  expect(noText, noText.output).toMatchObject({ code: 64 });
  expect(noText.output).toContain("one.wav is a recording: import the folder that it is in.");
  mkdirSync(path.join(place.home, "odd/index.jsonl"), { recursive: true });
  const noFile = await run(path.join(place.home, "odd"));
  expect(noFile, noFile.output).toMatchObject({ code: 64 });
  expect(noFile.output).toContain("odd cannot be read: EISDIR");
  expect((await run(said("y.jsonl", row("y")), "--date", "0001-01-01")).code).toBe(64);

  const many = await run(said("many.jsonl", `${"bad\n".repeat(102)}${row("a")}`));
  expect(many.output).toContain("1 imported, 0 already there, 0 failed, 102 lines not understood.");
  expect(many.output).toContain("line 100: not JSON\n  and 2 more\n");
});

test("a dry run asks the settings for nothing but what links need, and only where there are links", async () => {
  const faulty = place.env({
    STORE: "s3",
    RECORDING_HOSTS: "https://media.example.com/x",
    SPEECH: "http",
  });
  const file = path.join(place.home, "plain.csv");
  writeFileSync(file, "id,transcript,recording\na,hello,\n");
  const plain = await callscript(["import", file, "--dry-run"], faulty);
  expect(plain.code, plain.output).toBe(0);
  writeFileSync(file, "id,transcript,recording\na,,https://media.ringba.com/x\n");
  const linked = await callscript(["import", file, "--dry-run"], faulty);
  expect(linked.code, linked.output).not.toBe(0);
  expect(linked.output).toContain("RECORDING_HOSTS.0: hosts such as");
  expect(linked.output).not.toContain("S3_");
  const demo = await callscript(["import", file, "--dry-run", "--demo"], faulty);
  expect(demo.code, "the demo reads no live settings").toBe(0);
});

/** A quarter of a second of silence, 8 kHz mu-law, as a WAV file. */
function wav(): Buffer {
  return wavFile(Buffer.alloc(2000, 0xff), muLaw);
}

describe("a table and a folder", () => {
  let own: Place;
  beforeAll(async () => {
    own = await newHome();
  });
  afterAll(() => own.remove());

  test("a CSV is shown first, then its transcripts are judged, its files brought and its links fetched", async () => {
    const host = await loopbackServer((_request, response) =>
      response.writeHead(200, { "content-type": "audio/wav" }).end(wav()),
    );
    try {
      mkdirSync(path.join(own.home, "in"));
      writeFileSync(path.join(own.home, "in/b.wav"), wav());
      const file = path.join(own.home, "in/export.csv");
      writeFileSync(
        file,
        [
          "Ref;Call Date;Campaign;Revenue;Recording URL;File;Transcript;Note",
          'a;11/20/2026 3:04:05 PM;ACA West;$12,50;;;"Agent: I am calling from Medicare\nCaller: who?";x',
          `b;11/20/2026 3:05:05 PM;ACA West;$1.50;;b.wav;;`,
          `c;11/20/2026 3:06:05 PM;ACA West;$1.50;${host.origin}/c;;;`,
          "d;03/04/2026 15:00;ACA West;$1.50;;b.wav;;",
          "e;11/20/2026 3:07:05 PM;ACA West;$0;;;;",
        ].join("\n"),
      );
      const args = ["import", file, "--map", "id=Ref", "--timezone", "America/New_York"];
      const unknown = await callscript(["import", file], own.env());
      expect(unknown.code, unknown.output).toBe(64);
      expect(unknown.output).toContain(
        'Name it with --map field=column. The columns are: "Ref", "Call Date"',
      );

      const refused = await callscript([...args, "--dry-run"], own.env());
      expect(refused.output).toContain("line 5: recording_url: the recording's link is refused");

      const env = own.env({ RECORDING_ORIGINS: host.origin });
      const dry = await callscript([...args, "--dry-run"], env);
      expect(dry.code, dry.output).toBe(1);
      expect(dry.output).toMatch(/id +Ref\n +date +Call Date/);
      expect(dry.output).toContain(
        "line 2: a, 2026-11-20T20:04:05.000Z, ACA West, revenue $12.50, transcript of 2 turns",
      );
      expect(dry.output).toContain(
        "1 with a transcript, 1 with a file, 1 with a link, 1 with none of these, 1 not understood.",
      );
      expect(dry.output).toContain("Nothing was imported");

      const { code, output } = await callscript(args, env);
      expect(code, output).toBe(1);
      expect(output).toContain("3 imported, 0 already there, 0 failed, 1 lines not understood.");
      expect(output).toMatch(/line 6: date: "03\/04\/2026 15:00" may be month\/day or day\/month/);
      expect(output).toContain("Times without a zone are read as America/New_York");
      expect(output).toContain("vault: 1 done, 0 failed");
      expect(output).toContain("judge: 1 done, 0 failed");
      expect(output).toContain("1 left out");
      const again = await callscript(args, env);
      expect(again.output).toContain("0 imported, 3 already there");
    } finally {
      await host.close();
    }
    const { output } = await callscript(["status", "--json", "--no-demo"], own.env());
    expect(JSON.parse(output)).toMatchObject({ calls: { downloaded: 2, pending: 0, failed: 0 } });
  });

  test("a folder without an index: each recording is a call, its name says when it was", async () => {
    const folder = path.join(own.home, "november");
    mkdirSync(path.join(folder, "late"), { recursive: true });
    writeFileSync(path.join(folder, "2026-11-20T150405.wav"), wav());
    writeFileSync(path.join(folder, "late/call 2.wav"), wav());
    writeFileSync(path.join(folder, "page.wav"), "<html>");
    writeFileSync(path.join(folder, "notes.txt"), "none");
    const dry = await callscript(["import", folder, "--dry-run"], own.env());
    expect(dry.output).toContain(
      "2026-11-20T150405.wav: 2026-11-20T150405, 2026-11-20T15:04:05.000Z by its name",
    );
    expect(dry.output).toContain("late/call 2.wav: late:2fcall:202, ");
    const { code, output } = await callscript(["import", folder], own.env());
    expect(code, output).toBe(1);
    expect(output).toContain("2 imported, 0 already there, 0 failed, 1 files not taken.");
    expect(output).toContain("page.wav: not audio: it is a web page");
    const again = await callscript(["import", folder], own.env());
    expect(again.output).toContain("0 imported, 2 already there");
  });
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
    expect(code, output).toBe(69);
    expect(output).toContain("41 imported");
    expect(output).toContain("no speech model");
    expect(output).toContain("41 calls wait for factory. To go on: callscript lane factory --once --no-demo");
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
