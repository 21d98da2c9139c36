import { binCentres } from "./mel.ts";

/** Amplitude of each tone, of full scale: -48 dB, quiet under the speech. */
export const amplitude = 0.004;
/** A word piece lasts four frames of the recogniser (80 ms); its tones sound during three of them. Seconds. */
export const symbolSeconds = 0.32;
const toneSeconds = 0.24;
const fadeSeconds = 0.01;

/** A piece is one tone of each of four groups: 5^4 = 625 pieces. */
export const groups = 4;
export const tonesPerGroup = 5;

/** The mel bins of the tones, lowest first: neighbours belong to different groups, so that leakage confuses nothing. */
const firstBin = binCentres.findIndex((centre) => centre > 3_950);
export const toneBins: readonly number[] = Array.from(
  { length: groups * tonesPerGroup },
  (_, tone) => firstBin + tone,
);

/** Each speaker is one steady tone below the words' tones: agent, caller. Hz. */
export const pilots = [3_420, 3_700] as const;

/** The tones (0..19) of a piece. */
export function tonesOf(piece: number): number[] {
  return Array.from(
    { length: groups },
    (_, group) => (Math.floor(piece / tonesPerGroup ** group) % tonesPerGroup) * groups + group,
  );
}

export interface CodedTurn {
  /** 0 the agent, 1 the caller. */
  speaker: 0 | 1;
  pieces: readonly number[];
  /** Seconds of silence after it. */
  pause: number;
}

/** Silence before the first turn and after the last, seconds. */
export const leadSeconds = 0.6;
const tailSeconds = 0.8;

/** Length of a coded call, seconds. */
export function codedSeconds(turns: readonly CodedTurn[]): number {
  return (
    leadSeconds +
    turns.reduce((sum, turn) => sum + turn.pieces.length * symbolSeconds + turn.pause, 0) +
    tailSeconds
  );
}

/** The code of a call, one array a speaker, to be mixed under the speech. */
export function renderCode(turns: readonly CodedTurn[], sampleRate: number): [Float32Array, Float32Array] {
  const length = Math.ceil(codedSeconds(turns) * sampleRate);
  const channels: [Float32Array, Float32Array] = [new Float32Array(length), new Float32Array(length)];
  let at = leadSeconds;
  for (const { speaker, pieces, pause } of turns) {
    const channel = channels[speaker];
    addTone(channel, sampleRate, pilots[speaker], at, pieces.length * symbolSeconds);
    for (const piece of pieces) {
      for (const tone of tonesOf(piece))
        addTone(channel, sampleRate, binCentres[toneBins[tone] ?? 0] ?? 0, at, toneSeconds);
      at += symbolSeconds;
    }
    at += pause;
  }
  return channels;
}

function addTone(
  channel: Float32Array,
  sampleRate: number,
  hertz: number,
  from: number,
  seconds: number,
): void {
  const first = Math.round(from * sampleRate);
  const last = Math.min(channel.length, Math.round((from + seconds) * sampleRate));
  const fade = fadeSeconds * sampleRate;
  for (let index = first; index < last; index += 1) {
    const envelope = Math.min(1, (index - first) / fade, (last - index) / fade);
    channel[index] =
      (channel[index] ?? 0) + amplitude * envelope * Math.sin((2 * Math.PI * hertz * index) / sampleRate);
  }
}
