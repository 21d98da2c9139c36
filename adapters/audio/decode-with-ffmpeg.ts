import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { callFailure, type PortError } from "@callscript/core/failure.ts";
import { decodeWav } from "./decode-wav.ts";
import type { DecodedAudio } from "./decoded-audio.ts";

const timeoutMs = 120_000;
/** Until an ffmpeg that is not there is looked for again. */
const installSeconds = 3600;

/**
 * Decodes what we do not decode ourselves with an `ffmpeg` on the PATH, from a pipe to a pipe: so that a playlist inside
 * a recording opens nothing, and nothing is held whole. Stops a second past `maxSeconds`.
 * @throws a call failure; final only where ffmpeg itself says that it cannot decode this.
 */
export async function* decodeWithFfmpeg(
  recording: AsyncIterator<Uint8Array>,
  kind: string,
  { maxSeconds, signal }: { maxSeconds: number; signal: AbortSignal },
): AsyncGenerator<DecodedAudio> {
  signal.throwIfAborted();
  const child = spawn("ffmpeg", ffmpegArguments(maxSeconds + 1), {
    stdio: ["pipe", "pipe", "pipe"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  let words = "";
  const refused = (why: string, final: boolean, cause?: unknown) =>
    callFailure(`ffmpeg could not decode the recording (${kind}): ${words.trim() || why}`, { final, cause });
  const ended = endOf(child, kind, refused);
  // A program that could not be started for want of file descriptors has no pipes.
  if (child.stdin === undefined) throw await ended;
  child.stderr.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-300);
  });
  const source = feed(recording, child.stdin);
  const kill = () => child.pid !== undefined && child.kill("SIGKILL");
  signal.addEventListener("abort", kill, { once: true });
  try {
    let broken: unknown = null;
    try {
      for await (const piece of decodeWav(child.stdout[Symbol.asyncIterator]()))
        yield { ...piece, codec: kind };
    } catch (error) {
      broken = refused("it found no sound", true, error);
    }
    const refusal = await ended;
    // Why it broke, in this order: the source, ffmpeg's exit, what ffmpeg wrote.
    const why = source.failure() ?? refusal ?? broken;
    if (why !== null) throw why;
  } finally {
    signal.removeEventListener("abort", kill);
    kill();
  }
}

function ffmpegArguments(maxSeconds: number): string[] {
  const input = ["-nostdin", "-loglevel", "error", "-protocol_whitelist", "pipe", "-i", "pipe:0"];
  const output = ["-vn", "-sn", "-dn", "-t", String(maxSeconds), "-c:a", "pcm_s16le", "-f", "wav", "pipe:1"];
  return [...input, ...output];
}

/** Writes the recording to ffmpeg. That ffmpeg reads no further is no failure: its exit code tells. */
function feed(recording: AsyncIterator<Uint8Array>, stdin: NodeJS.WritableStream) {
  let failed: unknown = null;
  const next = () =>
    recording.next().catch((error: unknown) => {
      failed = error;
      throw error;
    });
  const chunks = async function* () {
    for (let chunk = await next(); chunk.done !== true; chunk = await next()) yield chunk.value;
  };
  pipeline(Readable.from(chunks()), stdin).catch(() => undefined);
  return { failure: () => failed };
}

/** Resolves with why ffmpeg did not do its work, or null. */
async function endOf(
  child: ChildProcess,
  kind: string,
  refused: (why: string, final: boolean) => PortError,
): Promise<PortError | null> {
  try {
    const [code, killed] = await once(child, "close");
    // Killed for time or memory says nothing of the recording.
    return code === 0 ? null : refused(`exit ${code ?? killed}`, code !== null);
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!missing) return callFailure(`ffmpeg did not start: ${String(error)}`, { cause: error });
    return callFailure(`the recording is ${kind}: this machine cannot decode it; install ffmpeg for it`, {
      retryAfterSeconds: installSeconds,
      cause: error,
    });
  }
}
