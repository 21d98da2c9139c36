import type { ModelFiles } from "./model-files.ts";
import type { Sherpa, VoiceTurn } from "./native.ts";
import { type HeardWord, wordsFromTokens } from "./words-from-tokens.ts";

/** Everything is done at this rate, Hz. */
export const engineRate = 16_000;
const window = 512;
/** Silence kept on both sides of what the VAD cuts out, in samples. */
const pad = 0.1 * engineRate;
/** Shorter pieces crash some exports of the recogniser, in samples. */
const shortest = 0.3 * engineRate;

/** The native engine, loaded once a process. All calls block: it lives in a child process. */
export interface Recogniser {
  /** Words of one voice or channel, in time order. */
  words(samples: Float32Array): HeardWord[];
  voices(samples: Float32Array): VoiceTurn[];
}

export function openRecogniser(sherpa: Sherpa, model: ModelFiles): Recogniser {
  const recogniser = new sherpa.OfflineRecognizer({
    featConfig: { sampleRate: engineRate, featureDim: 80 },
    modelConfig: {
      transducer: { encoder: model.encoder, decoder: model.decoder, joiner: model.joiner },
      tokens: model.tokens,
      modelType: "nemo_transducer",
      numThreads: 1,
      provider: "cpu",
      debug: 0,
    },
    decodingMethod: "greedy_search",
  });
  const diarizer = new sherpa.OfflineSpeakerDiarization({
    segmentation: { pyannote: { model: model.segmentation }, numThreads: 1, provider: "cpu" },
    embedding: { model: model.embedding, numThreads: 1, provider: "cpu" },
    clustering: { numClusters: model.diarization.clusters, threshold: model.diarization.threshold },
    minDurationOn: 0.2,
    minDurationOff: 0.3,
  });
  openVad(sherpa, model); // A broken model is found now, not during a call.
  return {
    words: (samples) =>
      speechPieces(sherpa, model, samples).flatMap(({ from, to }) => {
        if (to - from < shortest) return [];
        const stream = recogniser.createStream();
        stream.acceptWaveform({ sampleRate: engineRate, samples: samples.slice(from, to) });
        recogniser.decode(stream);
        return wordsFromTokens(recogniser.getResult(stream), from / engineRate);
      }),
    voices: (samples) => diarizer.process(samples),
  };
}

/** Where the VAD hears speech, in samples: pieces of at most 20 s (the recogniser's own wall is at 400 s). */
function speechPieces(
  sherpa: Sherpa,
  model: ModelFiles,
  samples: Float32Array,
): { from: number; to: number }[] {
  const vad = openVad(sherpa, model);
  const pieces: { from: number; to: number }[] = [];
  const drain = () => {
    while (!vad.isEmpty()) {
      const { start, samples: piece } = vad.front(false);
      const before = pieces.at(-1)?.to ?? 0;
      pieces.push({
        from: Math.max(before, start - pad),
        to: Math.min(samples.length, start + piece.length + pad),
      });
      vad.pop();
    }
  };
  for (let at = 0; at + window <= samples.length; at += window) {
    vad.acceptWaveform(samples.subarray(at, at + window));
    drain();
  }
  vad.flush();
  drain();
  return pieces;
}

function openVad(sherpa: Sherpa, model: ModelFiles) {
  return new sherpa.Vad(
    {
      sileroVad: {
        model: model.vad,
        threshold: 0.5,
        minSpeechDuration: 0.1,
        minSilenceDuration: 0.3,
        maxSpeechDuration: 20,
        windowSize: window,
      },
      sampleRate: engineRate,
      numThreads: 1,
      debug: 0,
    },
    60,
  );
}
