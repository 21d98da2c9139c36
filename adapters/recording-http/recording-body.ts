import { callFailure, type PortError } from "@callscript/core/failure.ts";
import { networkFailure } from "./network-failure.ts";
import { type LeastPace, paceKeeper } from "./pace.ts";
import type { TransferLimit } from "./transfer-limit.ts";

export interface BodyOptions {
  chunks: AsyncIterator<Uint8Array>;
  /** As the host says, null when it says nothing. */
  contentLength: number | null;
  limit: TransferLimit;
  /** The longest wait for the next bytes. */
  silenceMs: number;
  pace: LeastPace;
  /** Lets the connection go when the reader has had enough. */
  cancel(): void;
}

/**
 * A recording's bytes as a web stream that reads only when it is read. Its host has answered, so whatever goes wrong
 * from here on is this recording's: errors are all of kind `call`, not final. A source that falls silent, that keeps no
 * pace, that ends before the length it named, that sends more than that.
 */
export function recordingBody(options: BodyOptions): ReadableStream<Uint8Array> {
  const { chunks, contentLength, limit, silenceMs, cancel } = options;
  const keepsPace = paceKeeper(options.pace);
  let received = 0;

  async function next(): Promise<Uint8Array | null> {
    const beganMs = performance.now();
    limit.expect(silenceMs, `the recordings' host sent nothing for ${silenceMs / 1000} s`);
    const { done, value } = await chunks.next();
    limit.came();
    const bytes = done === true ? 0 : value.byteLength;
    received += bytes;
    if (contentLength !== null && (done === true ? received !== contentLength : received > contentLength))
      throw callFailure(`the recording was broken off: ${received} of ${contentLength} bytes came`);
    if (done === true) return null;
    if (!keepsPace(performance.now() - beganMs, bytes)) {
      const { bytesPerSecond } = options.pace;
      throw callFailure(`the recording came too slowly: under ${bytesPerSecond} bytes a second`);
    }
    return value;
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = await next();
          if (chunk !== null) return controller.enqueue(chunk);
          limit.end();
          controller.close();
        } catch (error) {
          limit.end();
          cancel();
          controller.error(ofThisRecording(error));
        }
      },
      async cancel() {
        limit.end();
        cancel();
      },
    },
    { highWaterMark: 0 },
  );
}

function ofThisRecording(error: unknown): PortError {
  const known = networkFailure(error);
  const { kind, reason } = known.failure;
  return kind === "transient" ? callFailure(reason, { cause: error }) : known;
}
