import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAiServer } from "../fakes/openai-server.ts";
import { keepDatabase } from "./support/keep-database.ts";
import { callscript, newHome, type Place } from "./support/run-callscript.ts";

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
const env = (extra?: Record<string, string>) => place.env(extra);

test("a command's help is its own, and the program's lists them all", async () => {
  const one = await callscript(["ingest-key", "--help"], env());
  expect(one.code, one.output).toBe(0);
  expect(one.output).toMatch(
    /^Usage: callscript ingest-key [\s\S]*Examples:\n\s+callscript ingest-key create/,
  );
  const below = await callscript(["ingest-key", "create", "--help"], env());
  expect(below.output).toMatch(/Example:\n\s+callscript ingest-key create/);
  const all = await callscript(["--help"], env());
  expect(all.code, all.output).toBe(0);
  for (const name of ["up", "ingest-key", "vault-retry", "rules", "backtest"])
    expect(all.output).toMatch(new RegExp(`^  ${name} `, "m"));
});

test("an unknown command or option ends with 64", async () => {
  expect((await callscript(["fly"], env())).code).toBe(64);
  expect((await callscript(["status", "--fast"], env())).code).toBe(64);
  expect((await callscript(["lane", "bicycle"], env())).code).toBe(64);
});

test("every fault of the configuration is named in one message, exit 78", async () => {
  const { code, output } = await callscript(
    ["status"],
    env({ PORT: "99999", RINGBA_ACCOUNT_ID: "RA1", DATABASE_URL: "mysql://x" }),
  );
  expect(code).toBe(78);
  expect(output).toContain("PORT: a port is 1 to 65535");
  expect(output).toContain("RINGBA_API_TOKEN: missing, though RINGBA_ACCOUNT_ID is set");
  expect(output).toContain("DATABASE_URL: a URL such as");
});

test("a port in use is named with how to choose another", async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(place.port, "127.0.0.1", resolve));
  try {
    const { code, output } = await callscript(["up", "--no-demo"], env());
    expect(code).toBe(69);
    expect(output).toContain(`Port ${place.port}, wanted by the dashboard, is in use`);
    expect(output).toContain("--port 4000");
  } finally {
    await new Promise((resolve) => squatter.close(resolve));
  }
});

test("status --json prints the promised object on an empty installation", async () => {
  const { code, output } = await callscript(["status", "--json"], env());
  expect(code, output).toBe(0);
  const status: unknown = JSON.parse(output);
  expect(status).toMatchObject({
    mode: "live",
    calls: {
      pending: 0,
      downloaded: 0,
      processing: 0,
      transcribed: 0,
      flagged: 0,
      safe: 0,
      failed: 0,
      skipped: 0,
    },
    lanes: {
      ingest: { state: "stopped" },
      vault: {},
      factory: {},
      judge: {},
      upkeep: { reason: null, lastRunAt: null },
    },
    latency: { p50Seconds: null, p95Seconds: null, under5Minutes: null },
    cost: { perCallUsd: null, todayUsd: 0 },
  });
});

test("migrate a second time changes nothing", async () => {
  const { code, output } = await callscript(["migrate"], env());
  expect(code, output).toBe(0);
  expect(output).toContain("up to date");
});

test("rules: what is exported is imported as nothing to do; a fault is named by its line and publishes nothing", async () => {
  const folder = path.join(place.home, "my-rules");
  const exported = await callscript(["rules", "export", "--out", folder, "--pack", "solar"], env());
  expect(exported.code, exported.output).toBe(0);
  const file = path.join(folder, "solar.yaml");
  const imported = await callscript(["rules", "import", file, "--note", "none", "--yes"], env());
  expect(imported.code, imported.output).toBe(0);
  expect(imported.output).toContain("Nothing to do.");
  writeFileSync(file, readFileSync(file, "utf8").replace(/severity: \w+/, "severity: terrible"));
  const refused = await callscript(["rules", "import", file, "--note", "none", "--yes"], env());
  expect(refused.code, refused.output).toBe(1);
  expect(refused.output).toMatch(/solar\.yaml:\d+: \w+\.severity: /);
});

test("invite prints a one-time link, and refuses what is no address", async () => {
  const { code, output } = await callscript(["invite", "maya@example.com", "--role", "admin"], env());
  expect(code, output).toBe(0);
  expect(output).toMatch(new RegExp(`http://localhost:${place.port}/invite/[\\w-]{43}`));
  expect((await callscript(["invite", "not-an-address"], env())).code).toBe(64);
});

test("ingest-key prints the pixel with its key once, rotates it and revokes it", async () => {
  const made = await callscript(
    ["ingest-key", "create"],
    env({ CALLSCRIPT_PUBLIC_URL: "https://qa.example.com/" }),
  );
  expect(made.code, made.output).toBe(0);
  expect(made.output).toContain("https://qa.example.com/hooks/ringba");
  expect(made.output).toContain(`port ${place.apiPort}`);
  expect(made.output).toMatch(/X-CallScript-Key: csk_[\w-]{43}\n/);
  const body = made.output.match(/Body +(\{.*\})/)?.[1] ?? "";
  expect(JSON.parse(body)).toEqual({
    inbound_call_id: "[Call:InboundCallId]",
    recording_url: "[tag:Recording:RecordingUrl]",
    call_recording_url: "[Call:RecordingUrl]",
  });
  expect((await callscript(["ingest-key", "create"], env())).code).toBe(64);

  const rotated = await callscript(["ingest-key", "rotate", "ringba"], env());
  expect(rotated.code, rotated.output).toBe(0);
  expect(rotated.output).toContain(`http://localhost:${place.apiPort}/hooks/ringba`);
  const [, until = ""] = rotated.output.match(/old key is good until (\S+)\./) ?? [];
  expect(Math.abs(Date.parse(until) - Date.now() - 24 * 3600_000)).toBeLessThan(60_000);

  const listed = await callscript(["ingest-key", "list"], env());
  expect(listed.output.match(/^ringba .*last used never +good/gm)).toHaveLength(2);
  expect(listed.output).not.toContain("csk_");
  expect((await callscript(["ingest-key", "revoke", "ringba"], env())).code).toBe(0);
  expect((await callscript(["ingest-key", "list"], env())).output).not.toMatch(/ good/);
  expect((await callscript(["ingest-key", "revoke", "ringba"], env())).code).toBe(1);
  expect((await callscript(["ingest-key", "rotate", "nobody", "--now"], env())).code).toBe(1);
});

test("requeue names a call that does not exist", async () => {
  const { code, output } = await callscript(["requeue", "RGB-nobody"], env());
  expect(code).toBe(1);
  expect(output).toContain("No such call: RGB-nobody");
});

test("eval with a model is paid from the installation's purse, and what people decided is exported", async () => {
  const server = await openAiServer(() => ({
    findings: [
      { code: "agent_abusive", reason: "an insult", line: "0:04", quote: "you old goat", answer: "yes" },
    ],
  }));
  const turns = [
    { speaker: "caller", text: "good morning I am calling about my roof and the leak", start: 0, end: 3 },
    { speaker: "agent", text: "you should have called sooner you old goat", start: 4, end: 8 },
  ];
  const set = path.join(place.home, "set.jsonl");
  const row = { id: "a", date: "2026-11-04", label: "bad", flags: ["agent_abusive"], turns };
  writeFileSync(set, `${JSON.stringify(row)}\n${JSON.stringify({ ...row, id: "b" })}\n`);
  const model = { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: "sk-test-key" };
  const paid = await callscript(["eval", "--set", set, "--judge", "openai", "--json"], env(model));
  await server.close();
  expect(paid.code, paid.output).toBe(0);
  expect(JSON.parse(paid.output)).toMatchObject({
    recall: { hits: 2, of: 2 },
    flags: { quoteFound: { hits: 2, of: 2 } },
    judges: [expect.stringMatching(/^openai\/gpt-4o-mini@/)],
    costUsd: expect.stringMatching(/^0\.0\d+$/),
  });
  const poor = await callscript(
    ["eval", "--set", set, "--judge", "openai"],
    env({ ...model, JUDGE_DAILY_BUDGET_USD: "0" }),
  );
  expect(poor.code, poor.output).toBe(69);
  expect(poor.output).toContain("the day's budget of $0 is used up");

  const none = await callscript(["export", "labels", "--out", path.join(place.home, "labels.jsonl")], env());
  expect(none.code, none.output).toBe(1);
  expect(none.output).toContain("nothing was written");
});
