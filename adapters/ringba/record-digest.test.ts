import { expect, test } from "vitest";
import { recordDigest } from "./record-digest.ts";

const record = {
  inboundCallId: "RGB1",
  conversionAmount: "61.00",
  recordingUrl: "https://media.ringba.com/recording-public?v=v1&k=abc",
};

test("is the same while nothing but the link's signature changes, and another with every fact", () => {
  const digest = recordDigest(record);
  expect(digest).toMatch(/^[0-9a-f]{32}$/);
  expect(
    recordDigest({ ...record, recordingUrl: "https://media.ringba.com/recording-public?v=v1&k=xyz" }),
  ).toBe(digest);
  for (const changed of [
    { ...record, conversionAmount: "0" },
    { ...record, conversionAmount: 61 },
    { ...record, recordingUrl: undefined },
    { ...record, recordingUrl: "https://media.ringba.com/other?v=v1&k=abc" },
    { ...record, buyer: "" },
  ])
    expect(recordDigest(changed)).not.toBe(digest);
});
