// Reads a call log once, as the ingest lane does, and kills itself at the step that KILL_AT names.
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import type { CallSource } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { ingestLane } from "@callscript/lanes/ingest/ingest.lane.ts";
import { z } from "zod";
import { around } from "./steps.ts";

const { url, origin, nowMs } = z
  .object({ url: z.string(), origin: z.url(), nowMs: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ""));

const pool = openPool({ url, max: 1, applicationName: "crash-child" });
const nameOf = (text: string) => /^\/\* (\w+)/.exec(text)?.[1] ?? text;
const db: Db = {
  rows: (text, params) => around(nameOf(text), () => pool.rows(text, params)),
  transaction: (work) =>
    around("transaction", () =>
      pool.transaction((tx) =>
        work({ ...tx, rows: (text, params) => around(nameOf(text), () => tx.rows(text, params)) }),
      ),
    ),
};
const ringba = createRingbaSource({ baseUrl: origin, accountId: "RA1", apiToken: "test", timeoutMs: 5_000 });
const source: CallSource = {
  page: (slice, signal) => around("page", () => ringba.page(slice, signal)),
  count: (window, signal) => around("count", () => ringba.count(window, signal)),
  detail: (ids, signal) => around("detail", () => ringba.detail(ids, signal)),
};
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
await ingestLane(
  { db, source, clock: { now: () => new Date(nowMs) }, log: quiet },
  { worker: "crash-child", budgetMs: 60_000, signal: new AbortController().signal },
);
await pool.close();
