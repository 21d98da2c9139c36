import { spawn } from "node:child_process";
import { callFailure } from "@callscript/core/failure.ts";
import type { DecodedAudio } from "./decoded-audio.ts";
import { parseWav } from "./parse-wav.ts";

/**
 * Decodes what we do not decode ourselves with an `ffmpeg` on the PATH: its input is a pipe and nothing else, so that a
 * playlist inside a recording opens nothing.
 * @throws a call failure; final only where ffmpeg itself says that it cannot decode this.
 */
export function decodeWithFfmpeg(
  bytes: Uint8Array,
  kind: string,
  { maxSeconds, timeoutMs }: { maxSeconds: number; timeoutMs: number },
): Promise<DecodedAudio> {
  return new Promise((resolve, reject) => {
    const args = [
      "-nostdin",
      "-loglevel",
      "error",
      "-protocol_whitelist",
      "pipe",
      "-i",
      "pipe:0",
      "-vn",
      "-sn",
      "-dn",
      "-t",
      String(maxSeconds),
      "-c:a",
      "pcm_s16le",
      "-f",
      "wav",
      "pipe:1",
    ];
    const child = spawn("ffmpeg", args, {
      stdio: ["pipe", "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    const out: Buffer[] = [];
    let words = "";
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-300);
    });
    child.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "ENOENT" ? "this machine cannot decode it; install ffmpeg for it" : error.message;
      reject(callFailure(`the recording is ${kind}: ${why}`, { cause: error }));
    });
    child.stdin.on("error", (error: NodeJS.ErrnoException) => {
      // ffmpeg may have read all it wants; its exit code tells.
      if (error.code !== "EPIPE") reject(error);
    });
    child.once("close", (code, signal) => {
      if (code !== 0)
        return reject(
          callFailure(
            `ffmpeg could not decode the recording (${kind}): ${words.trim() || `exit ${code ?? signal}`}`,
            {
              // Killed for time or memory says nothing of the recording.
              final: code !== null,
            },
          ),
        );
      try {
        resolve({ ...parseWav(new Uint8Array(Buffer.concat(out))), codec: kind });
      } catch (error) {
        reject(error);
      }
    });
    child.stdin.end(bytes);
  });
}
