import { callFailure } from "@callscript/core/failure.ts";
import { audioKind } from "./audio-kind.ts";
import { decodeMp3 } from "./decode-mp3.ts";
import { decodeWithFfmpeg } from "./decode-with-ffmpeg.ts";
import { type DecodedAudio, secondsOf } from "./decoded-audio.ts";
import { parseWav } from "./parse-wav.ts";

/** Longer calls are refused: their PCM would not fit beside the lanes of a small machine. */
export const maxSeconds = 2 * 3600;
const ffmpegTimeoutMs = 120_000;

/**
 * Decodes a recording by what its bytes are, whatever it is called: WAV and MP3 ourselves, the rest with ffmpeg.
 * @throws a final call failure for what is not audio, too long or broken.
 */
export async function decodeAudio(bytes: Uint8Array): Promise<DecodedAudio> {
  const kind = audioKind(bytes);
  if (kind === null)
    throw callFailure(`the file is not audio (it begins with ${firstBytes(bytes)})`, { final: true });
  const audio = await decodeAs(kind, bytes);
  if (secondsOf(audio) > maxSeconds)
    throw callFailure(`the recording is longer than ${maxSeconds / 3600} h`, { final: true });
  return audio;
}

async function decodeAs(
  kind: NonNullable<ReturnType<typeof audioKind>>,
  bytes: Uint8Array,
): Promise<DecodedAudio> {
  if (kind === "wav") return parseWav(bytes);
  if (kind === "mp3") return decodeMp3(bytes, maxSeconds);
  return decodeWithFfmpeg(bytes, kind, { maxSeconds, timeoutMs: ffmpegTimeoutMs });
}

function firstBytes(bytes: Uint8Array): string {
  const head = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0"));
  return head.length === 0 ? "nothing: it is empty" : head.join(" ");
}
