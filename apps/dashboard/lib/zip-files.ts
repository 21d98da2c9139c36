import { Zip, ZipDeflate, ZipPassThrough } from "fflate";

/** Sound is not made smaller by it. */
const stored = /\.(wav|mp3)$/;

/** Files as one ZIP, sent as they come: one of them is held at a time. */
export async function* zipFiles(
  files: AsyncIterable<{ name: string; bytes: Uint8Array }>,
  madeAt: Date,
): AsyncGenerator<Uint8Array, void, void> {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    if (error) failure = error;
    else ready.push(piece);
  });
  const taken = () => {
    if (failure) throw failure;
    const pieces = ready;
    ready = [];
    return pieces;
  };
  for await (const { name, bytes } of files) {
    const file = stored.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    file.mtime = madeAt;
    zip.add(file);
    file.push(bytes, true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}
