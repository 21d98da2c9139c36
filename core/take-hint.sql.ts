import { z } from "zod";
import { query } from "./query.ts";

/** Keeps one hint of the pixel and wakes ingest. false: no key has this hash (SHA-256 in hex), or it is revoked; nothing was kept. */
export const takeHint = query<
  [keyHash: string, providerCallId: string | null, recordingUrl: string | null]
>()("take_hint", z.object({ taken: z.boolean() }), "select core.take_hint($1, $2, $3) as taken");

/** Hints of many requests in one statement; all arrays are equally long, the answer is in their order. Wakes nobody. */
export const takeHints = query<
  [
    keyHashes: readonly string[],
    providerCallIds: readonly (string | null)[],
    recordingUrls: readonly (string | null)[],
  ]
>()("take_hints", z.object({ taken: z.array(z.boolean()) }), "select core.take_hints($1, $2, $3) as taken");

/** Wakes ingest, wherever it is served. */
export const ringForHints = query<[]>()(
  "ring_for_hints",
  z.object({}),
  "select pg_notify('callscript_calls', 'hint')",
);
