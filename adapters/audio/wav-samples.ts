import { callFailure } from "@callscript/core/failure.ts";

export interface WavFormat {
  tag: number;
  channels: number;
  sampleRate: number;
  bits: number;
}

const pcm = 1;
const float = 3;
const aLaw = 6;
const muLaw = 7;
const extensible = 0xfffe;
const codecNames: Record<number, string> = {
  [pcm]: "pcm",
  [float]: "float",
  [aLaw]: "alaw",
  [muLaw]: "mulaw",
};
/** As much of a format chunk as is ever read. */
export const formatBytes = 40;

export const unreadableWav = (why: string) =>
  callFailure(`the WAV file cannot be read: ${why}`, { final: true });

export function wavCodec({ tag }: WavFormat): string {
  return `wav ${codecNames[tag] ?? tag}`;
}

/** Reads the start of a "fmt " chunk. @throws a final call failure for what no call has. */
export function readFormat(bytes: Uint8Array): WavFormat {
  if (bytes.length < 16) throw unreadableWav("its format is cut short");
  const view = viewOf(bytes);
  let tag = view.getUint16(0, true);
  if (tag === extensible && bytes.length >= 26) tag = view.getUint16(24, true);
  const format = {
    tag,
    channels: view.getUint16(2, true),
    sampleRate: view.getUint32(4, true),
    bits: view.getUint16(14, true),
  };
  if (format.channels < 1 || format.channels > 8) throw unreadableWav(`it has ${format.channels} channels`);
  if (format.sampleRate < 4_000 || format.sampleRate > 192_000)
    throw unreadableWav(`its rate is ${format.sampleRate} Hz`);
  return format;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** How one sample of this format is read. @throws a final call failure for a kind that is not read. */
export function sampleReader({ tag, bits }: WavFormat): (view: DataView, at: number) => number {
  if (tag === pcm && bits === 8) return (view, at) => (view.getUint8(at) - 128) / 128;
  if (tag === pcm && bits === 16) return (view, at) => view.getInt16(at, true) / 32_768;
  if (tag === pcm && bits === 24)
    return (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608;
  if (tag === pcm && bits === 32) return (view, at) => view.getInt32(at, true) / 2_147_483_648;
  if (tag === float && bits === 32) return (view, at) => finite(view.getFloat32(at, true));
  if (tag === float && bits === 64) return (view, at) => finite(view.getFloat64(at, true));
  if (tag === muLaw && bits === 8) return (view, at) => muLawTable[view.getUint8(at)] ?? 0;
  if (tag === aLaw && bits === 8) return (view, at) => aLawTable[view.getUint8(at)] ?? 0;
  throw unreadableWav(`its samples are of kind ${tag} with ${bits} bits`);
}

function finite(sample: number): number {
  return Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
}

/** ITU-T G.711 mu-law: sign, three bits of exponent, four of mantissa, all inverted. */
const muLawTable = Float32Array.from({ length: 256 }, (_, code) => {
  const value = ~code & 0xff;
  const magnitude = ((((value & 0x0f) << 3) + 0x84) << ((value & 0x70) >> 4)) - 0x84;
  return ((value & 0x80) !== 0 ? -magnitude : magnitude) / 32_768;
});

/** ITU-T G.711 A-law: even bits inverted. */
const aLawTable = Float32Array.from({ length: 256 }, (_, code) => {
  const value = code ^ 0x55;
  const exponent = (value & 0x70) >> 4;
  const mantissa = (value & 0x0f) << 4;
  const magnitude = exponent === 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
  return ((value & 0x80) !== 0 ? magnitude : -magnitude) / 32_768;
});
