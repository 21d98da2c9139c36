import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { demoRoot } from "../demo-root.ts";
import { type Arrival, arrivalsUntil } from "./arrivals.ts";
import { columnIds, recordOf } from "./call-log-record.ts";

export interface FakeRingbaOptions {
  /** 0 chooses a free one. */
  port: number;
  accountId: string;
  apiToken: string;
  /** From when on calls arrive; the same moment lists the same calls after a restart. */
  firstStartedAt: Date;
  /** Seconds between two calls. */
  everySeconds?: number;
  unrecordedEvery?: number | null;
  now?: () => Date;
}

export interface FakeRingba {
  url: string;
  port: number;
  close(): Promise<void>;
}

const largestPage = 1000;
const Window = z.object({ reportStart: z.iso.datetime(), reportEnd: z.iso.datetime() });
const CallLogRequest = Window.extend({
  size: z.int().min(1).max(largestPage).default(20),
  offset: z.int().nonnegative().default(0),
  valueColumns: z.array(z.object({ column: z.string() })).optional(),
});
const DetailRequest = z.object({ InboundCallIds: z.array(z.string()).max(1000) });

/** A make-believe Ringba as a real HTTP server with the documented shapes. Rejects when the port is taken. */
export function startFakeRingba(options: FakeRingbaOptions): Promise<FakeRingba> {
  const { accountId, apiToken, firstStartedAt, everySeconds = 20, unrecordedEvery = 23 } = options;
  const now = options.now ?? (() => new Date());
  const plan = { firstStartedAt, everySeconds, unrecordedEvery };
  const arrivals = () => arrivalsUntil(plan, now());
  const app = new Hono();
  let url = "";
  const record = (arrival: Arrival) => recordOf(arrival, `${url}/recording-public?v=v1&k=${arrival.id}`);
  const refusal = (context: Context) => {
    if (context.req.header("authorization") !== `Token ${apiToken}`)
      return context.json({ message: "Authorization has been denied for this request." }, 401);
    if (context.req.param("account") !== accountId)
      return context.json({ message: "Account not found." }, 404);
    return null;
  };
  const transactionId = () => `TR${crypto.randomUUID().replaceAll("-", "")}`;

  app.get("/v2/ringbaaccounts", (context) =>
    context.req.header("authorization") === `Token ${apiToken}`
      ? context.json({ account: [{ accountId, name: "Demo" }] })
      : context.json({ message: "denied" }, 401),
  );
  app.get(
    "/v2/:account/calllogs/columns",
    (context) =>
      refusal(context) ??
      context.json({
        isSuccessful: true,
        transactionId: transactionId(),
        columns: columnIds.map((column) => ({ column })),
      }),
  );
  app.post("/v2/:account/calllogs", async (context) => {
    const refused = refusal(context);
    if (refused) return refused;
    const request = CallLogRequest.safeParse(await context.req.json());
    if (!request.success)
      return context.json({ isSuccessful: false, message: z.prettifyError(request.error) }, 400);
    const { reportStart, reportEnd, size, offset, valueColumns } = request.data;
    const unknown = valueColumns?.find(({ column }) => !(columnIds as readonly string[]).includes(column));
    if (unknown)
      return context.json({ isSuccessful: false, message: `Column ${unknown.column} does not exist.` }, 422);
    const [from, to] = [Date.parse(reportStart), Date.parse(reportEnd)];
    const matching = arrivals()
      .filter(({ startMs }) => startMs >= from && startMs < to)
      .sort((a, b) => b.startMs - a.startMs);
    const wanted = valueColumns && new Set(valueColumns.map(({ column }) => column));
    const records = matching.slice(offset, offset + size).map((arrival) => {
      const whole = record(arrival);
      return wanted
        ? Object.fromEntries(Object.entries(whole).filter(([column]) => wanted.has(column)))
        : whole;
    });
    return context.json({
      isSuccessful: true,
      transactionId: transactionId(),
      report: { records, totalCount: matching.length, partialResult: false },
    });
  });
  app.post("/v2/:account/insights", async (context) => {
    const refused = refusal(context);
    if (refused) return refused;
    const request = Window.safeParse(await context.req.json());
    if (!request.success)
      return context.json({ isSuccessful: false, message: z.prettifyError(request.error) }, 400);
    const [from, to] = [Date.parse(request.data.reportStart), Date.parse(request.data.reportEnd)];
    const counts = new Map<string, number>();
    for (const { call, startMs } of arrivals())
      if (startMs >= from && startMs < to)
        counts.set(call.campaign.id, (counts.get(call.campaign.id) ?? 0) + 1);
    return context.json({
      isSuccessful: true,
      transactionId: transactionId(),
      report: { records: [...counts].map(([campaignId, callCount]) => ({ campaignId, callCount })) },
    });
  });
  app.post("/v2/:account/calllogs/detail", async (context) => {
    const refused = refusal(context);
    if (refused) return refused;
    const request = DetailRequest.safeParse(await context.req.json());
    if (!request.success)
      return context.json({ isSuccessful: false, message: z.prettifyError(request.error) }, 400);
    const ids = new Set(request.data.InboundCallIds);
    return context.json({
      isSuccessful: true,
      transactionId: transactionId(),
      report: {
        records: arrivals()
          .filter(({ id }) => ids.has(id))
          .map(record),
      },
    });
  });
  app.get("/recording-public", (context) => {
    const arrival = arrivals().find(({ id, kind }) => id === context.req.query("k") && kind === "answered");
    return arrival
      ? context.redirect(`${url}/media/${arrival.call.id}.mp3`, 302)
      : context.text("Not found", 404);
  });
  app.get("/media/:file{[a-z-]+\\.mp3}", async (context) => {
    const file = path.join(demoRoot(), "calls", context.req.param("file"));
    if (!existsSync(file)) return context.text("Not found", 404);
    const bytes = await readFile(file);
    return context.body(bytes, 200, { "content-type": "audio/mpeg", "content-length": String(bytes.length) });
  });

  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: options.port }, ({ port }) => {
      url = `http://127.0.0.1:${port}`;
      resolve({
        url,
        port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      });
    });
    server.once("error", reject);
  });
}
