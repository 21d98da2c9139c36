/** PCM of a whole recording, one array a channel, -1..1. */
export interface DecodedAudio {
  channels: Float32Array[];
  /** Hz. */
  sampleRate: number;
  codec: string;
}

/** Length in seconds. */
export function secondsOf(audio: DecodedAudio): number {
  return (audio.channels[0]?.length ?? 0) / audio.sampleRate;
}
