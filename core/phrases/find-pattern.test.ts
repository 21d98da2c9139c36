import fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern } from "./compile-pattern.ts";
import { findPattern } from "./find-pattern.ts";
import { prepareTranscript } from "./prepared-transcript.ts";

const words = ["alpha", "bravo", "carol", "delta", "echo"];
const said = (text: string, speaker: string) => ({ speaker, text, start: null, end: null });

/** The turns of a call in which the words of a pattern without gaps or options stand one after the other. */
function turnsWith(texts: readonly string[], pattern: readonly (readonly string[])[]): number[] {
  return texts.flatMap((text, turn) => {
    const spoken = text.split(" ");
    const isHere = (at: number) => pattern.every((group, index) => group.includes(spoken[at + index] ?? ""));
    return spoken.some((_, at) => isHere(at)) ? [turn] : [];
  });
}

test("what is found is what is there: in calls of any number of turns, whoever may have said it", () => {
  const turn = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((turns) =>
    // A word said twice in a row counts once.
    turns.filter((word, index) => word !== turns[index - 1]).join(" "),
  );
  const group = fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(turn, fc.constantFrom("agent", "caller", "unknown")), {
        maxLength: 100,
        size: "max",
      }),
      fc.array(group, { minLength: 1, maxLength: 3 }),
      fc.constantFrom("anyone" as const, "agent" as const, "caller" as const),
      (call, groups, by) => {
        const pattern = compilePattern(groups.map((one) => `(${one.join("|")})`).join(" "));
        const transcript = prepareTranscript(call.map(([text, speaker]) => said(text, speaker)));
        const found = new Set(
          findPattern(transcript, pattern, by).map(({ from }) => transcript.turnOf[from]),
        );
        const all = turnsWith(
          call.map(([text]) => text),
          groups,
        );
        const theirs = all.filter((at) => by === "anyone" || ["unknown", by].includes(call[at]?.[1] ?? ""));
        expect(all).toEqual(expect.arrayContaining([...found]));
        expect([...found]).toEqual(expect.arrayContaining(theirs));
      },
    ),
    { numRuns: 500 },
  );
});

test("a pattern that is new after a call was looked up is found in it, and one of known words is too", () => {
  const transcript = prepareTranscript([said("quite some zebras here", "agent")]);
  expect(findPattern(transcript, compilePattern("no giraffes"))).toEqual([]);
  expect(findPattern(transcript, compilePattern("zebras"))).toEqual([{ from: 2, to: 3 }]);
  expect(findPattern(transcript, compilePattern("(giraffes|zebras)"))).toEqual([{ from: 2, to: 3 }]);
});
