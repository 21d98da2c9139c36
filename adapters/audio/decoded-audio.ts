/** PCM of a recording, or of a piece of one: an array a channel, all of one length, -1..1. */
export interface DecodedAudio {
  channels: Float32Array[];
  /** Hz. */
  sampleRate: number;
  codec: string;
}
