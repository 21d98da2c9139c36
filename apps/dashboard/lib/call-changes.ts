import "server-only";
import { listen } from "@callscript/adapters/postgres/listen.ts";
import { atMostEvery } from "./at-most-every.ts";
import { dashboardEnv } from "./env.ts";

/** What triggers on core.calls speak on. */
const channel = "callscript_calls";
const atMostEveryMs = 500;
/** Through a transaction pooler nothing is heard, and nothing says so: then this is how old a page may be. */
const unheardEveryMs = 15_000;

const listeners = new Set<() => void>();
let isOpen = false;

/** Tells of calls that came or moved, at most twice a second, and every 15 s what may not have been heard; until undone. */
export function onCallChanges(tell: () => void): () => void {
  if (!isOpen) open();
  listeners.add(tell);
  return () => {
    listeners.delete(tell);
  };
}

/** One connection a process, whoever listens; it stays, and comes back by itself when the database does. */
function open(): void {
  isOpen = true;
  const tellAll = atMostEvery(atMostEveryMs, () => {
    for (const tell of listeners) tell();
  });
  setInterval(tellAll, unheardEveryMs).unref();
  const line = (level: string) => (message: string, detail?: object) =>
    process.stderr.write(`${JSON.stringify({ level, message, ...detail })}\n`);
  listen({
    url: dashboardEnv().DATABASE_URL,
    channel,
    onPayload: tellAll,
    onState: (state) => state === "listening" && tellAll(),
    log: { info: line("info"), warn: line("warn"), error: line("error") },
  });
}
