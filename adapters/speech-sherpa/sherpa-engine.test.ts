import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { failureOf } from "@callscript/core/failure.ts";
import type { SpeechEngine } from "@callscript/core/ports.ts";
import { allCalls } from "@callscript/demo/calls/all-calls.ts";
import { demoRoot } from "@callscript/demo/demo-root.ts";
import { makeStandInModels } from "@callscript/demo/voice-code/make-models.ts";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { childrenOfThis } from "../../test/support/children-of-this.ts";
import { createSherpaEngine } from "./sherpa-engine.ts";

const root = path.resolve(import.meta.dirname, "../..");
/** The bundle that CallScript itself runs: from TypeScript sources each child would take a second longer to start. */
const childPath = path.join(root, "dist/speech-child.mjs");
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const data = process.env["CALLSCRIPT_TEST_DATA"];
const signal = new AbortController().signal;
const models = mkdtempSync(path.join(tmpdir(), "callscript-models-"));
const opened: SpeechEngine[] = [];
const engineOf = (options: { modelDir?: string; timeoutSeconds?: number; workers?: number } = {}) => {
  const engine = createSherpaEngine({
    modelDir: models,
    workers: 1,
    allowStandIn: true,
    childPath,
    log,
    ...options,
  });
  opened.push(engine);
  return engine;
};
beforeAll(async () => {
  // Bundles the sources where they changed.
  await promisify(execFile)(process.execPath, [
    path.join(root, "apps/runner/bin/callscript.mjs"),
    "--version",
  ]);
  await makeStandInModels(models);
});
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});
afterAll(() => rmSync(models, { recursive: true, force: true }));

const mp3 = (id: string) => readFileSync(path.join(demoRoot(), `calls/${id}.mp3`));
const transcribe = (engine: SpeechEngine, bytes: Uint8Array, stop = signal) =>
  engine.transcribe(new Blob([new Uint8Array(bytes)]).stream(), {
    stereoRoles: ["agent", "caller"],
    signal: stop,
  });
const children = () => childrenOfThis(childPath);

/** Two at a time, as two lanes would. */
async function inPairs<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all([lane(), lane()]);
}

test("every demo recording comes back word for word, with the right speakers", async () => {
  const engine = engineOf({ workers: 2 });
  await inPairs(allCalls, async (call) => {
    const heard = await transcribe(engine, mp3(call.id));
    expect(heard.standIn).toBe(true);
    const text = (speaker: string) =>
      heard.segments.filter((turn) => turn.speaker === speaker).map((turn) => turn.text);
    const written = (speaker: string) =>
      call.turns.filter((turn) => turn.speaker === speaker).map((turn) => turn.text);
    const labels = [...new Set(heard.segments.map((turn) => turn.speaker))];
    const [agent, caller] = labels.includes("agent") ? ["agent", "caller"] : labels;
    expect(text(agent ?? "").join(" "), call.id).toBe(written("agent").join(" "));
    expect(text(caller ?? "").join(" "), call.id).toBe(written("caller").join(" "));
  });
}, 120_000);

test("bytes that are no audio fail this call for good, and the next call is transcribed", async () => {
  const engine = engineOf();
  const failure = await transcribe(engine, Buffer.from("<html>Not found</html>".repeat(100))).catch(
    failureOf,
  );
  expect(failure).toMatchObject({ kind: "call", final: true });
  expect((await transcribe(engine, mp3("auto-quote"))).segments.length).toBeGreaterThan(3);
}, 60_000);

test("a model that cannot be loaded is the lane's trouble, not the call's", async () => {
  const broken = mkdtempSync(path.join(tmpdir(), "callscript-models-"));
  try {
    await makeStandInModels(broken);
    truncateSync(path.join(broken, "encoder.onnx"), 100);
    const failure = await transcribe(engineOf({ modelDir: broken }), mp3("auto-quote")).catch(failureOf);
    expect(failure).toMatchObject({ kind: "lane", reason: expect.stringContaining("cannot be loaded") });
  } finally {
    rmSync(broken, { recursive: true, force: true });
  }
}, 60_000);

test("a stop ends the call in hand within two seconds; the next call gets a new child", async () => {
  const engine = engineOf();
  await transcribe(engine, mp3("auto-quote"));
  const stop = new AbortController();
  const began = Date.now();
  const stopped = transcribe(engine, mp3("medicare-pitch"), stop.signal).catch(failureOf);
  setImmediate(() => stop.abort());
  expect(await stopped).toMatchObject({ kind: "call", reason: "stopped" });
  expect(Date.now() - began).toBeLessThan(2_000);
  expect((await transcribe(engine, mp3("auto-quote"))).segments.length).toBeGreaterThan(3);
}, 60_000);

test("a call that takes too long and a child that is killed each fail one call", async () => {
  const hasty = engineOf({ timeoutSeconds: 0.01 });
  expect(await transcribe(hasty, mp3("auto-quote").subarray(0, 10)).catch(failureOf)).toMatchObject({
    kind: "call",
    reason: expect.stringContaining("took longer than"),
  });
  await hasty.close();

  const engine = engineOf();
  await transcribe(engine, mp3("auto-quote"));
  const running = transcribe(engine, mp3("medicare-pitch")).catch(failureOf);
  setImmediate(() => {
    for (const pid of children()) process.kill(pid, "SIGKILL");
  });
  expect(await running).toMatchObject({ kind: "call", reason: expect.stringContaining("crashed (SIGKILL)") });
  expect((await transcribe(engine, mp3("auto-quote"))).segments.length).toBeGreaterThan(3);
}, 60_000);

test("a closed engine leaves no child behind", async () => {
  const engine = engineOf({ workers: 2 });
  await Promise.all([transcribe(engine, mp3("auto-quote")), transcribe(engine, mp3("auto-son"))]);
  expect(children().length).toBe(2);
  await engine.close();
  await expect.poll(children, { timeout: 5_000 }).toEqual([]);
}, 60_000);

test("a recording that no model is there for is let go of", async () => {
  const engine = engineOf({ modelDir: path.join(models, "nowhere") });
  let cancelled = false;
  const recording = new ReadableStream<Uint8Array>({
    cancel: () => {
      cancelled = true;
    },
  });
  await expect(
    engine.transcribe(recording, { stereoRoles: ["agent", "caller"], signal }),
  ).rejects.toMatchObject({ failure: { kind: "lane" } });
  expect(cancelled).toBe(true);
});

test("a child that cannot be started is no call's fault, told to stop or not, and ends nothing else", async () => {
  const node = process.execPath;
  process.execPath = "/nowhere/node";
  try {
    expect(
      failureOf(await transcribe(engineOf(), mp3("auto-quote")).catch((error: unknown) => error)),
    ).toEqual({
      kind: "transient",
      reason: "the speech engine is out of reach: spawn /nowhere/node ENOENT",
    });
    await expect(transcribe(engineOf(), mp3("auto-quote"), AbortSignal.abort())).rejects.toThrow("stopped");
    // What is thrown where nobody can catch it comes a little later, and fails this run.
    await new Promise((resolve) => setTimeout(resolve, 50));
  } finally {
    process.execPath = node;
  }
});

const Recording = z.object({
  file: z.string(),
  kind: z.string(),
  codec: z.string(),
  channels: z.int(),
  duration: z.number(),
});

/** Of each kind, codec and number of channels the two shortest. */
function recordingsOfEachKind(folder: string): string[] {
  const all = readFileSync(path.join(folder, "index.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => Recording.parse(JSON.parse(line)))
    .sort((one, other) => one.duration - other.duration);
  const kindOf = ({ kind, codec, channels }: z.infer<typeof Recording>) => `${kind}, ${codec}, ${channels}`;
  return all
    .filter((one, at) => all.slice(0, at).filter((earlier) => kindOf(earlier) === kindOf(one)).length < 2)
    .map(({ file }) => file);
}

test.skipIf(!data)(
  "real recordings of every kind go through the native pipeline without a crash (skipped without CALLSCRIPT_TEST_DATA)",
  async () => {
    const folder = path.join(data ?? "", "audio");
    const files = recordingsOfEachKind(folder);
    expect(files.length).toBeGreaterThan(8);
    const engine = engineOf({ workers: 2 });
    const pids = new Set<number>();
    await inPairs(files, async (file) => {
      const heard = await transcribe(engine, readFileSync(path.join(folder, file)));
      expect(heard.facts.seconds, file).toBeGreaterThan(0);
      for (const pid of children()) pids.add(pid);
    });
    expect(pids.size, "a child that crashed would have been replaced").toBe(2);
  },
  300_000,
);
