import fc from "fast-check";
import { expect, test } from "vitest";
import { hitLine, toCallRow } from "./call-row.ts";

const hit = (text: string, ...ranges: [number, number][]) => ({
  turn: 0,
  speaker: "agent",
  second: 42.4,
  text,
  ranges: ranges.map(([start, end]) => ({ start, end })),
});

test("a hit is its sentence with the marks, whoever said it and when", () => {
  expect(hitLine(hit("You get a gift card.", [10, 19]))).toEqual({
    speaker: "Agent",
    speakerKind: "agent",
    at: "0:42",
    pieces: [
      { text: "You get a ", isMarked: false },
      { text: "gift card", isMarked: true },
      { text: ".", isMarked: false },
    ],
  });
});

test("a long turn is cut at words around its first mark", () => {
  const text = `${"so ".repeat(100)}gift${" and".repeat(100)}`;
  const { pieces } = hitLine(hit(text, [300, 304]));
  expect(pieces[0]).toEqual({ text: "… ", isMarked: false });
  expect(pieces.filter(({ isMarked }) => isMarked)).toEqual([{ text: "gift", isMarked: true }]);
  expect(pieces[1]?.text.startsWith("so ")).toBe(true);
  expect(pieces.at(-1)).toEqual({ text: " …", isMarked: false });
});

test("nothing of the text is doubled or turned round", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 600 }), fc.array(fc.nat(600), { maxLength: 6 }), (text, ends) => {
      const sorted = [...new Set(ends.filter((end) => end <= text.length))].sort((a, b) => a - b);
      const ranges: [number, number][] = [];
      for (let at = 0; at + 1 < sorted.length; at += 2) ranges.push([sorted[at] ?? 0, sorted[at + 1] ?? 0]);
      const joined = hitLine(hit(text, ...ranges))
        .pieces.map((piece) => piece.text)
        .join("");
      expect(text).toContain(joined.replace(/^… /, "").replace(/ …$/, ""));
    }),
  );
});

test("a row is words; what is not known is an en dash", () => {
  const now = new Date("2026-11-30T12:00:00Z");
  const row = toCallRow(
    {
      id: "0190aaaa-0000-7000-8000-000000000000",
      ringba_call_id: "RGB1",
      start_time_utc: now,
      ended_at_utc: new Date("2026-11-30T11:57:00Z"),
      caller_number: null,
      campaign: null,
      vertical: null,
      publisher: null,
      buyer: null,
      seconds: null,
      revenue: null,
      status: "flagged",
      skip_reason: null,
      minimum_seconds: 0,
      processing_error: null,
      tries: 0,
      severity: 4,
      flags: [
        { name: "Low one", severity: 1 },
        { name: "Worst", severity: 4 },
        { name: "Worst too", severity: 4 },
      ],
      verdict: null,
      flagged_after_seconds: 250,
      cost_usd: "0.00052",
      start_key: "",
      sort_key: null,
      hit: null,
    },
    now,
    "/calls",
  );
  expect(row).toMatchObject({
    name: "RGB1",
    ended: "3 min",
    campaign: "–",
    publisher: "–",
    length: "–",
    revenue: "–",
    flags: [
      { severity: 4, count: 2 },
      { severity: 1, count: 1 },
    ],
    flaggedAfter: "4 min 10 s",
    cost: "$0.00052",
    why: null,
  });
});
