import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PortError } from "@callscript/core/failure.ts";
import { expect, test } from "vitest";
import { describeAudioStore } from "../../test/contract/audio-store.ts";
import { createFsStore } from "./fs-store.ts";

async function place() {
  const home = await mkdtemp(path.join(tmpdir(), "callscript-store-"));
  const root = path.join(home, "recordings");
  return { root, remove: () => rm(home, { recursive: true, force: true }) };
}

describeAudioStore("a folder", async () => {
  const { root, remove } = await place();
  return {
    store: createFsStore({ root }),
    everything: async () => {
      if (!existsSync(root)) return [];
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
    close: remove,
  };
});

const never = new AbortController().signal;
const recording = () =>
  new Response(Buffer.from("RIFF\0\0\0\0WAVEfmt and more", "latin1")).body as ReadableStream<Uint8Array>;
const limits = { maxBytes: 1000, signal: never };

test("folders are the owner's alone, and so are files", async () => {
  const { root, remove } = await place();
  const stored = await createFsStore({ root }).put("recordings/2026/11/24/id", recording(), limits);
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
  expect(mode(root)).toBe("700");
  expect(mode(path.join(root, "recordings/2026"))).toBe("700");
  expect(mode(path.join(root, stored.path))).toBe("600");
  await remove();
});

test("the drafts of a dead process are swept, those of a living one are not", async () => {
  const { root, remove } = await place();
  const incoming = path.join(root, ".incoming");
  mkdirSync(incoming, { recursive: true });
  for (const [name, minutes] of [
    ["orphan", 61],
    ["in-use", 59],
  ] as const) {
    const file = path.join(incoming, name);
    writeFileSync(file, "half a recording");
    const then = new Date(Date.now() - minutes * 60_000);
    utimesSync(file, then, then);
  }
  await createFsStore({ root }).put("one", recording(), limits);
  expect(await readdir(incoming)).toEqual(["in-use"]);
  await remove();
});

test("a place that cannot be written is the lane's trouble, not the call's", async () => {
  const { root, remove } = await place();
  writeFileSync(root, "a file where the folder should be");
  const failure = await createFsStore({ root })
    .put("one", recording(), limits)
    .catch((error: unknown) => (error instanceof PortError ? error.failure : error));
  expect(failure).toMatchObject({
    kind: "lane",
    reason: expect.stringMatching(/^recordings cannot be written/),
  });
  await remove();
});
