import { createHash } from "node:crypto";
import { callFailure, PortError, transient } from "@callscript/core/failure.ts";
import type { PutOptions } from "@callscript/core/ports.ts";
import { type AudioType, audioType, describeHead, signatureBytes, writingOf } from "./audio-type.ts";

export interface AudioIntake {
  type: AudioType;
  /** As the source says, never more than is allowed; null when it says nothing. */
  saidBytes: number | null;
  /** The whole recording, head included, chunk by chunk; counts and hashes what passes. */
  chunks: AsyncGenerator<Uint8Array>;
  /** What has passed so far; of use when `chunks` is at its end. */
  facts(): { sha256: string; bytes: number };
  /** Lets go of the source; safe at any time. */
  cancel(): Promise<void>;
}

/**
 * Looks at the head of a recording before anything is stored. Holds one chunk at a time.
 * @throws a call failure for what is no audio, final unless it is empty or text: a host out of order sends pages in a
 * recording's place, and the recording later. A transient one when the source breaks off; `chunks` throws a final call
 * failure beyond `maxBytes`.
 */
export async function takeAudio(
  body: ReadableStream<Uint8Array>,
  { maxBytes, saidBytes = null, signal }: Omit<PutOptions, "inspect">,
): Promise<AudioIntake> {
  const reader = body.getReader();
  const tooLarge = () => callFailure(`larger than ${maxBytes} bytes`, { final: true });
  const hash = createHash("sha256");
  let bytes = 0;
  const stop = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  const cancel = async () => {
    signal.removeEventListener("abort", stop);
    await reader.cancel().catch(() => undefined);
  };
  const next = async () => {
    const chunk = await readNext(reader, signal);
    if (chunk !== null) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw tooLarge();
      hash.update(chunk);
    }
    return chunk;
  };

  try {
    if (saidBytes !== null && saidBytes > maxBytes) throw tooLarge();
    let head = new Uint8Array(0);
    while (head.byteLength < signatureBytes) {
      const chunk = await next();
      if (chunk === null) break;
      head = joined(head, chunk);
    }
    const type = audioType(head);
    if (type === null) {
      const start = head.subarray(0, signatureBytes);
      throw callFailure(`not audio: ${describeHead(start)}`, { final: writingOf(start) === null });
    }
    return {
      type,
      saidBytes,
      chunks: rest(head, next),
      facts: () => ({ sha256: hash.copy().digest("hex"), bytes }),
      cancel,
    };
  } catch (error) {
    await cancel();
    throw error;
  }
}

async function* rest(head: Uint8Array, next: () => Promise<Uint8Array | null>): AsyncGenerator<Uint8Array> {
  for (let chunk: Uint8Array | null = head; chunk !== null; chunk = await next()) yield chunk;
}

async function readNext(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  signal.throwIfAborted();
  try {
    const { done, value } = await reader.read();
    // A cancelled stream ends as if it were over.
    signal.throwIfAborted();
    return done ? null : value;
  } catch (error) {
    if (signal.aborted || error instanceof PortError) throw error;
    throw transient("the recording broke off", undefined, error);
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.byteLength + other.byteLength);
  both.set(one);
  both.set(other, one.byteLength);
  return both;
}
