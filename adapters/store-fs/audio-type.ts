export interface AudioType {
  contentType: string;
  /** File name extension, with its dot. */
  extension: string;
}

/** As many bytes as the longest signature needs. */
export const signatureBytes = 12;

/** What the first bytes of a file say it is; null when they are no audio that CallScript reads. */
export function audioType(head: Uint8Array): AudioType | null {
  const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
  if (text(0, 4) === "RIFF" && text(8, 12) === "WAVE") return { contentType: "audio/wav", extension: ".wav" };
  if (text(0, 3) === "ID3" || isMpegFrame(head)) return { contentType: "audio/mpeg", extension: ".mp3" };
  if (text(0, 4) === "OggS") return { contentType: "audio/ogg", extension: ".ogg" };
  if (text(0, 4) === "fLaC") return { contentType: "audio/flac", extension: ".flac" };
  if (text(4, 8) === "ftyp") return { contentType: "audio/mp4", extension: ".m4a" };
  return null;
}

/** The first bytes in words for a reason: never more than a few, a page of someone's data is not for a log. */
export function describeHead(head: Uint8Array): string {
  if (head.length === 0) return "it is empty";
  const start = new TextDecoder("latin1").decode(head).trimStart().toLowerCase();
  if (start.startsWith("<")) return "it is a web page";
  if (start.startsWith("{") || start.startsWith("[")) return "it is JSON";
  const hex = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `it begins with ${hex}`;
}

/** An MPEG audio frame: 11 bits of sync, then no reserved version, layer, bitrate or sampling rate. */
export function isMpegFrame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    (second & 0x18) !== 0x08 &&
    (second & 0x06) !== 0 &&
    (third & 0xf0) !== 0xf0 &&
    (third & 0x0c) !== 0x0c
  );
}
