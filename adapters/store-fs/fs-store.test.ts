import { existsSync, mkdirSync, statfsSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PortError } from "@callscript/core/failure.ts";
import { expect, onTestFinished, test, vi } from "vitest";
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
    stamp: async (stored) => stampOf(path.join(root, stored)),
    close: remove,
  };
});

const stampOf = (file: string) => {
  const { ino, mtimeMs } = statSync(file);
  return `${ino} ${mtimeMs}`;
};

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

test("whoever reads while other bytes take the place reads the one or the other, whole", async () => {
  const { root, remove } = await place();
  const store = createFsStore({ root });
  const versions = [1, 2].map((seed) => {
    const bytes = Buffer.alloc(400_000 + seed, seed);
    bytes.write("RIFF\0\0\0\0WAVEfmt ", "latin1");
    return bytes;
  });
  const put = (version: number) =>
    store.put("one", new Blob([versions[version] ?? ""]).stream(), { maxBytes: 1e6, signal: never });
  const { path: stored } = await put(0);
  let writing = true;
  const written = (async () => {
    for (let round = 1; round < 20; round += 1) await put(round % 2);
    writing = false;
  })();
  while (writing) {
    const found = await new Response(await store.read(stored, { start: 0, end: null })).bytes();
    expect(versions.some((version) => version.equals(found))).toBe(true);
  }
  await written;
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

test("a disk without room is found out before the recording is read, and is the lane's trouble", async () => {
  const { root, remove } = await place();
  let pulled = 0;
  const long = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulled += 1;
        controller.enqueue(Buffer.from("RIFF\0\0\0\0WAVEfmt and more", "latin1"));
      },
    },
    { highWaterMark: 0 },
  );
  const failure = await createFsStore({ root, reserve: 2 ** 60 })
    .put("one", long, { maxBytes: 1e9, signal: never })
    .catch((error: unknown) => (error instanceof PortError ? error.failure : error));
  expect(failure).toMatchObject({
    kind: "lane",
    until: "person",
    reason: expect.stringMatching(/^recordings cannot be written: less than \d+ MiB of their disk are free$/),
  });
  expect(pulled).toBe(1);
  expect(await readdir(path.join(root, ".incoming"))).toEqual([]);
  await remove();
});

test("a disk that fills up while a recording of unknown length is written is told in time", async () => {
  const { root, remove } = await place();
  const { bavail, bsize } = statfsSync(tmpdir());
  let pulled = 0;
  const long = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = Buffer.alloc(2 ** 20, 1);
        if (pulled === 0) chunk.write("RIFF\0\0\0\0WAVEfmt ", "latin1");
        pulled += 1;
        controller.enqueue(chunk);
      },
    },
    { highWaterMark: 0 },
  );
  const failure = await createFsStore({ root, reserve: bavail * bsize - 40 * 2 ** 20 })
    .put("one", long, { maxBytes: 1e9, signal: never })
    .catch((error: unknown) => (error instanceof PortError ? error.failure : error));
  expect(failure).toMatchObject({ kind: "lane", reason: expect.stringMatching(/of their disk are free$/) });
  expect(pulled).toBeLessThan(200);
  expect(await readdir(path.join(root, ".incoming"))).toEqual([]);
  await remove();
});

test("drafts are swept again when the process has lived for an hour", async () => {
  const { root, remove } = await place();
  const store = createFsStore({ root });
  await store.put("one", recording(), limits);
  const orphan = path.join(root, ".incoming/orphan");
  writeFileSync(orphan, "half a recording");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61 * 60_000 });
  onTestFinished(() => void vi.useRealTimers());
  await store.put("two", recording(), limits);
  expect(await readdir(path.join(root, ".incoming"))).toEqual([]);
  await remove();
});

test("there is no address that reads a file", async () => {
  const { root, remove } = await place();
  const store = createFsStore({ root });
  const { path: stored } = await store.put("one", recording(), limits);
  expect(await store.readLink(stored, 60)).toBeNull();
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
