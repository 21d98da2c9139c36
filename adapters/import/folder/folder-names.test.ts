import fc from "fast-check";
import { expect, test } from "vitest";
import { callId } from "../import-row.ts";
import { dateInName } from "./date-in-name.ts";
import { recordingId } from "./recording-id.ts";

test.each([
  ["call-1.wav", "call-1"],
  ["a.b_c.mp3", "a.b_c"],
  ["october/call 1.wav", "october:2fcall:201"],
  ["10:30.wav", "10:3a30"],
  ["été.wav", ":c3:a9t:c3:a9"],
  ["e\u0301te\u0301.wav", ":c3:a9t:c3:a9"],
  ["noextension", "noextension"],
  ["folder.x/noextension", "folder.x:2fnoextension"],
])("%s is called %s", (name, id) => {
  expect(recordingId(name)).toBe(id);
  expect(callId.safeParse(id).success).toBe(true);
});

test("two names have two ids, unless they differ in their extensions or in how accents are stored", () => {
  const name = fc.string({
    unit: fc.constantFrom("a", "A", ":", "/", "2", "f", " ", "é", ".", "-", "%"),
    minLength: 1,
  });
  const stem = (one: string) => one.replace(/(?<=[^/])\.[^./]*$/, "");
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(recordingId(a) === recordingId(b)).toBe(stem(a) === stem(b));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["2026-11-20.wav", "2026-11-20T00:00:00.000Z"],
  ["call_20261120T150405_7.wav", "2026-11-20T15:04:05.000Z"],
  ["20261120150405.wav", "2026-11-20T15:04:05.000Z"],
  ["20261120-150405.mp3", "2026-11-20T15:04:05.000Z"],
  ["2026-11-20 15.04.05 Maya.mp3", "2026-11-20T15:04:05.000Z"],
  ["2026-11-20T15-04.mp3", "2026-11-20T15:04:00.000Z"],
  ["2026_11_20_1504.mp3", "2026-11-20T00:00:00.000Z"],
  ["2026-11-20_99887.mp3", "2026-11-20T00:00:00.000Z"],
  ["2026-11-20/15551234567.mp3", "2026-11-20T00:00:00.000Z"],
  ["2026-11-20/2026-11-21.mp3", "2026-11-21T00:00:00.000Z"],
  ["20251399-20261120.mp3", "2026-11-20T00:00:00.000Z"],
  ["2026-11-20 03.04.05 PM.wav", "2026-11-20T15:04:05.000Z"],
  ["2026-11-20 at 3.04.05\u202fPM.m4a", "2026-11-20T15:04:05.000Z"],
  ["2026-11-20_12-04-05-am.wav", "2026-11-20T00:04:05.000Z"],
  ["2026-11-20 03.04 p.m. Maya.wav", "2026-11-20T15:04:00.000Z"],
  ["2026-11-20 03.04.05.678PM.wav", "2026-11-20T15:04:05.678Z"],
  ["2026-11-20 0304PM.wav", "2026-11-20T15:04:00.000Z"],
  ["2026-11-20 at 15.04.05.wav", "2026-11-20T15:04:05.000Z"],
  ["2026-11-20_15-04.wav", "2026-11-20T15:04:00.000Z"],
  ["2026-11-20 15.04 Maya.wav", "2026-11-20T15:04:00.000Z"],
  ["2026-11-20_15-04_2.3gp", "2026-11-20T15:04:00.000Z"],
  ["20261120.150405.wav", "2026-11-20T15:04:05.000Z"],
  ["20261120T150405.123Z.wav", "2026-11-20T15:04:05.123Z"],
  ["2026-11-20 15.04.05,5.wav", "2026-11-20T15:04:05.500Z"],
  ["2026-11-20 15.04.05.3gp", "2026-11-20T15:04:05.000Z"],
  ["20261120T150405-0500.wav", "2026-11-20T20:04:05.000Z"],
  ["2026-11-20T15-04-0500.wav", "2026-11-20T20:04:00.000Z"],
  ["2026-11-20T15:04:05+05:30.wav", "2026-11-20T09:34:05.000Z"],
  ["20261120-150405+0530.wav", "2026-11-20T09:34:05.000Z"],
  ["2026-11-20 15.04.05 UTC.wav", "2026-11-20T15:04:05.000Z"],
  ["out-5551234567-100-20261120-150405-1763650984.42.wav", "2026-11-20T15:04:05.000Z"],
  ["20261120-150405-1637.wav", "2026-11-20T15:04:05.000Z"],
  ["20261120-150405-02.wav", "2026-11-20T15:04:05.000Z"],
  ["2026-11-20_15-04-05_+15551234567.wav", "2026-11-20T15:04:05.000Z"],
  ["20261120-150405+15551234567.wav", "2026-11-20T15:04:05.000Z"],
])("%s states %s", (name, moment) => {
  const found = dateInName(name, "UTC");
  expect(found?.ok === true ? found.at.toISOString() : found).toBe(moment);
});

test.each([
  "2026-11-20 15.04.05 PM.wav",
  "2026-11-20 00.04.05 AM.wav",
  "2026-11-20 25.04.05.wav",
  "20261120-998877.mp3",
  "2026-11-20 15.04.05 EST.wav",
  "20261120T150405.123EST.wav",
  "2026-11-20 15.04.05 GMT-5.wav",
  "20261120T150405+15.wav",
  "20261120T150405-05.wav",
  "20261120-150405-0500.wav",
  "2026-11-20T15:04:05+99:99.wav",
  "2026-11-20_15-04-123.wav",
  "2026-11-20_15-04-2026.wav",
  "20261120-20261121.wav",
])("%s states the day; its time is not clear, so it is not taken", (name) => {
  expect(dateInName(name, "America/New_York")).toEqual({ ok: true, at: new Date("2026-11-20T05:00:00Z") });
});

test.each(["call-1.wav", "12025551234.wav", "20245551234.wav", "RGB20261120AB.wav.1", "2026-13-01.wav"])(
  "%s states no date, or none that is meant",
  (name) => {
    expect(dateInName(name.replace("RGB20261120AB", "RGB202611209"), "UTC")).toBeNull();
  },
);

test("times in names are the given zone's, unless a Z or an offset says otherwise; an hour that was twice is refused", () => {
  const at = (name: string) => {
    const found = dateInName(name, "America/New_York");
    return found?.ok === true ? found.at.toISOString() : found?.reason;
  };
  expect(at("20261120T150405.wav")).toBe("2026-11-20T20:04:05.000Z");
  expect(at("20261120T150405Z.wav")).toBe("2026-11-20T15:04:05.000Z");
  expect(at("20261120T150405.5-0800.wav")).toBe("2026-11-20T23:04:05.500Z");
  expect(at("2026-11-20 03.04.05 PM.wav")).toBe("2026-11-20T20:04:05.000Z");
  expect(at("20261101T013000-0400.wav")).toBe("2026-11-01T05:30:00.000Z");
  expect(at("20261101T013000.wav")).toContain("was there twice in America/New_York");
});
