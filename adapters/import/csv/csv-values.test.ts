import fc from "fast-check";
import { expect, test } from "vitest";
import type { Delimiter } from "./find-delimiter.ts";
import { readAmount } from "./read-amount.ts";
import { readSeconds } from "./read-seconds.ts";
import { transcriptTurns } from "./transcript-turns.ts";

const usd = (text: string, delimiter: Delimiter = ",") => {
  const read = readAmount(text, delimiter);
  return read.ok ? read.usd : null;
};

test.each([
  ["$1,234.50", "1234.50"],
  ["1.234,50", "1234.50"],
  ["1,234,567.891", "1234567.891"],
  ["1.234.567", "1234567"],
  ["61", "61"],
  ["61.00", "61.00"],
  [".5", "0.5"],
  ["0,125", "0.125"],
  ["12,5", "12.5"],
  ["1,234", "1234"],
  ["1.234", "1.234"],
  ["-$5.00", "-5.00"],
  ["($5.00)", "-5.00"],
  ["$ 5 USD", "5"],
  ["USD 5", "5"],
  ["12,50 $", "12.50"],
  ["$-5.00", "-5.00"],
  ["- $5.00", "-5.00"],
  ["1 234,50", "1234.50"],
  ["1 234 567", "1234567"],
  ["1\u202f234\u202f567,125", "1234567.125"],
  ["-0", "0"],
])("%s is %s dollars", (text, amount) => {
  expect(usd(text)).toBe(amount);
});

test.each([
  "€5",
  "five",
  "1,23,4",
  "1.2.3",
  "5%",
  "99999999999",
  "1,234.567,8",
  "--",
  "1e3",
  "5.00-",
  "10-20",
  "2026-11-20",
  "--5",
  "-$-5",
  "(-5.00)",
  "5 6",
  "1 23",
  "1234 567",
  "1 234,567.50",
  "1 234\u00a0567",
  "1$5",
  "$5$",
  "$",
  "-",
  "()",
  "5.00-$",
])("%s is no amount", (text) => {
  expect(usd(text)).toBeNull();
});

test("one mark before three digits is ambiguous where commas do not separate the columns", () => {
  for (const delimiter of [";", "\t"] as const) {
    expect(usd("1,234", delimiter)).toBeNull();
    expect(usd("1.234", delimiter)).toBeNull();
    expect(usd("0.125", delimiter)).toBe("0.125");
    expect(usd("1.234,50", delimiter)).toBe("1234.50");
    expect(readAmount("1.234", delimiter)).toEqual({
      ok: false,
      reason: '"1.234" may be 1234 or 1.234',
    });
  }
});

test("dollars written the American way are read to the cent", () => {
  fc.assert(
    fc.property(fc.integer({ min: -9_999_999_899, max: 9_999_999_899 }), (cents) => {
      const amount = (cents / 100).toFixed(2).replace(/^-0.00$/, "0.00");
      const shown = (cents / 100).toLocaleString("en-US", { style: "currency", currency: "USD" });
      expect(usd(shown)).toBe(amount);
    }),
  );
});

test.each([
  ["126", 126],
  ["126.4", 126],
  ["2:06", 126],
  ["0:02:06", 126],
  ["00:02:06.7", 127],
  ["100:00:00", 360_000],
  ["2:99", null],
  ["-5", null],
  ["two", null],
  ["3000000000", null],
])("a length of %s is %s seconds", (text, seconds) => {
  expect(readSeconds(text)).toBe(seconds);
});

test("lines with speakers are turns; what follows without one goes on", () => {
  expect(
    transcriptTurns(
      "Agent: thank you\r\nfor calling\n\n[0:12] caller:  who is this?\n[1:02:03] Speaker 2: hi\nNote: x\nSPEAKER_00: yes",
    ),
  ).toEqual([
    { speaker: "Agent", start: null, text: "thank you\nfor calling" },
    { speaker: "caller", start: 12, text: "who is this?" },
    { speaker: "Speaker 2", start: 3723, text: "hi\nNote: x" },
    { speaker: "SPEAKER_00", start: null, text: "yes" },
  ]);
});

test("a text without speakers is one turn, and nothing is none", () => {
  expect(transcriptTurns("hello there: this is it")).toEqual([
    { speaker: null, start: null, text: "hello there: this is it" },
  ]);
  expect(transcriptTurns(" \n Agent: \n")).toEqual([]);
  expect(transcriptTurns("(music)\nAgent: hi")).toEqual([
    { speaker: null, start: null, text: "(music)" },
    { speaker: "Agent", start: null, text: "hi" },
  ]);
});
