import { expect, test } from "vitest";
import { readRecord } from "./call-record.ts";
import { gatherDetail } from "./detail-record.ts";

/** The shape of a real record (numbers made up): what was not reached is not there at all. */
const unconverted = {
  campaignName: "Gutters - Nationwide - Variable Rate",
  campaignId: "CA0123456789abcdef0123456789abcdef",
  inboundCallId: "RGB7788V3FKQ01",
  callDt: 1751906684561,
  inboundPhoneNumber: "+15550100123",
  number: "+15550100999",
  numberPoolId: "",
  timeToCallInSeconds: 0,
  callLengthInSeconds: 23,
  connectedCallLengthInSeconds: 5,
  hasConnected: true,
  isDuplicate: false,
  isLive: false,
  recordingUrl: "https://media.ringba.com/recording-public?v=v1&k=abc",
};

function read(record: unknown) {
  const result = readRecord(record);
  if (!result.ok) throw new Error(result.reason);
  return result.call;
}

test("reads a record as Ringba sends it and keeps it verbatim", () => {
  const call = read(unconverted);
  expect(call).toMatchObject({
    providerCallId: "RGB7788V3FKQ01",
    campaign: { id: "CA0123456789abcdef0123456789abcdef", name: "Gutters - Nationwide - Variable Rate" },
    callerNumber: "+15550100123",
    durationSeconds: 23,
    connectedSeconds: 5,
    hasConnected: true,
    isDuplicate: false,
    revenue: null,
    payout: null,
    publisher: null,
    endedAtUtc: null,
    recordingUrl: "https://media.ringba.com/recording-public?v=v1&k=abc",
  });
  expect(call.startTimeUtc.toISOString()).toBe("2025-07-07T16:44:44.561Z");
  expect(call.raw).toBe(unconverted);
});

test("reads numbers, booleans and times in every dress they were seen in", () => {
  const call = read({
    inboundCallId: "RGB1",
    callDt: "2026-11-22T07:00:00",
    callCompletedDt: "1763795000000",
    callLengthInSeconds: "61",
    connectedCallLengthInSeconds: 12.6,
    hasConnected: "yes",
    isDuplicate: "False",
    conversionAmount: "$1,061.50",
    payoutAmount: 45,
    publisherName: "-no value-",
    publisherId: "PU1",
    buyer: "  Bright  ",
    recordingUrl: "[tag:Recording:RecordingUrl]",
  });
  expect(call).toMatchObject({
    durationSeconds: 61,
    connectedSeconds: 13,
    hasConnected: true,
    isDuplicate: false,
    revenue: "1061.50",
    payout: "45",
    publisher: "PU1",
    buyer: "Bright",
    recordingUrl: null,
    campaign: { id: "", name: "" },
  });
  expect(call.startTimeUtc.toISOString()).toBe("2026-11-22T07:00:00.000Z");
  expect(call.endedAtUtc?.getTime()).toBe(1763795000000);
});

test.each([
  ["2026-11-22T07:00:00+02:00", "2026-11-22T05:00:00.000Z"],
  ["2026-11-22T07:00:00.250Z", "2026-11-22T07:00:00.250Z"],
  [1763795000, "2025-11-22T07:03:20.000Z"],
  ["1763795000", "2025-11-22T07:03:20.000Z"],
  [976_000_000, "2000-12-05T07:06:40.000Z"],
])("reads the start %s", (callDt, expected) => {
  expect(read({ inboundCallId: "a", callDt }).startTimeUtc.toISOString()).toBe(expected);
});

test.each([
  [{ callDt: 1751906684561 }, "no inboundCallId"],
  [{ inboundCallId: "-no value-", callDt: 1751906684561 }, "no inboundCallId"],
  [{ inboundCallId: "RGB1" }, "callDt is no time"],
  [{ inboundCallId: "RGB1", callDt: "11/22/2026 7:00:00 am" }, "callDt is no time"],
  [{ inboundCallId: "RGB1", callDt: 12 }, "callDt is no time"],
  [{ inboundCallId: "RGB1", callDt: 123_456_789 }, "callDt is no time"],
  [{ inboundCallId: "R".repeat(129), callDt: 1751906684561 }, "inboundCallId has more than 128 characters"],
  ["RGB1", "Invalid input: expected object, received string"],
  [null, "Invalid input: expected object, received null"],
])("refuses %j, saying why", (record, reason) => {
  expect(readRecord(record)).toEqual({ ok: false, reason });
});

test("a value that the database could not hold is unknown, and costs no other fact", () => {
  const call = read({
    ...unconverted,
    campaignName: "So\0lar \ud800",
    conversionAmount: "1e30",
    callLengthInSeconds: -5,
    connectedCallLengthInSeconds: 99_999_999_999,
  });
  expect(call.campaign.name).toBe("Solar \u{fffd}");
  expect(call).toMatchObject({ revenue: null, durationSeconds: null, connectedSeconds: null });
});

test("the longest id is read; a campaign's id that is longer is none", () => {
  const call = read({ ...unconverted, inboundCallId: "R".repeat(128), campaignId: "C".repeat(128) });
  expect(call).toMatchObject({
    providerCallId: "R".repeat(128),
    campaign: { id: "C".repeat(128), name: unconverted.campaignName },
  });
  expect(read({ ...unconverted, campaignId: "C".repeat(129) }).campaign).toEqual({
    id: "",
    name: unconverted.campaignName,
  });
});

test("a call that still rings has neither ended nor failed to connect", () => {
  const call = read({ ...unconverted, isLive: "true", hasConnected: false });
  expect(call).toMatchObject({ hasConnected: null, durationSeconds: null, connectedSeconds: null });
});

test("a call that did not convert earned nothing, which is not the same as unknown", () => {
  expect(read({ ...unconverted, hasConverted: "no", hasPayout: false })).toMatchObject({
    revenue: "0",
    payout: "0",
  });
});

test("gathers a detail record's facts from its events; the record's own come first", () => {
  const detail = {
    inboundCallId: "RGB7788V3FKQ01",
    callDt: 1751906684561,
    targetName: "Target A",
    events: [
      { name: "InboundCall", columns: [{ name: "campaignName", original: "Gutters", type: "text" }] },
      { name: "CompletedCall", callLengthInSeconds: 23, targetName: "Target B" },
      {
        name: "RecordedCall",
        columns: [{ name: "recordingUrl", original: "https://media.ringba.com/r?k=fresh" }, "odd", null],
      },
    ],
  };
  const result = readRecord(gatherDetail(detail), detail);
  expect(result).toMatchObject({
    ok: true,
    call: {
      target: "Target A",
      durationSeconds: 23,
      campaign: { id: "", name: "Gutters" },
      recordingUrl: "https://media.ringba.com/r?k=fresh",
      raw: detail,
    },
  });
});
