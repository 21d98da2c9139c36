import { expect, test } from "vitest";
import { mapColumns, parseMapOption } from "./map-columns.ts";

const named = (headers: readonly string[], options: readonly string[] = []) => {
  const map = parseMapOption(options);
  if (!map.ok) return map.reason;
  const mapped = mapColumns(headers, map.wanted);
  return mapped.ok
    ? Object.fromEntries([...mapped.columns].map(([field, column]) => [field, headers[column]]))
    : mapped.reason;
};

test("the headers of a Ringba export find their fields", () => {
  expect(
    named([
      "Call Date",
      "Inbound Call ID",
      "Campaign",
      "Publisher",
      "Buyer",
      "Target",
      "Caller ID",
      "Duration",
      "Connected Call Length",
      "Revenue",
      "Payout",
      "End Call Source",
      "Is Duplicate",
      "Recording URL",
      "Hangup Reason",
    ]),
  ).toEqual({
    id: "Inbound Call ID",
    date: "Call Date",
    campaign: "Campaign",
    publisher: "Publisher",
    buyer: "Buyer",
    target: "Target",
    caller_number: "Caller ID",
    duration_seconds: "Duration",
    connected_seconds: "Connected Call Length",
    revenue: "Revenue",
    payout: "Payout",
    end_call_source: "End Call Source",
    is_duplicate: "Is Duplicate",
    recording_url: "Recording URL",
  });
});

test("case, spaces and marks do not matter, and the API's own names are known", () => {
  expect(
    named(["inboundCallId", "callDt", "inbound_phone_number", "CALL LENGTH (in seconds)", "recordingUrl"]),
  ).toEqual({
    id: "inboundCallId",
    date: "callDt",
    caller_number: "inbound_phone_number",
    duration_seconds: "CALL LENGTH (in seconds)",
    recording_url: "recordingUrl",
  });
});

test("--map names the unknown, takes precedence, and an empty name means no column", () => {
  expect(
    named(
      ["Ref, ours", "Date", "When it was", "Duration", "MP3"],
      ["id=Ref, ours,date=When it was", "file=mp3", "duration_seconds="],
    ),
  ).toEqual({ id: "Ref, ours", date: "When it was", file: "MP3" });
});

test("of two columns of one name each is named by its place, or neither is taken", () => {
  const headers = ["Call ID", "Duration", "Recording URL", "duration", "#2"];
  const places = (options: readonly string[]) => {
    const map = parseMapOption(options);
    const mapped = map.ok ? mapColumns(headers, map.wanted) : map;
    return mapped.ok ? Object.fromEntries(mapped.columns) : mapped.reason;
  };
  expect(places([])).toContain(
    'Two columns are called "Duration": #2 and #4. --map duration_seconds=#2 takes one of them, --map duration_seconds= takes none.',
  );
  expect(places(["date=DURATION"])).toContain('"DURATION": #2 and #4. --map date=#2 takes one of them');
  expect(places(["duration_seconds=#4"])).toEqual({ id: 0, duration_seconds: 3, recording_url: 2 });
  expect(places(["duration_seconds="])).toEqual({ id: 0, recording_url: 2 });
  expect(places(["connected_seconds=#4"]), "the other is the only one left").toEqual({
    id: 0,
    duration_seconds: 1,
    connected_seconds: 3,
    recording_url: 2,
  });
  expect(places(["duration_seconds=", "buyer=#2"]), "a column that is called #2").toMatchObject({ buyer: 4 });
  expect(places(["date=#9"])).toContain('There is no column "#9"');
  expect(places(["date=#0"])).toContain('There is no column "#0"');
});

test.each([
  [
    ["Date", "Recording URL"],
    [],
    'No column is known to hold the calls\' ids. Name it with --map field=column. The columns are: "Date", "Recording URL".',
  ],
  [["Call ID", "Date"], [], "No column is known to hold a recording's link, its file or a transcript"],
  [["Call ID", "file"], ["date=When"], 'There is no column "When"'],
  [["Call ID", "file", "File"], [], 'Two columns are called "file"'],
  [["Call ID", "file", "X", "x"], ["date=x"], 'Two columns are called "x"'],
  [["Call ID", "file"], ["day=Date"], "--map takes field=column"],
  [["Call ID", "file"], ["Date"], "--map takes field=column"],
])("%j with %j is refused", (headers, options, reason) => {
  expect(named(headers, options)).toContain(reason);
});
