export interface WavForm {
  /** The kind of samples: 1 is PCM, 7 mu-law. */
  tag?: number;
  channels?: number;
  /** Hz. */
  rate?: number;
  bits?: number;
}

export const muLaw: WavForm = { tag: 7, bits: 8 };

/** What a WAV file with so many bytes of samples begins with: 44 bytes; mono PCM of 16 bits at 8 kHz unless told otherwise. */
export function wavHead(
  sampleBytes: number,
  { tag = 1, channels = 1, rate = 8000, bits = 16 }: WavForm = {},
): Buffer {
  const frameBytes = channels * (bits / 8);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + sampleBytes, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(tag, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * frameBytes, 28);
  head.writeUInt16LE(frameBytes, 32);
  head.writeUInt16LE(bits, 34);
  head.write("data", 36);
  head.writeUInt32LE(sampleBytes, 40);
  return head;
}

export function wavFile(samples: Uint8Array, form: WavForm = {}): Buffer {
  return Buffer.concat([wavHead(samples.byteLength, form), samples]);
}
