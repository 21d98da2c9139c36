import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { zipFiles } from "./zip-files.ts";

async function* given(...files: { name: string; bytes: Uint8Array }[]) {
  yield* files;
}
const zipped = async (files: ReturnType<typeof given>) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of zipFiles(files, new Date("2026-11-19T14:00:00"))) pieces.push(piece);
  return { pieces, bytes: Buffer.concat(pieces) };
};

test("what is packed is unpacked as it was", async () => {
  const sound = Uint8Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 251);
  const text = new TextEncoder().encode("said ".repeat(1000));
  const { bytes } = await zipped(
    given({ name: "clips/1.wav", bytes: sound }, { name: "said.txt", bytes: text }),
  );
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual(["clips/1.wav", "said.txt"]);
  expect(Buffer.from(files["clips/1.wav"] ?? []).equals(Buffer.from(sound))).toBe(true);
  expect(strFromU8(files["said.txt"] ?? new Uint8Array(0))).toBe("said ".repeat(1000));
});

test("a file is sent before the next is asked for", async () => {
  let asked = 0;
  async function* slowly() {
    for (asked = 1; asked <= 3; asked += 1) yield { name: `${asked}.txt`, bytes: new Uint8Array(10) };
  }
  const zip = zipFiles(slowly(), new Date("2026-11-19T14:00:00"));
  await zip.next();
  expect(asked).toBe(1);
  await zip.return();
});

test("of no files it is an archive of none", async () => {
  expect(unzipSync((await zipped(given())).bytes)).toEqual({});
});
