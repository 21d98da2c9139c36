import type { Log } from "@callscript/core/ports.ts";
import pg from "pg";

export interface ListenOptions {
  /** A direct connection: LISTEN does not work through a transaction pooler. */
  url: string;
  channel: string;
  onPayload(payload: string): void;
  onState?(state: "listening" | "lost"): void;
  log: Log;
}

const pingEveryMs = 15_000;
const pingWithinMs = 5_000;
const closeWithinMs = 2_000;

/** Listens until closed, across restarts and half-open connections; at most two tries a second. */
export function listen({ url, channel, onPayload, onState, log }: ListenOptions): { close(): Promise<void> } {
  let closed = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let retryMs = 500;

  const lose = (reason: string, lost: pg.Client) => {
    if (client !== lost) return;
    client = null;
    clearTimeout(timer);
    lost.end().catch((error: unknown) => log.warn("listener did not end cleanly", { reason: String(error) }));
    if (closed) return;
    log.warn("listener lost", { channel, reason });
    onState?.("lost");
    timer = setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, 5_000);
  };

  const ping = (alive: pg.Client) => {
    timer = setTimeout(() => {
      alive.query("select 1").then(
        () => client === alive && ping(alive),
        (error: unknown) => lose(String(error), alive),
      );
    }, pingEveryMs);
  };

  const connect = () => {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: "callscript-listen",
      connectionTimeoutMillis: 5_000,
      query_timeout: pingWithinMs,
      keepAlive: true,
    });
    client = fresh;
    fresh.on("error", (error) => lose(error.message, fresh));
    fresh.on("end", () => lose("the connection ended", fresh));
    fresh.on("notification", (message) => onPayload(message.payload ?? ""));
    fresh
      .connect()
      .then(() => fresh.query(`listen ${pg.escapeIdentifier(channel)}`))
      .then(() => {
        retryMs = 500;
        onState?.("listening");
        ping(fresh);
      })
      .catch((error: unknown) => lose(String(error), fresh));
  };

  connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = null;
      // A server that vanished never says goodbye.
      await Promise.race([last?.end(), new Promise((resolve) => setTimeout(resolve, closeWithinMs).unref())]);
    },
  };
}
