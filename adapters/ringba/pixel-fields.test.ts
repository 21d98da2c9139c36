import fc from "fast-check";
import { expect, test } from "vitest";
import { readPixelFields } from "./pixel-fields.ts";

const link = "https://media.ringba.com/recording-public?v=v1&k=a%2Bb";

test.each([
  ["JSON", JSON.stringify({ inbound_call_id: "RGB1", recording_url: link })],
  [
    "JSON with other names and white space",
    `\n ${JSON.stringify({ inboundCallId: " RGB1 ", recordingUrl: link })}`,
  ],
  ["a form", new URLSearchParams({ call_id: "RGB1", recording_url: link }).toString()],
  [
    "a form with the tokens' own names",
    new URLSearchParams({ InboundCallId: "RGB1", RecordingUrl: link }).toString(),
  ],
  [
    "the second recording token",
    JSON.stringify({
      call_id: "RGB1",
      recording_url: "[tag:Recording:RecordingUrl]",
      call_recording_url: link,
    }),
  ],
  [
    "further fields",
    JSON.stringify({ campaign: { a: [1] }, call_id: "RGB1", recording_url: "", call_recording_url: link }),
  ],
])("reads %s", (_what, body) => {
  expect(readPixelFields(body)).toEqual({ providerCallId: "RGB1", recordingUrl: link });
});

test.each(["[Call:InboundCallId]", "", "  ", "-no value-", "-No Value-", null, true, ["RGB1"], { a: 1 }])(
  "%j is no call id",
  (value) => {
    expect(readPixelFields(JSON.stringify({ inbound_call_id: value }))?.providerCallId).toBeNull();
  },
);

test("an empty id gives way to the next field", () => {
  const body = JSON.stringify({ inbound_call_id: "[Call:InboundCallId]", call_id: "RGB1" });
  expect(readPixelFields(body)?.providerCallId).toBe("RGB1");
});

test("inbound_call_id counts before call_id, however both are written and wherever they stand", () => {
  const written = (...names: string[]) => fc.constantFrom(...names);
  const others = fc.array(
    fc.tuple(written("call_id", "callId", "CALLID", "campaign"), fc.stringMatching(/^[A-Z0-9]{1,8}$/)),
  );
  fc.assert(
    fc.property(
      others,
      written("inbound_call_id", "inboundCallId", "INBOUNDCALLID"),
      others,
      (before, name, after) => {
        const fields: [string, string][] = [...before, [name, "RGB-inbound"], ...after];
        for (const body of [
          JSON.stringify(Object.fromEntries(fields)),
          new URLSearchParams(fields).toString(),
        ])
          expect(readPixelFields(body)?.providerCallId).toBe("RGB-inbound");
      },
    ),
  );
});

test.each(["RGB 1", "RGB1;drop", "../RGB1", "ü", "R".repeat(129)])("%j cannot be a call id", (id) => {
  expect(readPixelFields(JSON.stringify({ call_id: id }))?.providerCallId).toBeNull();
});

test.each([
  "[Call:RecordingUrl]",
  "ftp://media.ringba.com/r",
  "javascript:alert(1)",
  "//x",
  `https://x.test/${"a".repeat(2040)}`,
])("%j is no recording link, and the call id counts without it", (url) => {
  const body = JSON.stringify({ call_id: "RGB1", recording_url: url });
  expect(readPixelFields(body)).toEqual({ providerCallId: "RGB1", recordingUrl: null });
});

test.each(['{"call_id":', "{]", '{"a"}'])("%j is neither JSON nor a form", (body) => {
  expect(readPixelFields(body)).toBeNull();
});

test.each(["", "[]", '"RGB1"', "<xml/>", "&&&=", "\0"])("%j says nothing", (body) => {
  expect(readPixelFields(body)).toEqual({ providerCallId: null, recordingUrl: null });
});

test("whatever comes, nothing is thrown and only storable values leave", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc
      .dictionary(fc.constantFrom("call_id", "recording_url", "callRecordingUrl", "__proto__"), fc.anything())
      .map((one) => {
        try {
          return JSON.stringify(one) ?? "";
        } catch {
          return "";
        }
      }),
  );
  fc.assert(
    fc.property(anything, (body) => {
      const { providerCallId, recordingUrl } = readPixelFields(body) ?? {
        providerCallId: null,
        recordingUrl: null,
      };
      expect(providerCallId ?? "x").toMatch(/^[A-Za-z0-9_-]{1,128}$/);
      expect(recordingUrl ?? "https://x").toMatch(/^https?:\/\//i);
      expect(recordingUrl ?? "").not.toContain("\0");
    }),
    { numRuns: 2_000 },
  );
});
