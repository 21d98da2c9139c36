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
  const writing = writingOf(head);
  if (writing !== null) return `it is ${writing}`;
  const hex = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `it begins with ${hex}`;
}

const encodingByMark: Readonly<Record<string, string>> = { "255,254": "utf-16le", "254,255": "utf-16be" };

/** What is written where audio should begin, by its first bytes; null when they are no text. */
export function writingOf(head: Uint8Array): "a web page" | "JSON" | "text" | null {
  const encoding = encodingByMark[head.subarray(0, 2).join()] ?? "utf-8";
  // `stream`: a character that is cut at the end is left out.
  const text = new TextDecoder(encoding).decode(head, { stream: true }).trimStart();
  if (text.startsWith("<")) return "a web page";
  if (/^[{[]/.test(text)) return "JSON";
  return /[^\P{Cc}\s]|\ufffd/u.test(text) ? null : "text";
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
