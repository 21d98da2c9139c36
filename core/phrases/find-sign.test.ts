import { expect, test } from "vitest";
import { Phrase } from "../rule.ts";
import { matchPhrase } from "./match-phrase.ts";
import { prepareTranscript } from "./prepared-transcript.ts";

/** The turns as "A: words" and "C: words"; what stands before the colon is the speaker. */
function quoteOf(sign: string, ...turns: string[]): string | null {
  const sides: Record<string, string> = { A: "agent", C: "caller" };
  const segments = turns.map((turn) => {
    const [side = "", ...text] = turn.split(": ");
    return { speaker: sides[side] ?? side, start: null, end: null, text: text.join(": ") };
  });
  const phrase = Phrase.parse({ who: "anyone", any: [sign], negatable: false, heeds: [] });
  return matchPhrase(phrase, prepareTranscript(segments))?.quote ?? null;
}

test("a voice that ends two turns with the same six words repeats itself", () => {
  const asked = "A: Great! Is your bill over one hundred dollars a month?";
  const again = "A: I understand. Is your bill over one hundred dollars a month?";
  expect(quoteOf("{repeats_itself}", asked, "C: Who is this?", again)).toBe(again.slice(3, -1));
  expect(quoteOf("{repeats_itself}", asked, "C: Is your bill over one hundred dollars a month?")).toBeNull();
  expect(
    quoteOf("{repeats_itself}", asked, "C: Who?", "A: Is it over one hundred dollars a month or not?"),
  ).toBeNull();
  expect(quoteOf("{repeats_itself}", asked.replace("A:", "S1:"), again.replace("A:", "S1:"))).toBeNull();
});

test("three turns and two in five that open with the same approval open alike", () => {
  const great = ["A: Great! And your name?", "C: Jo.", "A: Okay great. Your zip code?", "C: Who is this?"];
  expect(quoteOf("{same_opening}", ...great, "A: Great! And the year?")).toBe("Great! And your name");
  expect(quoteOf("{same_opening}", ...great)).toBeNull();
  const talk = Array.from({ length: 5 }, (_, index) => `A: And what is number ${index} then`);
  expect(quoteOf("{same_opening}", ...great, "A: Great! And the year?", ...talk)).toBeNull();
  expect(quoteOf("{same_opening}", "A: And you?", "A: And where?", "A: And when?")).toBeNull();
});

const english = [
  "A: Hello, thank you for calling, this is Ann, how can I help you today?",
  "A: I am sorry, I do not know what you are saying, is there somebody with you?",
];

test.each([
  "Necesito seguro para mi camioneta, una Tacoma dos mil quince, la otra compañía me colgó el teléfono",
  "Mwen bezwen yon avoka, mwen te tonbe nan travay la, pye mwen kase, yo pa peye m anyen",
  "здравствуйте я по поводу письма мне пришло письмо про долг есть кто нибудь русский",
  "toi muon hoi ve tai nan xe chong toi bi thuong nang xe tai dung anh co hieu khong",
])("no common language with a caller who says: %s", (said) => {
  expect(quoteOf("{no_common_language}", english[0] ?? "", `C: ${said}`, english[1] ?? "")).toBe(said);
  expect(quoteOf("{other_language}", english[0] ?? "", `C: ${said}`)).toBe(said);
  expect(quoteOf("{no_common_language}", `A: ${said}`, `C: ${said}`)).toBeNull();
});

test("English of few words, names and numbers is no other language", () => {
  const little = "C: Yes hello, house, water, water come down from roof, you come today please, Maple Street";
  expect(quoteOf("{no_common_language}", ...english, little)).toBeNull();
  expect(quoteOf("{no_common_language}", ...english, "C: Forty Pell Street. Pell.")).toBeNull();
  expect(quoteOf("{other_language}", "C: Pell Street")).toBeNull();
});

test("one long turn of another language, however long, is no language of somebody who speaks English else", () => {
  const flood = `A: ${"lorem ipsum dolor sit amet ".repeat(60)}`;
  const caller = "C: I would like to know what the plan is and how much it is a month";
  expect(quoteOf("{no_common_language}", ...english, flood, caller)).toBeNull();
});

test("braces hold a known sign and stand alone", () => {
  const phrase = (pattern: string) => Phrase.safeParse({ who: "anyone", any: [pattern] }).success;
  expect(phrase("{repeats_itself}")).toBe(true);
  expect(phrase("{repeats}")).toBe(false);
  expect(phrase("stop {repeats_itself}")).toBe(false);
});
