import { createRequire } from "node:module";

/** The part of sherpa-onnx-node (no types of its own) that is used here. Loaded in the child process only. */
export interface Sherpa {
  OfflineRecognizer: new (
    config: unknown,
  ) => {
    createStream(): Stream;
    decode(stream: Stream): void;
    getResult(stream: Stream): {
      tokens: string[];
      timestamps: number[];
      durations?: number[];
      ys_log_probs?: number[];
    };
  };
  Vad: new (
    config: unknown,
    bufferSeconds: number,
  ) => {
    acceptWaveform(samples: Float32Array): void;
    isEmpty(): boolean;
    front(externalBuffer: boolean): { start: number; samples: Float32Array };
    pop(): void;
    flush(): void;
  };
  OfflineSpeakerDiarization: new (config: unknown) => { process(samples: Float32Array): VoiceTurn[] };
}

interface Stream {
  acceptWaveform(audio: { sampleRate: number; samples: Float32Array }): void;
}

/** Who spoke when, in seconds; `speaker` counts from 0. */
export interface VoiceTurn {
  start: number;
  end: number;
  speaker: number;
}

export function loadSherpa(): Sherpa {
  return createRequire(import.meta.url)("sherpa-onnx-node") as Sherpa;
}
