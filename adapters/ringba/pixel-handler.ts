import { ingestKeyShape } from "@callscript/core/desk/make-ingest-key.ts";
import { failureOf } from "@callscript/core/failure.ts";
import type { Log } from "@callscript/core/ports.ts";
import { sha256Hex } from "@callscript/core/sha256-hex.ts";
import { BodyTooLargeError, readLimited } from "../http/read-limited.ts";
import { type PixelFields, readPixelFields } from "./pixel-fields.ts";

export interface Hint extends PixelFields {
  keyHash: string;
}

export interface PixelPorts {
  /** Resolves when the hint is durable: false for a key that is not good. A null call only asks about the key. */
  take(hint: Hint): Promise<boolean>;
  log: Log;
}

const maxBodyBytes = 16 * 1024;
const retryAfterSeconds = 5;
/** Hashes of good keys that are remembered: hashing goes through another thread, which costs a busy machine its time. */
const mostHashes = 100;
const complainEveryMs = 10_000;

/**
 * Answers Ringba's pixel: 202 once the hint is durable, 401 for a key that is not good, 400 or 413 for a body that says
 * nothing, 503 while nothing can be kept. Runs on Node and at the edge; logs no key, link or number.
 */
export function createPixelHandler({ take, log }: PixelPorts): (request: Request) => Promise<Response> {
  let complainedAtMs = Number.NEGATIVE_INFINITY;
  const hashes = new Map<string, string>();
  return async (request) => {
    if (request.method !== "POST")
      return refuse(405, "Send a POST, as docs/pixel.md shows.", { allow: "POST" });
    const key = keyOf(request.headers);
    if (key === null || !ingestKeyShape.test(key)) return unauthorised();
    const body = await readBody(request);
    const fields = body.kind === "read" ? readPixelFields(body.text) : null;
    try {
      const keyHash = hashes.get(key) ?? (await sha256Hex(key));
      if (!(await take({ keyHash, providerCallId: null, recordingUrl: null, ...fields })))
        return unauthorised();
      if (hashes.size < mostHashes) hashes.set(key, keyHash);
    } catch (error) {
      const failure = failureOf(error);
      if (Date.now() - complainedAtMs >= complainEveryMs) {
        complainedAtMs = Date.now();
        log.error("pixel not kept", { failure: failure.kind, reason: failure.reason });
      }
      return refuse(503, "Nothing can be kept now. Send it again later.", {
        "retry-after": String(retryAfterSeconds),
      });
    }
    if (body.kind === "too_large") return refuse(413, `The body is larger than ${maxBodyBytes} bytes.`);
    if (body.kind === "broken" || fields === null) return refuse(400, "The body is neither JSON nor a form.");
    if (fields.providerCallId === null)
      return refuse(400, 'No call id: send "inbound_call_id" with Ringba\'s token [Call:InboundCallId].');
    return Response.json({ ok: true }, { status: 202 });
  };
}

/** From a header only: addresses are written to logs. */
function keyOf(headers: Headers): string | null {
  const own = headers.get("x-callscript-key")?.trim();
  if (own) return own;
  return headers.get("authorization")?.match(/^Bearer +(\S+) *$/i)?.[1] ?? null;
}

type Body = { kind: "read"; text: string } | { kind: "too_large" } | { kind: "broken" };

async function readBody(request: Request): Promise<Body> {
  const told = Number(request.headers.get("content-length") ?? Number.NaN);
  if (told > maxBodyBytes) return { kind: "too_large" };
  try {
    // What is longer than it says never gets here; only a body of unknown length needs to be counted.
    const text = Number.isNaN(told) ? await readLimited(request.body, maxBodyBytes) : await request.text();
    return { kind: "read", text };
  } catch (error) {
    return { kind: error instanceof BodyTooLargeError ? "too_large" : "broken" };
  }
}

function unauthorised(): Response {
  return refuse(
    401,
    "No ingest key, or not a good one: send it as X-CallScript-Key. `callscript ingest-key create` makes one.",
    { "www-authenticate": "Bearer" },
  );
}

function refuse(status: number, error: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status, headers });
}
