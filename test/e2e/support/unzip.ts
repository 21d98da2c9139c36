import { inflateRawSync } from "node:zlib";

const [endSign, fileSign] = [0x06054b50, 0x02014b50];

/** The files of a ZIP by their names, in its own order (APPNOTE.TXT, 4.3.12): stored or deflated, without a comment at its end. */
export function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22;
  if (zip.readUInt32LE(end) !== endSign) throw new Error("this ZIP has no end");
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== fileSign) throw new Error("this ZIP has no such file");
    const [names, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place));
    const name = zip.toString("utf8", at + 46, at + 46 + (names ?? 0));
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20));
    files.set(name, zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed));
    at += 46 + (names ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}
