import { callFailure } from "@callscript/core/failure.ts";
import type { DecodedAudio } from "./decoded-audio.ts";

interface Format {
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

const unreadable = (why: string) => callFailure(`the WAV file cannot be read: ${why}`, { final: true });

/**
 * Decodes RIFF/WAVE with PCM (8, 16, 24, 32 bit), float, mu-law or A-law samples. A data chunk that is cut short, or
 * whose size says more than there is, is read as far as it goes.
 * @throws a final call failure naming what is wrong.
 */
export function parseWav(bytes: Uint8Array): DecodedAudio {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Format | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === "fmt ") format = readFormat(view, body, size);
    if (name === "data") {
      if (format === null) throw unreadable("its samples come before their format");
      return decodeSamples(view, format, body, Math.min(bytes.length, body + size));
    }
    at = body + size + (size % 2);
  }
  throw unreadable("it holds no samples");
}

function readFormat(view: DataView, at: number, size: number): Format {
  if (size < 16 || at + 16 > view.byteLength) throw unreadable("its format is cut short");
  let tag = view.getUint16(at, true);
  if (tag === extensible && size >= 26 && at + 26 <= view.byteLength) tag = view.getUint16(at + 24, true);
  const format = {
    tag,
    channels: view.getUint16(at + 2, true),
    sampleRate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
  if (format.channels < 1 || format.channels > 8) throw unreadable(`it has ${format.channels} channels`);
  if (format.sampleRate < 4_000 || format.sampleRate > 192_000)
    throw unreadable(`its rate is ${format.sampleRate} Hz`);
  return format;
}

function decodeSamples(view: DataView, format: Format, from: number, to: number): DecodedAudio {
  const read = sampleReader(view, format);
  const width = format.bits / 8;
  const frames = Math.floor((to - from) / (width * format.channels));
  if (frames === 0) throw unreadable("it holds no samples");
  const channels = Array.from({ length: format.channels }, () => new Float32Array(frames));
  let at = from;
  for (let frame = 0; frame < frames; frame += 1) {
    for (const channel of channels) {
      channel[frame] = read(at);
      at += width;
    }
  }
  return { channels, sampleRate: format.sampleRate, codec: `wav ${codecNames[format.tag] ?? format.tag}` };
}

function sampleReader(view: DataView, { tag, bits }: Format): (at: number) => number {
  if (tag === pcm && bits === 8) return (at) => (view.getUint8(at) - 128) / 128;
  if (tag === pcm && bits === 16) return (at) => view.getInt16(at, true) / 32_768;
  if (tag === pcm && bits === 24)
    return (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608;
  if (tag === pcm && bits === 32) return (at) => view.getInt32(at, true) / 2_147_483_648;
  if (tag === float && bits === 32) return (at) => finite(view.getFloat32(at, true));
  if (tag === float && bits === 64) return (at) => finite(view.getFloat64(at, true));
  if (tag === muLaw && bits === 8) return (at) => muLawTable[view.getUint8(at)] ?? 0;
  if (tag === aLaw && bits === 8) return (at) => aLawTable[view.getUint8(at)] ?? 0;
  throw unreadable(`its samples are of kind ${tag} with ${bits} bits`);
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
