const headBytes = 44;

/** A WAV file, PCM of 16 bits, of pieces that follow each other: in each an array of samples (-1..1) a channel. */
export function encodeWav(
  pieces: readonly (readonly Float32Array[])[],
  sampleRate: number,
): Uint8Array<ArrayBuffer> {
  const channels = pieces[0]?.length ?? 1;
  const frames = pieces.reduce((sum, piece) => sum + (piece[0]?.length ?? 0), 0);
  const frameBytes = channels * 2;
  const bytes = new Uint8Array(headBytes + frames * frameBytes);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  write(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, frames * frameBytes, true);
  let at = headBytes;
  for (const piece of pieces)
    for (let frame = 0; frame < (piece[0]?.length ?? 0); frame += 1)
      for (const samples of piece) {
        view.setInt16(at, Math.round(Math.max(-1, Math.min(1, samples[frame] ?? 0)) * 32_767), true);
        at += 2;
      }
  return bytes;
}
