import fc from "fast-check";
import { expect, test } from "vitest";
import { findQuote } from "./find-quote.ts";

test("exact, normalised and fuzzy quotes come back as the transcript's own span", () => {
  const turn = "Well, I’m calling from Medicare -- the national card department, in Baltimore.";
  expect(findQuote(turn, "calling from Medicare")).toEqual({
    quote: "calling from Medicare",
    verified: "exact",
  });
  expect(findQuote(turn, "i'm calling from medicare, the national card department")).toEqual({
    quote: "I’m calling from Medicare -- the national card department",
    verified: "normalised",
  });
  expect(findQuote(turn, "calling from medicare the nation card department in baltimore")).toEqual({
    quote: "calling from Medicare -- the national card department, in Baltimore",
    verified: "fuzzy",
  });
});

test("what was not said is not found, and a lost negation is not a typing error", () => {
  expect(findQuote("we are not with the government at all", "we are with the government at all")).toBeNull();
  expect(findQuote("thank you for calling", "you are stupid")).toBeNull();
  expect(findQuote("thank you for calling", "   ")).toBeNull();
});

test("whatever is found stands verbatim in the turn", () => {
  const words = fc.array(
    fc.constantFrom("we", "are", "not", "Medicare,", "the", "card", "is", "free!", "I’m", "sure", "$500"),
    { minLength: 1, maxLength: 25 },
  );
  fc.assert(
    fc.property(words, fc.nat(24), fc.nat(24), fc.boolean(), (said, a, b, shout) => {
      const turn = said.join(" ");
      const quote = said.slice(Math.min(a, b), Math.max(a, b) + 1).join("  ");
      const found = findQuote(turn, shout ? quote.toUpperCase() : quote);
      if (found) expect(turn).toContain(found.quote);
      else expect(quote.replace(/[^\p{L}\p{N}]/gu, "")).toBe("");
    }),
  );
});
