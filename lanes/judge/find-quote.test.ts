import fc from "fast-check";
import { expect, test } from "vitest";
import { findQuote } from "./find-quote.ts";

test("exact, normalised and fuzzy quotes come back as the transcript's own span", () => {
  const turn = "Well, I’m calling from Medicare -- the national card department, in Baltimore.";
  expect(findQuote(turn, "calling from Medicare")).toEqual({
    quote: "calling from Medicare",
    verified: "exact",
    from: 10,
    to: 31,
  });
  expect(findQuote(turn, "i'm calling from medicare, the national card department")).toMatchObject({
    quote: "I’m calling from Medicare -- the national card department",
    verified: "normalised",
  });
  expect(findQuote(turn, "calling from medicare the nation card department in baltimore")).toMatchObject({
    quote: "calling from Medicare -- the national card department, in Baltimore",
    verified: "fuzzy",
  });
});

test.each([
  ["a negation lost", "we are not with the government at all", "we are with the government at all"],
  ["a negation gained", "you can stop paying the cards today", "you can not stop paying the cards today"],
  [
    "a negation contracted away",
    "they can't sue you while you're enrolled",
    "they can sue you while you're enrolled",
  ],
  ["never for ever", "you will never see another bill from us", "you will ever see another bill from us"],
  [
    "a number",
    "that is fifteen dollars a month for everything",
    "that is fifty dollars a month for everything",
  ],
  ["digits", "it is $150 a month for the whole plan", "it is $15 a month for the whole plan"],
  ["six for sixty", "we have sixty plans in your county today", "we have six plans in your county today"],
  ["a name", "my name is Marie from the benefits office", "my name is Maria from the benefits office"],
  [
    "another programme",
    "you are calling about your medicaid benefits today",
    "you are calling about your medicare benefits today",
  ],
  [
    "the opposite prefix",
    "that would be illegal under our state law",
    "that would be legal under our state law",
  ],
  ["the opposite ending", "this is a careless way to do it all", "this is a careful way to do it all"],
  ["harmless for harm", "that is harmless to your credit my friend", "that is harm to your credit my friend"],
  [
    "a condition left out",
    "you get the card only if you qualify for it",
    "you get the card if you qualify for it",
  ],
  [
    "words left out of the middle",
    "we are not the government we sell Medicare plans",
    "we are ... the government",
  ],
  ["words left out with an ellipsis", "we are not the government we sell plans", "we are… the government"],
  ["half a word", "he is in the first class seat", "ass"],
  ["other words", "thank you for calling", "you are stupid"],
  ["nothing", "thank you for calling", "   "],
  ["punctuation", "thank you, for calling...", "..."],
  ["a symbol", "great 👍 thank you", "👍"],
  ["one letter", "I am a member", "a"],
  ["words that say nothing", "so it is the one for you", "it is the"],
  ["more than the turn has", "thank you", "thank you ".repeat(200)],
])("not there: %s", (_, turn, quote) => {
  expect(findQuote(turn, quote)).toBeNull();
});

test.each([
  [
    "composed accents for decomposed ones",
    "le llamo de la adm\u0069nistracio\u0301n hoy",
    "administraci\u00f3n",
    "normalised",
  ],
  ["accents left out", "¿Está usted en Medicaré?", "esta usted en medicare", "normalised"],
  ["both Turkish i", "İSTANBUL ofisinden arıyorum", "istanbul ofisinden ariyorum", "normalised"],
  ["curly apostrophes", "you’ve been selected", "you've been selected", "normalised"],
  ["full width", "ｆｒｅｅ card for you", "free card", "normalised"],
  ["quotation marks around it", "that's guaranteed", "“that's guaranteed”", "exact"],
  ["dots around it", "the last one that's guaranteed okay", "...that's guaranteed...", "exact"],
  ["the label of its line", "that's guaranteed", "[1:04b] A: that's guaranteed", "exact"],
  ["an answer of one word", "Yes.", "yes", "normalised"],
  ["a language without spaces", "我们是医疗保险局打来的电话", "医疗保险局", "exact"],
  [
    "fillers left out",
    "so uh we are calling from um the benefits office today",
    "we are calling from the benefits office today",
    "fuzzy",
  ],
  [
    "a contraction spelled out",
    "we don't offer that plan in your area",
    "we do not offer that plan in your area",
    "fuzzy",
  ],
  ["gonna", "your score is not gonna drop one point", "your score is not going to drop one point", "fuzzy"],
  [
    "another form of a word",
    "they calls you about the free cards today",
    "they call you about the free cards today",
    "fuzzy",
  ],
] as const)("there: %s", (_, turn, quote, verified) => {
  const found = findQuote(turn, quote);
  expect(found?.verified).toBe(verified);
  expect(turn.slice(found?.from, found?.to)).toBe(found?.quote);
});

test("whatever is found stands verbatim in the turn, and what was said is found", () => {
  const words = fc.array(
    fc.constantFrom("we", "are", "not", "Medicare,", "the", "card", "is", "free!", "I’m", "sure", "$500"),
    { minLength: 1, maxLength: 25, size: "max" },
  );
  fc.assert(
    fc.property(words, fc.nat(24), fc.nat(24), fc.boolean(), (said, a, b, shout) => {
      const turn = said.join(" ");
      const quote = said.slice(Math.min(a, b), Math.max(a, b) + 1).join("  ");
      const found = findQuote(turn, shout ? quote.toUpperCase() : quote);
      if (found) expect(turn.slice(found.from, found.to)).toBe(found.quote);
      else expect(quote).toMatch(/^(?:(?:we|the|is)\b\s*)*$/);
    }),
  );
});

test("a quote of hundreds of words is found word for word or not at all", () => {
  const turn = Array.from({ length: 300 }, (_, at) => `word${String.fromCharCode(97 + (at % 26))}`).join(" ");
  expect(findQuote(turn, turn.toUpperCase())).toMatchObject({ verified: "normalised" });
  expect(findQuote(turn, `um ${turn}`)).toBeNull();
  const short = turn.split(" ").slice(0, 20).join(" ");
  expect(findQuote(turn, short.replace(" ", " um "))).toMatchObject({ verified: "fuzzy" });
});
