import { createAudioProbe } from "@callscript/adapters/audio/audio-probe.ts";
import type { Peaks } from "@callscript/core/ports.ts";
import { expect, test } from "vitest";
import { wavFile } from "../../test/support/wav.ts";
import { measureFacts } from "./measure-facts.ts";

const turn = (speaker: string, start: number | null, end: number | null, text = "words") => ({
  speaker,
  start,
  end,
  text,
});
const measure = (
  segments: ReturnType<typeof turn>[],
  recordingSeconds: number | null,
  more: Partial<Parameters<typeof measureFacts>[0]> = {},
) =>
  Object.fromEntries(
    measureFacts({ segments, recordingSeconds, words: [], peaks: null, earlierCalls: [], ...more }).map(
      (one) => [one.measure, one],
    ),
  );

/** What the vault measures on a real wave: one function a channel, seconds to amplitude 0..1, played as 400 Hz. */
async function peaksOf(seconds: number, ...loudness: ((second: number) => number)[]): Promise<Peaks> {
  const samples = Buffer.alloc(seconds * 8000 * loudness.length * 2);
  for (let frame = 0; frame < seconds * 8000; frame += 1)
    for (const [channel, at] of loudness.entries()) {
      const sample = at(frame / 8000) * Math.sin((frame / 8000) * 400 * 2 * Math.PI);
      samples.writeInt16LE(Math.round(sample * 32_767), (frame * loudness.length + channel) * 2);
    }
  const body = new Blob([new Uint8Array(wavFile(samples, { channels: loudness.length }))]).stream();
  return (await createAudioProbe().measure(body, AbortSignal.timeout(10_000))).peaks;
}

test("the longest silence, also before the first word and after the last", () => {
  const turns = [turn("agent", 2, 5), turn("caller", 6, 9), turn("agent", 50, 55)];
  expect(measure(turns, 60)["longest_silence"]).toMatchObject({
    value: 41,
    unit: "seconds",
    start: 9,
    end: 50,
  });
  expect(measure(turns, 120)["longest_silence"]).toMatchObject({ value: 65, start: 55, end: 120 });
  expect(measure([turn("agent", 40, 45)], 50)["longest_silence"]).toMatchObject({
    value: 40,
    start: 0,
    end: 40,
  });
});

test("what runs on after a goodbye is nobody's waiting", () => {
  const turns = [
    turn("agent", 2, 5),
    turn("caller", 6, 9, "thanks, you have a good one"),
    turn("agent", 9, 10, "Bye."),
  ];
  expect(measure(turns, 90)["longest_silence"]).toMatchObject({ value: 2 });
});

test("speech of two at once is no silence", () => {
  const turns = [turn("agent", 0, 30), turn("caller", 5, 8), turn("agent", 31, 32)];
  expect(measure(turns, 32)["longest_silence"]).toMatchObject({ value: 1 });
});

test("a pause within one voice's turn is seen where the words have seconds", () => {
  const word = (start: number) => ({
    word: "hello",
    start,
    end: start + 0.5,
    confidence: null,
    speaker: "caller",
  });
  const turns = [turn("caller", 1, 60, "hello hello")];
  expect(measure(turns, 61)["longest_silence"]).toMatchObject({ value: 1 });
  expect(measure(turns, 61, { words: [word(1), word(58)] })["longest_silence"]).toMatchObject({
    value: 56.5,
    start: 1.5,
  });
  expect(measure(turns, 61, { words: [word(30)] })["longest_silence"], "half the words").toMatchObject({
    value: 1,
  });
});

test("no words at all is measured, missing times are not", () => {
  expect(measure([], 44)).toMatchObject({ no_speech: { value: 44, unit: "seconds", start: 0, end: 44 } });
  expect(measure([turn("agent", 0, 44, "  ")], 44)).toMatchObject({ no_speech: { value: 44 } });
  expect(measure([], null)).toEqual({});
  expect(measure([turn("agent", null, null)], 44)).toEqual({});
});

test("a turn without times between others takes its words out of the pause, not the pause out of the call", () => {
  const turns = [
    turn("caller", 0, 5),
    turn("caller", null, null, "are you still there"),
    turn("caller", 105, 106),
  ];
  // 100 s, less 4 words of 0.6 s, in the better of two halves.
  expect(measure(turns, 106)["longest_silence"]).toMatchObject({ value: 48.8, start: 5, end: 105 });
});

test("a pause with music is sound without speech, one with line noise is silence: on a real wave", async () => {
  const turns = [turn("agent", 0, 10), turn("caller", 50, 60)];
  const talk = (second: number) => (second < 10 || second >= 50 ? 0.8 : 0);
  const music = await peaksOf(60, (second) => talk(second) || 0.15);
  const noise = await peaksOf(60, (second) => talk(second) || 0.01);
  expect(measure(turns, 60, { peaks: music })).toMatchObject({
    longest_silence: { value: 0 },
    sound_without_speech: { value: 40, start: 10, end: 50 },
  });
  expect(measure(turns, 60, { peaks: noise })).toMatchObject({
    longest_silence: { value: 40 },
    sound_without_speech: { value: 0 },
  });
  expect(measure([], 60, { peaks: music })["no_speech"]?.says).toBe(
    "Nobody speaks in 60 seconds; what is heard is music or noise",
  );
});

test("a channel that nobody is on, unless both voices are on the other one: on a real wave", async () => {
  const oneWay = await peaksOf(
    20,
    () => 0.7,
    (second) => (second < 0.05 ? 0.3 : 0.005),
  );
  const quiet = await peaksOf(
    20,
    () => 0.7,
    (second) => (second > 12 ? 0.1 : 0),
  );
  const alone = [turn("agent", 1, 19, "hello can you hear me")];
  expect(measure(alone, 20, { peaks: oneWay })).toMatchObject({
    silent_channel: { value: 20, unit: "seconds" },
  });
  expect(measure(alone, 20, { peaks: quiet })).not.toHaveProperty("silent_channel");
  expect(measure([...alone, turn("caller", 5, 8)], 20, { peaks: oneWay })).not.toHaveProperty(
    "silent_channel",
  );
  expect(
    measure([], 20, {
      peaks: await peaksOf(
        20,
        () => 0,
        () => 0,
      ),
    }),
  ).not.toHaveProperty("silent_channel");
});

test("the share of talk, where roles are known and there is enough of it", () => {
  const share = (...turns: ReturnType<typeof turn>[]) => measure(turns, 60)["one_sided_speech"];
  expect(share(turn("agent", 0, 30), turn("caller", 30, 40))).toMatchObject({ value: 0.75, unit: "share" });
  expect(share(turn("agent", 0, 25))).toMatchObject({ value: 1, says: "The agent has 100 % of the talk" });
  expect(share(turn("agent", 0, 15)), "a short call").toBeUndefined();
  expect(share(turn("unknown", 0, 50)), "a monologue of nobody in particular").toBeUndefined();
  expect(share(turn("agent", 0, 25), turn("S2", 25, 50))).toBeUndefined();
});

test("earlier calls of the number, with when the last one was", () => {
  const earlierCalls = [
    { id: "a", startTimeUtc: new Date("2026-11-28T14:03:27Z") },
    { id: "b", startTimeUtc: new Date("2026-11-20T09:00:00Z") },
  ];
  expect(measure([turn("agent", null, null)], null, { earlierCalls })["earlier_calls"]).toMatchObject({
    value: 2,
    unit: "calls",
    start: null,
    says: "The same number called this buyer 2 times before within the buyer's window, last at 2026-11-28 14:03 UTC",
  });
});
