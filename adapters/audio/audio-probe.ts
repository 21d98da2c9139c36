import { maxRecordingBytes } from "@callscript/core/keep-recording.ts";
import type { AudioProbe, RecordingFacts } from "@callscript/core/ports.ts";
import { decodeAudio } from "./decode-audio.ts";
import { type DecodedAudio, secondsOf } from "./decoded-audio.ts";
import { makePeaks } from "./make-peaks.ts";
import { readWhole } from "./read-whole.ts";

/** Measures recordings on this machine, without any model; one at a time, because a decoded one takes ten times its size. */
export function createAudioProbe(): AudioProbe {
  let last: Promise<unknown> = Promise.resolve();
  return {
    measure(recording) {
      const measured = last.then(async () => {
        const audio = await decodeAudio(await readWhole(recording, maxRecordingBytes));
        return { facts: factsOf(audio), peaks: makePeaks(audio) };
      });
      const over = () => undefined;
      last = measured.then(over, over);
      return measured;
    },
  };
}

/** Length, channels, rate and codec of what was decoded. */
export function factsOf(audio: DecodedAudio): RecordingFacts {
  return {
    seconds: Math.round(secondsOf(audio) * 1000) / 1000,
    channels: audio.channels.length,
    sampleRate: audio.sampleRate,
    codec: audio.codec,
  };
}
