import { networkInterfaces } from "node:os";
import { type CallStatus, laneNames } from "@callscript/core/call-state.ts";
import { transient } from "@callscript/core/failure.ts";
import type { Db, Row } from "@callscript/core/query.ts";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { freePort } from "../../../../test/support/free-port.ts";
import { startApiServer } from "./api-server.ts";

/** What the queries of the status answer with, by their names. */
const answers = (p95: number | null): Record<string, Row[]> => ({
  installation_mode: [{ mode: "live" }],
  calls_by_status: [{ status: "pending" satisfies CallStatus, calls: 12 }],
  lane_states: laneNames.map((lane) => ({
    lane,
    state: lane === "judge" ? "paused" : "running",
    reason: lane === "judge" ? "the budget is used up" : null,
    last_run_at: null,
  })),
  flag_latency: [{ p50: p95, p95, under5: p95 === null ? null : 1 }],
  machine_cost: [{ per_call: null, today: "1.25", unpriced: 0 }],
});

function database(rows: Record<string, Row[]> | null): Db {
  const db: Db = {
    rows: async (text) => {
      const found = rows?.[text.match(/^\/\* (\w+) \*\//)?.[1] ?? ""];
      if (!found) throw transient("connect ECONNREFUSED postgresql://owner:secret@db/callscript");
      return found;
    },
    transaction: (work) => work(db),
  };
  return db;
}

let server: { close(): Promise<void> } | undefined;
afterEach(() => server?.close());

async function given({
  db = database(answers(88.5)),
  isStopping = false,
  host = "127.0.0.1",
}: {
  db?: Db;
  isStopping?: boolean;
  host?: string;
} = {}) {
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  const log = { info: say, warn: say, error: say };
  const port = await freePort();
  server = await startApiServer({ db, log, isStopping: () => isStopping }, { host, port });
  const ask = (path: string, init?: RequestInit, from = "127.0.0.1") =>
    fetch(`http://${from}:${port}${path}`, init);
  return { ask, said, port };
}

test("/healthz answers as long as the process lives, database or none", async () => {
  const { ask } = await given({ db: database(null), isStopping: true });
  const response = await ask("/healthz");
  expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
});

test("/readyz tells how each lane is", async () => {
  const { ask } = await given();
  const response = await ask("/readyz");
  expect(response.status).toBe(200);
  const body = z
    .object({ ready: z.boolean(), lanes: z.record(z.string(), z.unknown()) })
    .parse(await response.json());
  expect(body.ready).toBe(true);
  expect(Object.keys(body.lanes)).toEqual(laneNames);
  expect(body.lanes["judge"]).toMatchObject({ state: "paused", reason: "the budget is used up" });
});

test("/readyz says 503 while it stops", async () => {
  const { ask } = await given({ isStopping: true });
  const response = await ask("/readyz");
  expect([response.status, await response.json()]).toEqual([503, { ready: false, reason: "stopping" }]);
});

test.each(["/readyz", "/metrics"])(
  "%s says 503 when the database fails, and shows nothing of it",
  async (path) => {
    const { ask, said } = await given({ db: database(null) });
    const response = await ask(path);
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({ ready: false, reason: "the database does not answer" });
    expect(text).not.toContain("secret");
    expect(said).toEqual(["request failed"]);
  },
);

/** The samples of a text in Prometheus' format; every line that is neither a sample nor a comment is an error. */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !/^# (HELP|TYPE) callscript_/.test(line));
  return new Map(
    lines.map((line) => {
      const [, name, value] = line.match(/^(callscript_\w+(?:\{\w+="[^"]*"\})?) (-?[\d.]+)$/) ?? [];
      if (name === undefined) throw new Error(`no sample: ${line}`);
      return [name, Number(value)];
    }),
  );
}

test("/metrics is Prometheus' text, with every status and lane", async () => {
  const { ask } = await given();
  const response = await ask("/metrics");
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const samples = samplesOf(await response.text());
  expect(Object.fromEntries(samples)).toMatchObject({
    'callscript_calls{status="pending"}': 12,
    'callscript_calls{status="flagged"}': 0,
    'callscript_lane_running{lane="vault"}': 1,
    'callscript_lane_running{lane="judge"}': 0,
    callscript_flag_latency_p95_seconds: 88.5,
    callscript_cost_today_usd: 1.25,
  });
  expect(samples.size).toBe(8 + laneNames.length + 2);
});

test("/metrics leaves out a latency that was never measured", async () => {
  const { ask } = await given({ db: database(answers(null)) });
  const samples = samplesOf(await (await ask("/metrics")).text());
  expect([...samples.keys()].filter((name) => name.includes("latency"))).toEqual([]);
});

test("other paths are not there", async () => {
  const { ask } = await given({ db: database(null) });
  expect((await ask("/")).status).toBe(404);
  expect((await ask("/hooks")).status).toBe(404);
});

const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find((one) => one.family === "IPv4" && !one.internal)?.address;

test.skipIf(outside === undefined)(
  "from another address only /healthz answers (skipped without a second address)",
  async () => {
    const { ask } = await given({ host: "0.0.0.0" });
    const statusOf = async (path: string) => (await ask(path, {}, outside)).status;
    expect(await statusOf("/healthz")).toBe(200);
    expect(await statusOf("/readyz")).toBe(403);
    expect(await statusOf("/metrics")).toBe(403);
  },
);

test("a port that is taken is an error, and closing frees the port", async () => {
  const { port } = await given();
  const second = () =>
    startApiServer(
      {
        db: database(null),
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        isStopping: () => false,
      },
      { host: "127.0.0.1", port },
    );
  await expect(second()).rejects.toThrow(/EADDRINUSE/);
  await server?.close();
  server = await second();
});
