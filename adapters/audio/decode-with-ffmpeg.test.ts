import { getEventListeners } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { transient } from "@callscript/core/failure.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAudioProbe } from "./audio-probe.ts";

const never = new AbortController().signal;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "callscript-ffmpeg-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A program in ffmpeg's place, on the path: reads standard input, writes standard output. */
function ffmpegThat(script: string): void {
  const file = path.join(folder, "ffmpeg");
  writeFileSync(file, `#!${process.execPath}\n${head}\n${script}`);
  chmodSync(file, 0o700);
  vi.stubEnv("PATH", folder);
}
/** The WAV header that ffmpeg writes into a pipe: it does not know how long it will be. */
const head = `
const head = Buffer.alloc(44);
head.write("RIFF\\xff\\xff\\xff\\xffWAVEfmt \\x10\\0\\0\\0\\x01\\0\\x01\\0", 0, "latin1");
head.writeUInt32LE(8000, 24); head.writeUInt32LE(16000, 28); head.writeUInt16LE(2, 32); head.writeUInt16LE(16, 34);
head.write("data\\xff\\xff\\xff\\xff", 36, "latin1");
const second = Buffer.alloc(16000, 7);`;
const decodes = (seconds: number) => `
process.stdin.resume().on("end", () => {
  process.stdout.write(head);
  for (let at = 0; at < ${seconds}; at += 1) process.stdout.write(second);
});`;

const flac = (bytes = 100_000): ReadableStream<Uint8Array> => {
  const file = new Uint8Array(bytes);
  file.set(new TextEncoder().encode("fLaC"));
  return new Blob([file]).stream();
};
const measure = (recording = flac(), signal = never, maxSeconds = 60) =>
  createAudioProbe({ maxSeconds }).measure(recording, signal);

test("what ffmpeg decodes is measured", async () => {
  ffmpegThat(decodes(3));
  expect((await measure()).facts).toEqual({ seconds: 3, channels: 1, sampleRate: 8000, codec: "flac" });
});

test("it is asked for a second more than the limit, so that nothing is cut short unseen", async () => {
  ffmpegThat(`
    const asked = Number(process.argv[process.argv.indexOf("-t") + 1]);
    process.stdin.resume().on("end", () => { process.stdout.write(head); for (let at = 0; at < asked; at += 1) process.stdout.write(second); });`);
  await expect(measure()).rejects.toMatchObject({
    failure: { kind: "call", final: true, reason: "the recording is longer than 1 minutes" },
  });
});

test("a program that has heard enough may stop reading", async () => {
  ffmpegThat(
    `process.stdin.once("data", () => process.stdout.write(Buffer.concat([head, second]), () => process.exit(0)));`,
  );
  expect((await measure(flac(4_000_000))).facts.seconds).toBe(1);
});

test.each([
  [`process.stderr.write("no such stream\\n", () => process.exit(1));`, "no such stream", true],
  ["process.exit(3);", "exit 3", true],
  [`process.kill(process.pid, "SIGKILL");`, "exit SIGKILL", false],
  [`process.stdin.resume().on("end", () => process.stdout.write(head));`, "it found no sound", true],
])("%s: the call fails with %j", async (script, why, final) => {
  ffmpegThat(script);
  await expect(measure()).rejects.toMatchObject({
    failure: { kind: "call", final, reason: `ffmpeg could not decode the recording (flac): ${why}` },
  });
});

test("a machine without ffmpeg says so, and may be given one", async () => {
  vi.stubEnv("PATH", folder);
  await expect(measure()).rejects.toMatchObject({
    failure: {
      kind: "call",
      reason: "the recording is flac: this machine cannot decode it; install ffmpeg for it",
      retryAfterSeconds: 3600,
    },
  });
});

test("a source that breaks off is the source's failure, not the recording's", async () => {
  ffmpegThat(decodes(3));
  const gone = transient("the recording broke off");
  let sent = 0;
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent > 0) return controller.error(gone);
      sent += 1;
      controller.enqueue(new TextEncoder().encode("fLaC and a little more"));
    },
  });
  await expect(measure(broken)).rejects.toBe(gone);
});

test("nothing is left of a recording on the signal that stops them all", async () => {
  const all = new AbortController().signal;
  vi.stubEnv("PATH", folder);
  await expect(measure(flac(), all)).rejects.toThrow("install ffmpeg");
  ffmpegThat(decodes(1));
  await measure(flac(), all);
  expect(getEventListeners(all, "abort")).toEqual([]);
});

test("told to stop, it ends the program and lets go of the source", async () => {
  const stopping = new AbortController();
  ffmpegThat(`process.stdin.resume(); setInterval(() => undefined, 1000);`);
  let cancelled = false;
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode("fLaC and a little more"));
      sent += 1;
      if (sent === 1000) stopping.abort();
    },
    cancel: () => {
      cancelled = true;
    },
  });
  await expect(measure(endless, stopping.signal)).rejects.toThrow();
  expect(cancelled).toBe(true);
});
