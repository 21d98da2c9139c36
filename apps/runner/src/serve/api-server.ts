import { Server } from "node:http";
import { readLanes } from "@callscript/core/desk/read-status.ts";
import type { Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { type Context, Hono } from "hono";
import { renderMetrics } from "../status/render-metrics.ts";
import { addPixelRoute } from "./pixel-route.ts";

const answersWithinMs = 3_000;
const slowClients = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 2_500,
};
const mostConnections = 2_000;
const loopback = /^(127\.|::1$|::ffff:127\.)/;

/**
 * The runner's own port: `/healthz` (the process lives), `/readyz` and `/metrics` (loopback only), and Ringba's pixel
 * (`/hooks/ringba`), for whoever has an ingest key. A client that is slow to send is cut off.
 */
export async function startApiServer(
  { db, log, isStopping }: { db: Db; log: Log; isStopping: () => boolean },
  { host, port, patience = slowClients }: { host: string; port: number; patience?: typeof slowClients },
): Promise<{ close(): Promise<void> }> {
  const app = new Hono();
  const fromHere = (context: Context) => loopback.test(getConnInfo(context).remote.address ?? "");
  app.get("/healthz", (context) => context.json({ ok: true }));
  app.get("/readyz", async (context) => {
    if (!fromHere(context)) return context.text("Only from this machine.\n", 403);
    if (isStopping()) return context.json({ ready: false, reason: "stopping" }, 503);
    const lanes = await within(answersWithinMs, readLanes(db));
    return context.json({ ready: true, lanes });
  });
  app.get("/metrics", async (context) => {
    if (!fromHere(context)) return context.text("Only from this machine.\n", 403);
    const { contentType, body } = await renderMetrics(db);
    return context.body(body, 200, { "content-type": contentType });
  });
  addPixelRoute(app, { db, log });
  app.onError((error, context) => {
    log.warn("request failed", { path: context.req.path, reason: error.message });
    return context.json({ ready: false, reason: "the database does not answer" }, 503);
  });
  return new Promise((resolve, reject) => {
    const options = { fetch: app.fetch, hostname: host, port, serverOptions: patience };
    const server = serve(options, () =>
      resolve({
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      }),
    );
    if (server instanceof Server) server.maxConnections = mostConnections;
    server.once("error", reject);
  });
}

/** Probes give up sooner than a query does. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the database did not answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
