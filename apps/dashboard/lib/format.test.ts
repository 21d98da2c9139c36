import { expect, test } from "vitest";
import {
  age,
  calendarDate,
  clock,
  count,
  countWord,
  day,
  hour,
  maskedPhone,
  moment,
  money,
  percent,
  phone,
  points,
  severityWord,
  since,
  smallMoney,
  speakerWord,
  time,
  unknown,
  wait,
  weekdayName,
} from "./format.ts";

test("what is unknown is an en dash, never 0", () => {
  expect(unknown).toBe("–");
  for (const word of [money, smallMoney, percent, clock, wait, phone]) expect(word(null)).toBe(unknown);
  expect(money(null, { sum: true })).toBe(unknown);
});

test("what is known to be 0 is 0", () => {
  expect([money("0"), smallMoney(0), percent(0), clock(0), wait(0), count(0)]).toEqual([
    "$0.00",
    "$0.00000",
    "0.0\u2009%",
    "0:00",
    "0 s",
    "0",
  ]);
});

test.each([
  ["61", "$61.00", "$61.00"],
  ["61.005", "$61.01", "$61.01"],
  ["999.99", "$999.99", "$999.99"],
  ["1000", "$1,000.00", "$1,000"],
  ["1234567.89", "$1,234,567.89", "$1,234,568"],
  ["-5.5", "–$5.50", "–$5.50"],
  ["-2500.4", "–$2,500.40", "–$2,500"],
])("%s dollars are %s of one call and %s of a sum", (amount, ofOne, ofSum) => {
  expect([money(amount), money(amount, { sum: true })]).toEqual([ofOne, ofSum]);
});

test("what machines cost has five places", () => {
  expect(smallMoney(0.000934)).toBe("$0.00093");
  expect(smallMoney(1.5)).toBe("$1.50000");
});

test("counts have commas and shares one place and a thin space", () => {
  expect(count(1234567)).toBe("1,234,567");
  expect(percent(0.0314)).toBe("3.1\u2009%");
  expect(percent(1)).toBe("100.0\u2009%");
});

test("a masked number keeps its area and its end", () => {
  expect(maskedPhone("+13125550142")).toBe("(312) •••-••42");
  expect(maskedPhone("+447700900123")).toBe("•••••23");
  expect(maskedPhone(null)).toBe(unknown);
});

test.each([
  [7.9, "0:07"],
  [59.999, "0:59"],
  [60, "1:00"],
  [252.4, "4:12"],
  [3725, "62:05"],
])("%d s of audio are %s", (seconds, words) => {
  expect(clock(seconds)).toBe(words);
});

test.each([
  [-3, "0 s"],
  [0.4, "0 s"],
  [59.4, "59 s"],
  [59.6, "1 min 0 s"],
  [119.7, "2 min 0 s"],
  [250, "4 min 10 s"],
  [3599.7, "1 h 0 min"],
  [3660, "1 h 1 min"],
  [86_399.8, "1 d 0 h"],
  [593_999, "6 d 20 h"],
])("a wait of %d s is %s", (seconds, words) => {
  expect(wait(seconds)).toBe(words);
});

test.each([
  [-5, "0 s"],
  [59, "59 s"],
  [60, "1 min"],
  [3599, "59 min"],
  [3600, "1 h"],
  [86_399, "23 h"],
  [86_400 * 2, "2 d"],
])("%d s ago is %s", (seconds, words) => {
  const now = new Date("2026-11-24T12:00:00Z");
  expect(age(new Date(now.getTime() - seconds * 1000), now)).toBe(words);
});

test("under seven days it is how long ago, then the day", () => {
  const now = new Date("2026-11-24T12:00:00Z");
  expect(
    ["2026-11-24T11:00:00Z", "2026-11-17T12:00:01Z", "2026-11-17T12:00:00Z", "2025-11-03T23:59:00Z"].map(
      (then) => since(new Date(then), now),
    ),
  ).toEqual(["1 h", "6 d", "Nov 17", "Nov 3, 2025"]);
});

test("a moment is told in full, in UTC, with its zone, wherever the server stands", () => {
  expect(moment(new Date("2026-11-24T00:05:09Z")).replaceAll(/\s/g, " ")).toBe(
    "Tue, Nov 24, 2026, 12:05:09 AM UTC",
  );
});

test("a North American number is grouped, another is shown as it is", () => {
  expect(phone("+13125550142")).toBe("(312) 555-0142");
  for (const other of ["+442071838750", "3125550142", "+131255501423", "anonymous", ""])
    expect(phone(other)).toBe(other);
});

test("a severity is a word", () => {
  expect([1, 2, 3, 4].map(severityWord)).toEqual(["Low", "Medium", "High", "Critical"]);
  expect([null, 0, 5, -1].map(severityWord)).toEqual(Array(4).fill("Unrated"));
});

test("a speaker is a word, a voice keeps its label", () => {
  expect(["agent", "caller", "unknown", null, "S2"].map(speakerWord)).toEqual([
    "Agent",
    "Caller",
    "Speaker",
    "Speaker",
    "S2",
  ]);
});

test("moments of a chart are UTC", () => {
  const then = new Date("2026-11-19T14:38:00Z");
  expect([time(then), hour(then), day(then), weekdayName(then)]).toEqual([
    "2:38 PM",
    "2 PM",
    "Nov 19",
    "Thursday",
  ]);
});

test("a change of a share is in points, and a sentence begins with a word", () => {
  expect([points(0.0044), points(-0.012)]).toEqual(["0.4\u2009pt", "1.2\u2009pt"]);
  expect([countWord(6), countWord(0), countWord(10), countWord(1200)]).toEqual(["Six", "No", "10", "1,200"]);
});

test("a date of the calendar is that date wherever it is read", () => {
  expect([calendarDate("2026-10-01"), calendarDate("2026-01-31")]).toEqual(["Oct 1, 2026", "Jan 31, 2026"]);
});
