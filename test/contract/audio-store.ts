import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { PortError } from "@callscript/core/failure.ts";
import type { AudioStore, RecordingDraft } from "@callscript/core/ports.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { portFailure } from "../support/port-failure.ts";

export interface StoreUnderTest {
  store: AudioStore;
  /** Everything that lies in the store, drafts included; empty when nothing does. */
  everything(): Promise<string[]>;
  /** Changes whenever the recording of this name is written. */
  stamp(path: string): Promise<string>;
  /** The server falls short of S3 where s3rver 4.0.4 does: it writes in place, and answers `bytes=0-0` with everything. */
  fallsShort?: true;
  close(): Promise<void>;
}

const never = new AbortController().signal;
const key = "recordings/2026/11/24/0199a1b2";
const usual = { maxBytes: 10_000_000, signal: never };

/** What every AudioStore keeps to. `make` opens an empty store. */
export function describeAudioStore(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name} as an AudioStore`, () => {
    let under: StoreUnderTest;
    let store: AudioStore;
    beforeEach(async () => {
      under = await make();
      store = under.store;
    });
    afterEach(() => under.close());

    test("keeps a recording whole, and tells its hash, its size and its type", async () => {
      const bytes = wav(200_000);
      const stored = await store.put(key, streamOf(bytes, 7000), usual);
      expect(stored).toEqual({
        path: `${key}.wav`,
        sha256: createHash("sha256").update(bytes).digest("hex"),
        bytes: bytes.byteLength,
        contentType: "audio/wav",
      });
      expect(same(await read(store, stored.path, 0, null), bytes)).toBe(true);
      expect(await store.size(stored.path)).toEqual({ bytes: bytes.byteLength });
    });

    test.each([
      ["WAV", "RIFF\0\0\0\0WAVEfmt ", "audio/wav", ".wav"],
      ["MP3 with a tag", "ID3\x04\0\0\0\0\0\0\0\0", "audio/mpeg", ".mp3"],
      ["MP3", "\xff\xfb\x90\x64\0\0\0\0\0\0\0\0", "audio/mpeg", ".mp3"],
      ["MP3 at 8 kHz", "\xff\xe3\x18\xc4\0\0\0\0\0\0\0\0", "audio/mpeg", ".mp3"],
      ["Ogg", "OggS\0\x02\0\0\0\0\0\0", "audio/ogg", ".ogg"],
      ["FLAC", "fLaC\0\0\0\x22\0\0\0\0", "audio/flac", ".flac"],
      ["MP4", "\0\0\0\x20ftypM4A ", "audio/mp4", ".m4a"],
    ])("knows %s by its first bytes, in chunks of any size", async (_, head, contentType, extension) => {
      const bytes = Buffer.concat([Buffer.from(head, "latin1"), Buffer.alloc(50)]);
      for (const chunk of [1, 5, 1000]) {
        const stored = await store.put(key, streamOf(bytes, chunk), usual);
        expect(stored).toMatchObject({ contentType, path: `${key}${extension}` });
      }
    });

    test.each([
      ["<!doctype html><html>gone</html>", "not audio: it is a web page"],
      ["\r\n\r\n<html>", "not audio: it is a web page"],
      ["\xef\xbb\xbf<?xml version='1.0'?>", "not audio: it is a web page"],
      ["\xff\xfe<\0x\0m\0l\0 \0v\0", "not audio: it is a web page"],
      ["\xfe\xff\0<\0h\0t\0m\0l", "not audio: it is a web page"],
      ['{"error":"expired"}', "not audio: it is JSON"],
      [" [1]", "not audio: it is JSON"],
      ["Down for maintenance", "not audio: it is text"],
      ["Service \xc3\xa0 12h", "not audio: it is text"],
      ["\n".repeat(40), "not audio: it is text"],
    ])("refuses %j, which may be audio another time, and keeps nothing of it", async (content, reason) => {
      const failure = await portFailure(store.put(key, streamOf(Buffer.from(content, "latin1"), 4), usual));
      expect(failure).toEqual({ kind: "call", reason, final: false });
      expect(await under.everything()).toEqual([]);
    });

    test.each([
      ["RIFF\0\0\0\0AVI LIST", "not audio: it begins with 52 49 46 46"],
      ["\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not audio: it begins with 89 50 4e 47"],
      ["PK\x03\x04\x14\0\0\0\x08\0\0\0", "not audio: it begins with 50 4b 03 04"],
      ["\x1f\x8b\x08\0\0\0\0\0", "not audio: it begins with 1f 8b 08 00"],
      ["MZ\x90\0", "not audio: it begins with 4d 5a 90 00"],
    ])("refuses %j for good and keeps nothing of it", async (content, reason) => {
      const failure = await portFailure(store.put(key, streamOf(Buffer.from(content, "latin1"), 4), usual));
      expect(failure).toEqual({ kind: "call", reason, final: true });
      expect(await under.everything()).toEqual([]);
    });

    test("an empty answer is refused, but may be asked for again", async () => {
      const failure = await portFailure(store.put(key, streamOf(new Uint8Array(0), 1), usual));
      expect(failure).toEqual({ kind: "call", reason: "not audio: it is empty", final: false });
    });

    test("stops at the limit, lets go of the source and keeps nothing", async () => {
      const source = endless();
      const failure = await portFailure(store.put(key, source.body, { maxBytes: 1_000_000, signal: never }));
      expect(failure).toEqual({ kind: "call", reason: "larger than 1000000 bytes", final: true });
      expect(source.cancelled()).toBe(true);
      expect(source.bytes()).toBeLessThan(2_000_000);
      expect(await under.everything()).toEqual([]);
      await store.put(key, streamOf(wav(1000), 100), { maxBytes: 1000, signal: never });
    });

    test("a source that breaks off is an outage and leaves nothing; what was there before stays", async () => {
      const before = wav(3000);
      const { path } = await store.put(key, streamOf(before, 1000), usual);
      const broken = streamOf(wav(90_000), 10_000, () => {
        throw new Error("socket closed");
      });
      expect(await portFailure(store.put(key, broken, usual))).toMatchObject({ kind: "transient" });
      expect(await read(store, path, 0, null)).toEqual(before);
      expect(await under.everything()).toHaveLength(1);
    });

    test("a PortError of the source is passed on as it is", async () => {
      const gone = new PortError({ kind: "call", reason: "gone in the middle" });
      const broken = streamOf(wav(90_000), 10_000, () => {
        throw gone;
      });
      await expect(store.put(key, broken, usual)).rejects.toBe(gone);
    });

    test("stops when told to, also while the source is silent", async () => {
      const stopping = new AbortController();
      const silent = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(wav(1000)),
      });
      const put = store.put(key, silent, { maxBytes: 10_000, signal: stopping.signal });
      setTimeout(() => stopping.abort(new Error("stopping")), 20);
      await expect(put).rejects.toThrow("stopping");
      expect(await under.everything()).toEqual([]);
    });

    test("shows the whole draft, as often as it is asked, before anything stands under the name", async () => {
      const bytes = wav(150_000);
      const seen: boolean[] = [];
      const inspect = async (draft: RecordingDraft) => {
        for (let look = 0; look < 2; look += 1) seen.push(same(await bytesOf(await draft.open()), bytes));
        expect(await store.size(`${key}.wav`)).toBeNull();
      };
      await store.put(key, streamOf(bytes, 9000), { ...usual, inspect });
      expect(seen).toEqual([true, true]);
      expect(await store.size(`${key}.wav`)).toEqual({ bytes: bytes.byteLength });
    });

    test("what the inspection refuses is not kept, and what was there before stays", async () => {
      const refusal = new PortError({ kind: "call", reason: "no samples", final: true });
      const refused = { ...usual, inspect: () => Promise.reject(refusal) };
      await expect(store.put(key, streamOf(wav(9000, 1), 1000), refused)).rejects.toBe(refusal);
      expect(await under.everything()).toEqual([]);
      const before = wav(3000);
      const { path } = await store.put(key, streamOf(before, 1000), usual);
      await expect(store.put(key, streamOf(wav(9000, 1), 1000), refused)).rejects.toBe(refusal);
      expect(await read(store, path, 0, null)).toEqual(before);
      expect(await under.everything()).toHaveLength(1);
    });

    test("a stop during the inspection keeps nothing", async () => {
      const stopping = new AbortController();
      const inspect = async () => stopping.abort(new Error("stopping"));
      const put = store.put(key, streamOf(wav(9000), 1000), { ...usual, signal: stopping.signal, inspect });
      await expect(put).rejects.toThrow("stopping");
      expect(await under.everything()).toEqual([]);
    });

    test("the same bytes again are not written again; other bytes of the same length are", async () => {
      const [one, other] = [wav(70_000, 1), wav(70_000, 2)];
      const first = await store.put(key, streamOf(one, 9000), usual);
      const stamp = await under.stamp(first.path);
      expect(await store.put(key, streamOf(one, 500), usual)).toEqual(first);
      expect(await under.stamp(first.path)).toBe(stamp);
      await store.put(key, streamOf(other, 9000), usual);
      expect(await under.stamp(first.path)).not.toBe(stamp);
      expect(same(await read(store, first.path, 0, null), other)).toBe(true);
      expect(await under.everything()).toHaveLength(1);
    });

    test("reads ranges, both ends included", async () => {
      const bytes = wav(100_000);
      const { path } = await store.put(key, streamOf(bytes, 30_000), usual);
      for (const [start, end] of [
        ...(under.fallsShort ? [] : [[0, 0] as const]),
        [0, 99_999],
        [44, 70_000],
        [99_999, null],
        [12, null],
        [99_000, 1_000_000],
      ] as const) {
        const wanted = bytes.subarray(start, end === null ? undefined : end + 1);
        expect(same(await read(store, path, start, end), wanted)).toBe(true);
      }
    });

    test("a reader that leaves early is let go: no file and no connection stays open", async () => {
      const { path } = await store.put(key, streamOf(wav(2_000_000), 100_000), usual);
      const leave = async () => {
        const reader = (await store.read(path, { start: 0, end: null })).getReader();
        await reader.read();
        await reader.cancel();
      };
      await leave();
      const open = () => readdirSync("/proc/self/fd").length;
      const before = open();
      for (let reader = 0; reader < 50; reader += 1) await leave();
      await expect.poll(() => open() - before, { timeout: 5000 }).toBeLessThan(10);
    });

    test("whoever reads may let go at any moment: nothing is thrown where nobody can catch it", async () => {
      const thrown: unknown[] = [];
      const note = (error: unknown) => thrown.push(error);
      process.on("uncaughtExceptionMonitor", note);
      const stored = await store.put(key, streamOf(wav(400_000), 50_000), usual);
      for (let round = 0; round < 60; round += 1) {
        const reader = (await store.read(stored.path, { start: 0, end: null })).getReader();
        for (let chunk = 0; chunk < round % 10; chunk += 1) await reader.read();
        // At once, or when what is read ahead has come; then with a read under way, or without.
        if (round % 4 < 2) await new Promise((resolve) => setTimeout(resolve, 5));
        if (round % 3 === 0) reader.read().catch(note);
        await reader.cancel();
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
      process.off("uncaughtExceptionMonitor", note);
      expect(thrown).toEqual([]);
    });

    test("what says that it is too large is refused before it is read", async () => {
      const source = endless();
      const said = { maxBytes: 1_000_000, saidBytes: 1_000_001, signal: never };
      expect(await portFailure(store.put(key, source.body, said))).toMatchObject({
        kind: "call",
        final: true,
      });
      expect(source.cancelled()).toBe(true);
      expect(source.bytes()).toBeLessThan(200_000);
      expect(await under.everything()).toEqual([]);
    });

    test("what was removed is gone, and may be removed again", async () => {
      const { path } = await store.put(key, streamOf(wav(1000), 1000), usual);
      await store.remove(path);
      await store.remove(path);
      expect(await store.size(path)).toBeNull();
      expect(await portFailure(store.read(path, { start: 0, end: null }))).toMatchObject({
        kind: "call",
        reason: "the recording is no longer in the vault",
      });
    });

    test("two writers of one key leave one of them, whole", async () => {
      const [one, other] = [wav(300_000, 1), wav(400_000, 2)];
      await Promise.all([
        store.put(key, streamOf(one, 9000), usual),
        store.put(key, streamOf(other, 9000), usual),
      ]);
      expect(await under.everything()).toHaveLength(1);
      if (under.fallsShort) return;
      const kept = await read(store, `${key}.wav`, 0, null);
      expect([one, other].some((written) => same(written, kept))).toBe(true);
    });

    test.each([
      "../outside",
      "a/../../outside",
      "/etc/passwd",
      "a//b",
      "a/./b",
      ".hidden",
      "a\\b",
      "a\0b",
      "",
      "a/",
      "..",
      "recordings/..",
      "recordings/../../../etc/cron.d/x",
      "..\\..\\outside",
      "%2e%2e/outside",
      "a/%2e%2e%2foutside",
      "a/\u2024\u2024/outside",
      "a/..;/outside",
      "a/ ../outside",
      "C:/outside",
      "~/outside",
      "a?versionId=1",
      "a#b",
      "a\nb",
      "a\n",
      "-/../../outside",
      `${"x".repeat(201)}/a`,
      "a/".repeat(300),
    ])("refuses the key %j", async (bad) => {
      await expect(store.put(bad, streamOf(wav(1000), 1000), usual)).rejects.toThrow(/a key is made of/);
      await expect(store.read(bad, { start: 0, end: null })).rejects.toThrow(/a key is made of/);
      await expect(store.size(bad)).rejects.toThrow(/a key is made of/);
      await expect(store.readLink(bad, 60)).rejects.toThrow(/a key is made of/);
      await expect(store.remove(bad)).rejects.toThrow(/a key is made of/);
      expect(await under.everything()).toEqual([]);
    });

    test("holds a few chunks of a long recording, not the recording", async () => {
      const chunk = new Uint8Array(64 * 1024);
      const head = wav(chunk.byteLength);
      let sent = 0;
      let most = 0;
      const before = process.memoryUsage().arrayBuffers;
      const long = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            most = Math.max(most, process.memoryUsage().arrayBuffers - before);
            controller.enqueue(sent === 0 ? head : chunk.slice());
            sent += chunk.byteLength;
            if (sent >= 128 * 1024 * 1024) controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      const stored = await store.put(key, long, { maxBytes: 1e9, signal: never });
      expect(stored.bytes).toBe(128 * 1024 * 1024);
      expect(most).toBeLessThan(64 * 1024 * 1024);
    }, 60_000);
  });
}

/** A WAV header, then bytes that differ by `seed`. */
function wav(bytes: number, seed = 0): Uint8Array {
  const content = Uint8Array.from({ length: bytes }, (_, index) => (index * 31 + seed) % 251);
  content.set(Buffer.from("RIFF\0\0\0\0WAVEfmt ", "latin1"));
  return content;
}

function streamOf(
  bytes: Uint8Array,
  chunk: number,
  end: (controller: ReadableStreamDefaultController<Uint8Array>) => void = (controller) => controller.close(),
) {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.byteLength) return end(controller);
      controller.enqueue(bytes.slice(at, at + chunk));
      at += chunk;
    },
  });
}

function endless() {
  let sent = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = wav(50_000);
      sent += chunk.byteLength;
      controller.enqueue(chunk);
    },
    cancel: () => {
      cancelled = true;
    },
  });
  return { body, cancelled: () => cancelled, bytes: () => sent };
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

async function read(store: AudioStore, path: string, start: number, end: number | null) {
  return bytesOf(await store.read(path, { start, end }));
}

async function bytesOf(stream: ReadableStream<Uint8Array>) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
