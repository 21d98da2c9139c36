import { callFailure } from "@callscript/core/failure.ts";
import { audioType, describeHead, signatureBytes } from "../store-fs/audio-type.ts";
import { decodeMp3 } from "./decode-mp3.ts";
import { decodeWithFfmpeg } from "./decode-with-ffmpeg.ts";
import { type DecodedAudio, secondsOf } from "./decoded-audio.ts";
import { parseWav } from "./parse-wav.ts";

/** Longer calls are refused: their PCM would not fit beside the lanes of a small machine. */
const maxSeconds = 2 * 3600;
const ffmpegTimeoutMs = 120_000;

/**
 * Decodes a recording by what its bytes are, whatever it is called: WAV and MP3 ourselves, the rest with ffmpeg.
 * @throws a final call failure for what is not audio, too long or broken.
 */
export async function decodeAudio(bytes: Uint8Array): Promise<DecodedAudio> {
  const type = audioType(bytes.subarray(0, signatureBytes));
  if (type === null)
    throw callFailure(`not audio: ${describeHead(bytes.subarray(0, signatureBytes))}`, { final: true });
  const audio = await decodeAs(type.extension, bytes);
  if (secondsOf(audio) > maxSeconds)
    throw callFailure(`the recording is longer than ${maxSeconds / 3600} h`, { final: true });
  return audio;
}

async function decodeAs(extension: string, bytes: Uint8Array): Promise<DecodedAudio> {
  if (extension === ".wav") return parseWav(bytes);
  if (extension === ".mp3") return decodeMp3(bytes, maxSeconds);
  return decodeWithFfmpeg(bytes, extension.slice(1), { maxSeconds, timeoutMs: ffmpegTimeoutMs });
}
