import fc from "fast-check";
import { expect, test } from "vitest";
import { oddDate, readMoment } from "./read-moment.ts";
import { isTimeZone } from "./wall-clock.ts";

const read = (text: string, timeZone = "UTC", dayOrder: "mdy" | "dmy" | null = null) => {
  const found = readMoment(text, { timeZone, dayOrder });
  return found.ok ? found.at.toISOString() : found.reason;
};

test.each([
  ["2026-11-20T15:04:05Z", "2026-11-20T15:04:05.000Z"],
  ["2026-11-20T15:04:05.678-05:00", "2026-11-20T20:04:05.678Z"],
  ["2026-11-20 15:04:05 UTC", "2026-11-20T15:04:05.000Z"],
  ["2026-11-20 15:04", "2026-11-20T15:04:00.000Z"],
  ["2026-11-20", "2026-11-20T00:00:00.000Z"],
  ["1763650984561", "2025-11-20T15:03:04.561Z"],
  ["1763650984", "2025-11-20T15:03:04.000Z"],
  ["11/20/2026 3:04:05 PM", "2026-11-20T15:04:05.000Z"],
  ["11/20/2026 3:04:05\u202fPM", "2026-11-20T15:04:05.000Z"],
  ["03/04/2026 12:00:00 AM", "2026-03-04T00:00:00.000Z"],
  ["03/04/2026 12:30 PM", "2026-03-04T12:30:00.000Z"],
  ["11/20/2026, 15:04", "2026-11-20T15:04:00.000Z"],
  ["20/11/2026 15:04", "2026-11-20T15:04:00.000Z"],
  ["03/03/2026", "2026-03-03T00:00:00.000Z"],
  ["03.04.2026 15:04:05", "2026-04-03T15:04:05.000Z"],
])("%s is %s", (text, moment) => {
  expect(read(text)).toBe(moment);
});

test.each([
  ["03/04/2026 15:04", "may be month/day or day/month"],
  ["2026-02-30", "is no date"],
  ["2026-11-20T25:00:00Z", "is no date"],
  ["13/13/2026", "is no date"],
  [
    "20/11/2026 3:04 PM",
    "begins with the day, though it has AM or PM; --day-order dmy says that all dates do",
  ],
  [
    "11.20.2026",
    "begins with the month, though it has points; --day-order mdy says that all dates do, dmy that none does",
  ],
  ["45/05/2026 15:04", "is no date"],
  ["45/05/2026 3:04 PM", "is no date"],
  ["31.13.2026", "is no date"],
  ["2026-11-20T15:04:05+99:99", "is no date"],
  ["2026-11-20T15:04:05+15:00", "is no date"],
  ["2026-11-20T15:04:05-05:60", "is no date"],
  ["11/20/2026 13:04 PM", "is no time of day"],
  ["yesterday", "is no date such as"],
  ["11/20/26", "is no date such as"],
  ["0900-01-01", "is not between 1990 and 2100"],
  ["11/20/2026 3:04:05 PM EST", "is no date such as"],
])("%s is refused: it %s", (text, reason) => {
  expect(read(text)).toContain(reason);
});

test("an order that is given settles it, also against AM and PM", () => {
  expect(read("03/04/2026 15:04", "UTC", "mdy")).toBe("2026-03-04T15:04:00.000Z");
  expect(read("03/04/2026 15:04", "UTC", "dmy")).toBe("2026-04-03T15:04:00.000Z");
  expect(read("03/04/2026 3:04 PM", "UTC", "dmy")).toBe("2026-04-03T15:04:00.000Z");
  expect(read("25/12/2026 3:04 PM", "UTC", "dmy")).toBe("2026-12-25T15:04:00.000Z");
  expect(read("03.04.2026 15:04", "UTC", "mdy")).toBe("2026-03-04T15:04:00.000Z");
  expect(read("03.04.2026 15:04", "UTC", "dmy")).toBe("2026-04-03T15:04:00.000Z");
});

test("a date that can only be the other way about than its marks say is odd", () => {
  for (const odd of ["25/11/2026 3:04 PM", " 25-11-2026 3:04:05 pm", "11.20.2026", "11.20.2026 15:04"])
    expect(oddDate(odd), odd).toContain(`"${odd.trim()}" begins with the `);
  const plain = ["", "yesterday", "2026-11-25", "05/11/2026 3:04 PM", "25/11/2026 15:04", "11/25/2026 15:04"];
  for (const text of [
    ...plain,
    "20.11.2026 3:04 PM",
    "11.05.2026",
    "45/05/2026 3:04 PM",
    "00.20.2026",
    "31.13.2026",
  ])
    expect(oddDate(text), text).toBeNull();
});

test("a time without a zone is the given zone's, one with a zone its own", () => {
  expect(read("11/20/2026 3:04:05 PM", "America/New_York")).toBe("2026-11-20T20:04:05.000Z");
  expect(read("07/20/2026 3:04:05 PM", "America/New_York")).toBe("2026-07-20T19:04:05.000Z");
  expect(read("2026-11-20T15:04:05Z", "America/New_York")).toBe("2026-11-20T15:04:05.000Z");
  expect(read("2026-11-20", "Asia/Kolkata")).toBe("2026-11-19T18:30:00.000Z");
});

test("hours that clocks skip or repeat are refused", () => {
  expect(read("11/01/2026 1:30:00 AM", "America/New_York")).toContain("was twice in America/New_York");
  expect(read("03/08/2026 2:30:00 AM", "America/New_York")).toContain("did not exist in America/New_York");
  expect(read("11/01/2026 2:30:00 AM", "America/New_York")).toBe("2026-11-01T07:30:00.000Z");
});

test("a day alone is its first minute, also where the clocks change at midnight", () => {
  expect(read("2026-04-24", "Africa/Cairo")).toBe("2026-04-23T22:00:00.000Z");
  expect(read("2026-03-08", "America/Havana")).toBe("2026-03-08T05:00:00.000Z");
  expect(read("11/01/2026", "America/Havana", "mdy")).toBe("2026-11-01T04:00:00.000Z");
  expect(read("2026-04-24 00:00", "Africa/Cairo")).toContain("did not exist in Africa/Cairo");
  expect(read("2011-12-30", "Pacific/Apia")).toContain("did not exist in Pacific/Apia");
  expect(read("2026-02-30", "Africa/Cairo")).toContain("is no date");
});

test("what a zone's clock shows is read back, whatever the moment", () => {
  const zones = [
    "America/New_York",
    "America/Los_Angeles",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
  ];
  fc.assert(
    fc.property(
      fc.integer({ min: 946_684_800, max: 2_000_000_000 }),
      fc.constantFrom(...zones),
      (seconds, timeZone) => {
        const moment = new Date(seconds * 1000);
        const shown = moment.toLocaleString("sv-SE", { timeZone });
        const found = readMoment(shown, { timeZone, dayOrder: null });
        if (found.ok) expect(found.at).toEqual(moment);
        else expect(found.reason).toContain("was twice");
      },
    ),
    { numRuns: 500 },
  );
});

test("zones are known by their names", () => {
  expect([isTimeZone("America/New_York"), isTimeZone("UTC"), isTimeZone("Mars/Base")]).toEqual([
    true,
    true,
    false,
  ]);
});
