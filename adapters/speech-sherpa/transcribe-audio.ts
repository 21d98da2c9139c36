import type { Peaks, RecordingFacts } from "@callscript/core/ports.ts";
import type { Segment, Word } from "@callscript/core/transcript.ts";
import { decodeWhole } from "../audio/decode-whole.ts";
import { distinctChannels } from "../audio/distinct-channels.ts";
import { measureAudio } from "../audio/measure-audio.ts";
import { resample } from "../audio/resample.ts";
import { assignSpeakers } from "./assign-speakers.ts";
import { guessAgent } from "./guess-roles.ts";
import { makeTurns, round } from "./make-turns.ts";
import { engineRate, type Recogniser } from "./recognise.ts";
import type { HeardWord } from "./words-from-tokens.ts";

export interface HeardCall {
  segments: Segment[];
  words: Word[];
  facts: RecordingFacts;
  peaks: Peaks;
}

/** A word of the other channel at the same moment is bleed when its own channel is this much quieter (12 dB). */
const bleedPower = 10 ** (12 / 10);
const bleedSeconds = 0.3;

/**
 * From the bytes of a recording to turns with speakers. Distinct stereo channels are two people by themselves; one
 * channel is told apart by voice, and named agent and caller only where the words make it clear.
 */
export async function transcribeAudio(
  bytes: Uint8Array,
  recogniser: Recogniser,
  stereoRoles: readonly [string, string],
): Promise<HeardCall> {
  const audio = await decodeWhole(bytes);
  const [left, right] = distinctChannels(audio.channels).map((channel) =>
    resample(channel, audio.sampleRate, engineRate),
  );
  if (!left) throw new Error("a recording without channels was decoded");
  const words = right
    ? fromChannels([left, right], recogniser, stereoRoles)
    : fromOneChannel(left, recogniser);
  return { segments: makeTurns(words), words, ...measureAudio(audio) };
}

function fromChannels(
  channels: readonly [Float32Array, Float32Array],
  recogniser: Recogniser,
  roles: readonly [string, string],
): Word[] {
  const heard = channels.map((channel) => recogniser.words(channel));
  return [0, 1]
    .flatMap((side) =>
      (heard[side] ?? [])
        .filter(
          (word) =>
            !isBleed(
              word,
              channels[side] ?? channels[0],
              heard[1 - side] ?? [],
              channels[1 - side] ?? channels[1],
            ),
        )
        .map((word) => storedWord(word, roles[side] ?? "unknown")),
    )
    .sort((a, b) => a.start - b.start);
}

function isBleed(
  word: HeardWord,
  own: Float32Array,
  others: readonly HeardWord[],
  other: Float32Array,
): boolean {
  const twin = others.find(
    (one) => one.word === word.word && Math.abs(one.start - word.start) <= bleedSeconds,
  );
  return twin !== undefined && power(other, twin) > bleedPower * power(own, word);
}

function power(samples: Float32Array, { start, end }: HeardWord): number {
  const piece = samples.subarray(Math.floor(start * engineRate), Math.ceil(end * engineRate));
  return piece.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, piece.length);
}

function fromOneChannel(samples: Float32Array, recogniser: Recogniser): Word[] {
  const heard = recogniser.words(samples);
  if (heard.length === 0) return [];
  const voices = assignSpeakers(heard, recogniser.voices(samples));
  const order = [...new Set(voices)];
  const labelled = heard.map((word, index) => storedWord(word, `S${order.indexOf(voices[index] ?? 0) + 1}`));
  const agent = guessAgent(makeTurns(labelled));
  if (agent === null) return labelled;
  return labelled.map((word) => ({ ...word, speaker: word.speaker === agent ? "agent" : "caller" }));
}

function storedWord({ word, start, end, confidence }: HeardWord, speaker: string): Word {
  return {
    word,
    start: round(start),
    end: round(end),
    confidence: Math.round(confidence * 1000) / 1000,
    speaker,
  };
}
