import { callFailure } from "@callscript/core/failure.ts";
import type { AudioStore, Log, SpeechEngine, Transcription } from "@callscript/core/ports.ts";
import type { Segment, Word } from "@callscript/core/transcript.ts";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, clearCalls, eventsOf, givenCall } from "../../test/support/given-calls.ts";
import { factoryLane } from "./factory.lane.ts";

const database = await testDatabase();
const { db, sql } = database;
beforeEach(() => clearCalls(database));

const heard: Transcription = {
  segments: [
    { speaker: "agent", start: 0.5, end: 1.5, text: "thank you for calling" },
    { speaker: "caller", start: 2, end: 2.4, text: "hello" },
  ],
  words: [{ word: "hello", start: 2, end: 2.4, confidence: 0.9, speaker: "caller" }],
  facts: { seconds: 3, channels: 2, sampleRate: 16000, codec: "mp3" },
  peaks: { channels: [[-3, 4]], seconds: 3 },
  model: "scripted",
  standIn: true,
  costUsd: "0.0001",
  computeSeconds: 0.2,
};
const engine = (
  transcribe: SpeechEngine["transcribe"],
  ready: Awaited<ReturnType<SpeechEngine["probe"]>> = { ready: true, model: "scripted", standIn: true },
): SpeechEngine => ({
  probe: async () => ready,
  transcribe,
  close: async () => undefined,
});
const refuse = () => Promise.reject(new Error("not part of this test"));
const store: AudioStore = {
  read: async () => new Response("bytes").body ?? new ReadableStream(),
  put: refuse,
  size: refuse,
  readLink: refuse,
  remove: refuse,
};
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const run = (speech: SpeechEngine, signal = new AbortController().signal, log: Log = quiet) =>
  factoryLane(
    { db, store, speech, clock: { now: () => new Date() }, log },
    { worker: "f", batch: 3, budgetMs: 60_000, signal, stereoRoles: ["agent", "caller"] },
  );

test("a transcript is written with its words, facts, peaks, model and cost", async () => {
  const id = await givenCall(database, { status: "downloaded" });
  expect(await run(engine(async () => heard))).toMatchObject({
    claimed: 1,
    done: 1,
    failed: 0,
    more: false,
    paused: null,
  });
  expect(await callOf(database, id)).toMatchObject({
    status: "transcribed",
    transcript_text: "agent: thank you for calling\ncaller: hello",
    transcript_segments: heard.segments,
    speech_model: "scripted",
    speech_stand_in: true,
    recording_seconds: 3,
    recording_channels: 2,
    retry_count: 0,
    locked_by: null,
  });
  expect(await eventsOf(database, id)).toEqual([
    "claimed downloaded>processing",
    "finished processing>transcribed",
  ]);
  expect(
    await sql(
      "select words, peaks, cost_usd::text from core.call_words natural join core.call_peaks natural join core.call_events where cost_usd > 0",
    ),
  ).toEqual([{ words: heard.words, peaks: heard.peaks, cost_usd: "0.00010000" }]);
});

test("a card number, its code and a social-security number are stored nowhere, and their seconds are kept", async () => {
  const spoken = [
    ["agent", "what is the card number"],
    ["caller", "sure four five three nine"],
    ["agent", "mm-hm"],
    ["caller", "five seven eight seven 6362 uh one four eight six"],
    ["agent", "and the three digits on the back"],
    ["caller", "three four five"],
    ["agent", "last your social"],
    ["caller", "it's two one nine oh nine 9999 okay"],
  ] as const;
  let at = 0;
  const segments: Segment[] = [];
  const words: Word[] = [];
  for (const [speaker, text] of spoken) {
    const start = at;
    for (const word of text.split(" ")) {
      words.push({ word, start: at, end: at + 0.5, confidence: 0.9, speaker });
      at += 0.5;
    }
    segments.push({ speaker, start, end: at, text });
    at += 1;
  }
  const id = await givenCall(database, { status: "downloaded" });
  const logged: unknown[] = [];
  const log = {
    ...quiet,
    info: (message: string, fields?: Record<string, unknown>) => logged.push(message, fields),
  };
  await run(
    engine(async () => ({ ...heard, segments, words })),
    undefined,
    log,
  );
  const call = await callOf(database, id);
  expect(call["transcript_segments"]).toEqual(
    segments.map((segment, turn) => ({
      ...segment,
      text: [
        "what is the card number",
        "sure [card]",
        "mm-hm",
        "[card]",
        "and the three digits on the back",
        "[cvv]",
        "last your social",
        "it's [ssn] okay",
      ][turn],
    })),
  );
  const [stored] = await sql("select words from core.call_words where call_id = $1", id);
  expect(stored?.["words"]).toEqual(
    expect.arrayContaining([
      { word: "[card]", start: 4, end: 6, confidence: 0.9, speaker: "caller" },
      {
        word: "[ssn]",
        start: segments[7]?.start === undefined ? 0 : (segments[7].start ?? 0) + 0.5,
        end: (segments[7]?.end ?? 0) - 0.5,
        confidence: 0.9,
        speaker: "caller",
      },
    ]),
  );
  const everything = await sql(
    `select to_jsonb(c)::text || w.words::text || (select string_agg(to_jsonb(e)::text, '') from core.call_events e where e.call_id = c.id)
      as text from core.calls c join core.call_words w on w.call_id = c.id where c.id = $1`,
    id,
  );
  for (const said of [
    "four five three",
    "one four eight six",
    "6362",
    "three four five",
    "two one nine",
    "9999",
  ])
    expect(JSON.stringify([everything, logged])).not.toContain(said);
  for (const word of ["four", "seven", "6362", "nine"])
    expect(JSON.stringify(stored)).not.toContain(`"${word}"`);
  expect(logged).toContainEqual(expect.objectContaining({ masked: 4 }));
});

test("without a model the lane pauses with the reason and touches no call; with one it goes on", async () => {
  const id = await givenCall(database, { status: "downloaded" });
  const report = await run(engine(refuse, { ready: false, reason: "no speech model" }));
  expect(report).toMatchObject({ claimed: 0, paused: "speech: no speech model" });
  expect(await callOf(database, id)).toMatchObject({
    status: "downloaded",
    retry_count: 0,
    transcript_text: null,
  });
  expect(await eventsOf(database, id)).toEqual([]);
  expect(await run(engine(async () => heard))).toMatchObject({ done: 1 });
});

test("a crash counts the attempt and the others go on; a file that is no audio fails at once", async () => {
  const [good, crashing, broken] = [
    await givenCall(database, { status: "downloaded" }),
    await givenCall(database, { status: "downloaded" }),
    await givenCall(database, { status: "downloaded" }),
  ];
  let turn = 0;
  const failures = [
    callFailure("not audio: it is a web page", { final: true }),
    callFailure("the speech engine crashed (SIGSEGV)"),
  ];
  const report = await run(
    engine(async () => {
      const failure = failures[turn];
      turn += 1;
      if (failure) throw failure;
      return heard;
    }),
  );
  expect(report).toMatchObject({ claimed: 3, done: 1, failed: 2 });
  expect(await callOf(database, broken)).toMatchObject({
    status: "failed",
    processing_error: "not audio: it is a web page",
  });
  expect(await callOf(database, crashing)).toMatchObject({ status: "downloaded", retry_count: 1 });
  expect((await callOf(database, good))["status"]).toBe("transcribed");
});

test("told to stop while an engine works, the call is given back with its attempt", async () => {
  const id = await givenCall(database, { status: "downloaded" });
  const controller = new AbortController();
  const speech = engine((_recording, { signal }) => {
    controller.abort();
    return Promise.reject(signal.reason);
  });
  await run(speech, controller.signal);
  expect(await callOf(database, id)).toMatchObject({ status: "downloaded", retry_count: 0, locked_by: null });
  expect(await eventsOf(database, id)).toEqual([
    "claimed downloaded>processing",
    "given_back processing>downloaded",
  ]);
});

test("who lost the lease while transcribing writes nothing", async () => {
  const id = await givenCall(database, { status: "downloaded" });
  const report = await run(
    engine(async () => {
      await sql("update core.calls set locked_by = 'another' where id = $1", id);
      return heard;
    }),
  );
  expect(report).toMatchObject({ claimed: 1, done: 0, failed: 0 });
  expect(await callOf(database, id)).toMatchObject({
    status: "processing",
    locked_by: "another",
    transcript_text: null,
  });
});
