import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { type FakeRingba, startFakeRingba } from "@callscript/demo/ringba/fake-ringba.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type CallLogServer, callLogServer, type ListedCall } from "../fakes/call-log-server.ts";
import { json, loopbackServer } from "../fakes/loopback-server.ts";
import { callscript, liveWith, newHome, type Place, type Program, start } from "./support/run-callscript.ts";

const account = { accountId: "RAe2e", apiToken: "token-of-the-e2e-tests" };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const hour = 3_600_000;
let place: Place;
beforeAll(async () => {
  place = await newHome();
});
afterAll(() => place.remove());

/** The calls that the home has stored, in order. */
async function storedCalls(): Promise<string[]> {
  const cluster = await startEmbedded({ home: place.home, log: quiet });
  const db = openPool({ url: cluster.url, max: 1, applicationName: "test" });
  try {
    const rows = await db.rows("select ringba_call_id from core.calls order by ringba_call_id", []);
    return rows.map((row) => String(row["ringba_call_id"]));
  } finally {
    await db.close();
    await cluster.stop();
  }
}

describe("backfill", () => {
  const fromMs = Date.UTC(2026, 9, 1);
  const listed: ListedCall[] = Array.from({ length: 240 }, (_, at) => ({
    inboundCallId: `RGB${String(at).padStart(4, "0")}`,
    callDt: fromMs + at * 300_000,
    hasConnected: true,
    connectedCallLengthInSeconds: 180,
    recordingUrl: "https://media.ringba.com/recording-public?k=gone",
  }));
  const stretch = ["--from", "2026-10-01", "--to", "2026-10-01"];
  let ringba: CallLogServer;
  let onRequest: (request: number) => void = () => undefined;
  let env: Record<string, string>;
  beforeAll(async () => {
    ringba = await callLogServer({
      calls: () => listed,
      largestPage: () => 20,
      fault: (request) => {
        onRequest(request);
        return "none";
      },
    });
    env = place.env({ ...liveWith({ url: ringba.origin }, account), RINGBA_REQUESTS_PER_MINUTE: "6000" });
  });
  afterAll(() => ringba.close());
  const backfill = (more: readonly string[], extra: Record<string, string> = {}) =>
    callscript(["backfill", ...stretch, ...more], { ...env, ...extra });

  test("wrong days, dollars and nobody to ask are wrong usage, before anything is asked", async () => {
    const requests = ringba.requests.length;
    for (const args of [
      ["backfill", "--from", "2026-10-01"],
      ["backfill", "--from", "yesterday", "--to", "2026-10-01"],
      ["backfill", "--from", "2026-10-02", "--to", "2026-10-01"],
      ["backfill", "--from", "2999-01-01", "--to", "2999-01-02"],
      ["backfill", ...stretch, "--max-cost", "cheap", "--yes"],
      ["backfill", ...stretch],
    ]) {
      const { code, output } = await callscript(args, env);
      expect(code, output).toBe(64);
    }
    expect(ringba.requests.length).toBe(requests);
    expect((await callscript(["backfill", ...stretch, "--yes"], place.env())).code).toBe(78);
  });

  test("a dry run says what it would read and cost, and stores nothing; too dear is refused", async () => {
    const key = { OPENAI_API_KEY: "sk-never-used-by-this" };
    const dry = await backfill(["--dry-run"], key);
    expect(dry.code, dry.output).toBe(0);
    expect(dry.output).toContain("from 2026-10-01 00:00:00 UTC to before 2026-10-02 00:00:00 UTC");
    expect(dry.output).toContain("240 calls, by the account's own count; 0 of them are stored already");
    expect(dry.output).toContain("about 12 h");
    // 240 x ((2500 + 3 x 227) x 0.15 + 80 x 0.60) / 1M
    expect(dry.output).toContain("about $0.13 (gpt-4o-mini, $0.000525 a call, nothing cached)");
    const dear = await backfill(["--yes", "--max-cost", "0.05"], key);
    expect(dear.code).toBe(1);
    expect(dear.output).toContain("more than --max-cost 0.05: about $0.1260 in all. Nothing was read.");
    expect((await backfill(["--dry-run"])).output).toContain("$0, the offline phrases");
    expect(await storedCalls()).toEqual([]);
  });

  test("Ctrl-C stops it within seconds and says how to go on; the same command does, to the end", async () => {
    let program: Program | undefined;
    const before = ringba.pages.length;
    let interruptedAtMs = 0;
    onRequest = (request) => {
      if (request !== before + 12) return;
      interruptedAtMs = Date.now();
      program?.child.kill("SIGINT");
    };
    program = start(["apps/runner/bin/callscript.mjs", "backfill", ...stretch, "--yes"], env);
    const { code } = await program.ended;
    expect(Date.now() - interruptedAtMs).toBeLessThan(10_000);
    expect(code, program.output()).toBe(130);
    expect(program.output()).toMatch(
      /Stopped\. Read to 2026-10-01 .* UTC\. The same command goes on from there\./,
    );
    onRequest = () => undefined;
    const some = await storedCalls();
    expect(some.length).toBeLessThan(listed.length);

    const rest = await backfill(["--yes"]);
    expect(rest.code, rest.output).toBe(0);
    if (some.length > 20) expect(rest.output).toMatch(/Goes on {5}at 2026-10-01/);
    expect(rest.output).toMatch(/records read: \d+ new calls, \d+ changed/);
    expect(rest.output).toContain(
      "240 stored calls 240 have a recording or a link to one, which may be gone",
    );
    expect(await storedCalls()).toEqual(listed.map((call) => call.inboundCallId));

    const again = await backfill(["--yes"]);
    expect(again.code, again.output).toBe(0);
    expect(again.output).toContain("Read before to its end");
    expect(again.output).toContain("240 of them are stored already");
    expect(again.output).toContain("0 new calls, 0 changed");
  });

  test("an account out of reach and a refused token are told as such", async () => {
    const nobody = await backfill(["--yes"], { RINGBA_BASE_URL: "http://127.0.0.1:9999" });
    expect(nobody.code, nobody.output).toBe(69);
    expect(nobody.output).toContain("Out of reach: Ringba cannot be reached");
    const fake = await startFakeRingba({ port: 0, ...account, firstStartedAt: new Date() });
    const refused = await backfill(["--yes"], {
      RINGBA_BASE_URL: fake.url,
      RINGBA_API_TOKEN: "another-token",
    });
    await fake.close();
    expect(refused.code, refused.output).toBe(69);
    expect(refused.output).toContain("Ringba refused the API token (401). Nothing was read.");
  });
});

describe("doctor ringba", () => {
  let ringba: FakeRingba;
  let env: Record<string, string>;
  beforeAll(async () => {
    ringba = await startFakeRingba({ port: 0, ...account, firstStartedAt: new Date(Date.now() - 2 * hour) });
    env = place.env(liveWith(ringba, account));
  });
  afterAll(() => ringba.close());

  test("settles what can be seen of the account, with 20 requests at most and no secret told", async () => {
    const { code, output } = await callscript(["doctor", "ringba"], env);
    expect(code, output).toBe(0);
    const requests = Number(output.match(/showed in (\d+) requests/)?.[1]);
    expect(requests).toBeGreaterThan(8);
    expect(requests).toBeLessThanOrEqual(20);
    expect(output).toMatch(/ok\s+auth\s+the token is accepted, the account answers/);
    expect(output).toMatch(/unknown\s+page size\s+at least \d+: no page was full/);
    expect(output).toMatch(/ok\s+callDt\s+number, epoch ms/);
    expect(output).toMatch(/ok\s+recording\s+mp3, (mono|2 channels)/);
    expect(output).toContain("RINGBA_REQUESTS_PER_MINUTE=60");
    for (const secret of [account.apiToken, account.accountId, ringba.url, /\+?1?\d{10}/, "recording-public"])
      expect(output).not.toMatch(secret);
  });

  test("--json is one object; a refused token is to be mended", async () => {
    const { code, output } = await callscript(["doctor", "ringba", "--json"], env);
    expect(code, output).toBe(0);
    const report = z
      .object({ requests: z.int(), findings: z.array(z.object({ topic: z.string(), state: z.string() })) })
      .parse(JSON.parse(output));
    expect(report.findings.map(({ topic }) => topic)).toContain("partialResult");
    const refused = await callscript(["doctor", "ringba"], { ...env, RINGBA_API_TOKEN: "another-token" });
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/FAULT\s+auth\s+Ringba refused the API token \(401\)/);
    expect(refused.output).toContain("showed in 1 requests");
  });

  test("no account is a fault of the configuration, nobody there is unavailable", async () => {
    expect((await callscript(["doctor", "ringba"], place.env())).code).toBe(78);
    const nobody = await callscript(["doctor", "ringba"], {
      ...env,
      RINGBA_BASE_URL: "http://127.0.0.1:9999",
    });
    expect(nobody.code, nobody.output).toBe(69);
    expect(nobody.output).toMatch(/No answer came\. Ringba cannot be reached: ECONNREFUSED/);
    expect((await callscript(["doctor", "bicycle"], env)).code).toBe(64);
    const another = await loopbackServer((_, response) => json(response, 200, null));
    const useless = await callscript(["doctor", "ringba"], { ...env, RINGBA_BASE_URL: another.origin });
    await another.close();
    expect(useless.code, useless.output).toBe(69);
    expect(useless.output).toMatch(/FAULT\s+auth\s+answered, but not as Ringba does/);
  });

  test("without its database it examines the account all the same", async () => {
    const { code, output } = await callscript(["doctor", "ringba"], {
      ...env,
      DATABASE_URL: "postgresql://nobody:nothing@127.0.0.1:9999/none",
    });
    expect(code, output).toBe(0);
    expect(output).toContain("The database is out of reach");
    expect(output).toMatch(/ok\s+auth/);
  });
});
