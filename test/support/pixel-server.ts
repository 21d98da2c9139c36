// A process of its own that serves the pixel: the runner's own server, or (BARE=1) the least that could be called one.
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { startApiServer } from "@callscript/runner/src/serve/api-server.ts";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import pg from "pg";

const port = Number(process.env["PORT"]);
const url = process.env["DATABASE_URL"] ?? "";
const poolSize = 10;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

if (process.env["BARE"] === "1") {
  const pool = new pg.Pool({ connectionString: url, max: poolSize });
  const app = new Hono();
  app.post("/hooks/ringba", async (context) => {
    const { inbound_call_id, recording_url } = await context.req.json();
    await pool.query("insert into bare.hints (call_id, recording_url) values ($1, $2)", [
      inbound_call_id,
      recording_url,
    ]);
    return context.json({ ok: true }, 202);
  });
  await new Promise<void>((resolve) => {
    serve({ fetch: app.fetch, hostname: "127.0.0.1", port }, () => resolve());
  });
} else {
  const db = openPool({ url, max: poolSize, applicationName: "pixel-server" });
  await startApiServer({ db, log: quiet, isStopping: () => false }, { host: "127.0.0.1", port });
}
process.stdout.write("ready\n");
