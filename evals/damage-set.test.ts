import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { damageSet } from "./damage-set.ts";
import { damageWords } from "./damage-words.ts";
import { readLabelledSet } from "./read-labelled-set.ts";
import { seededBy } from "./seeded.ts";
import { soundex } from "./soundex.ts";
import { spokenVocabulary } from "./spoken-vocabulary.ts";

const golden = path.join(path.dirname(fileURLToPath(import.meta.url)), "golden/calls.jsonl");
const calls = await readLabelledSet(golden, null);

const some = calls.slice(0, 15);

test("the same seed damages in the same way, another one otherwise, and the order of the set changes nothing", () => {
  const damage = { noise: 0.1, swap: 0.05, seed: 1 };
  const damaged = (set: typeof calls, how: typeof damage) => JSON.stringify(damageSet(set, how).calls);
  const once = damaged(some, damage);
  expect(damaged(some, damage)).toBe(once);
  expect(damaged(some, { ...damage, seed: 2 })).not.toBe(once);
  const swaps = { ...damage, noise: 0 };
  const backwards = damageSet(some.toReversed(), swaps).calls.toReversed();
  expect(JSON.stringify(backwards)).toBe(damaged(some, swaps));
});

test("nothing is damaged where nothing was asked for", () => {
  expect(damageSet(some, { noise: 0, swap: 0, seed: 1 }).calls).toEqual(some);
});

test.each([0.02, 0.1, 0.3])("of the golden calls' words and turns the share %f is damaged", (share) => {
  const { calls: damaged, done } = damageSet(calls, { noise: share, swap: share, seed: 7 });
  expect(done.words).toBe(
    calls.flatMap(({ turns }) => turns.flatMap(({ text }) => text.split(/\s+/))).length,
  );
  expect(Math.abs(done.wordsDamaged / done.words - share)).toBeLessThan(0.02);
  expect(Math.abs(done.turnsSwapped / done.turns - share)).toBeLessThan(0.03);
  const pairs = calls.flatMap((call, at) =>
    call.turns.map((turn, index) => ({ turn, other: damaged[at]?.turns[index] })),
  );
  expect(pairs.filter(({ turn, other }) => turn.speaker !== other?.speaker)).toHaveLength(done.turnsSwapped);
  expect(pairs.every(({ turn, other }) => turn.start === other?.start && turn.end === other?.end)).toBe(true);
});

test("whatever is said, undamaged words keep their order and a share of 1 leaves none as it was", () => {
  const vocabulary = spokenVocabulary(["the quick brown fox jumps over their lazy dogs there"]);
  const words = fc.array(fc.constantFrom("the", "there", "quick", "foxes", "jumping"), {
    maxLength: 20,
    size: "max",
  });
  fc.assert(
    fc.property(words, fc.string(), (said, seed) => {
      const text = said.join(" ");
      expect(damageWords(text, 0, seededBy(seed), vocabulary)).toEqual({
        text,
        words: said.length,
        damaged: 0,
      });
      const all = damageWords(text, 1, seededBy(seed), vocabulary);
      expect(all.damaged).toBeGreaterThanOrEqual(Math.floor(said.length / 2));
      if (said.length > 0) expect(all.text).not.toBe(text);
    }),
  );
});

test("voices without a role are not exchanged", () => {
  const [call] = calls;
  if (call === undefined) throw new Error("no golden calls");
  const voices = { ...call, turns: call.turns.map((turn) => ({ ...turn, speaker: "S1" })) };
  const { calls: damaged, done } = damageSet([voices], { noise: 0, swap: 1, seed: 1 });
  expect(damaged).toEqual([voices]);
  expect(done).toMatchObject({ turns: 0, turnsSwapped: 0 });
});

// The examples of the US National Archives and of Knuth, volume 3, section 6.
test.each([
  ["Robert", "R163"],
  ["Rupert", "R163"],
  ["Ashcraft", "A261"],
  ["Tymczak", "T522"],
  ["Pfister", "P236"],
  ["Honeyman", "H555"],
  ["Lee", "L000"],
  ["Gutierrez", "G362"],
])("Soundex of %s is %s", (word, code) => {
  expect(soundex(word)).toBe(code);
});

test("a word is heard as one that sounds alike", () => {
  const vocabulary = spokenVocabulary(["their roof", "there is"]);
  expect(vocabulary.insteadOf("There,", () => 0)).toBe("their");
  expect(["their", "roof", "there", "is"]).toContain(vocabulary.insteadOf("banana", () => 0.99));
});
