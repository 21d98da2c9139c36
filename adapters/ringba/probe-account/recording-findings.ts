import type { Outcome } from "./counted-requests.ts";
import type { FetchedRecording, RecordingHop } from "./fetch-one-recording.ts";
import { type Finding, findingsOn, inWords } from "./finding.ts";

const nothingToFetch = "no call of the pages read has a link";

/** What recordings are; null: there was none to fetch. */
export function recordingFinding(fetched: Outcome<FetchedRecording> | null): Finding {
  const { settled, unknown, fault } = findingsOn("recording");
  if (fetched === null) return unknown("not seen", nothingToFetch);
  if (!fetched.ok)
    return /not asked/.test(fetched.reason)
      ? unknown("not seen", fetched.reason)
      : fault("it cannot be fetched", fetched.reason);
  const { bytes, facts, sameOnBothChannels, tookSeconds } = fetched.value;
  const channels =
    facts.channels === 1
      ? "mono: speakers are told apart by voice"
      : sameOnBothChannels
        ? "stereo, the same on both sides: speakers are told apart by voice"
        : `${facts.channels} channels, one side each: speakers are told apart by channel`;
  const kilobits = Math.round((bytes * 8) / 1000 / Math.max(facts.seconds, 0.001));
  return settled(
    `${facts.codec}, ${channels}`,
    `one recording: ${inWords(facts.seconds)} at ${facts.sampleRate} Hz, ${(bytes / 1e6).toFixed(2)} MB (${kilobits} kbit/s), read in ${tookSeconds.toFixed(1)} s`,
  );
}

/** How long links live, as far as they say so themselves. */
export function linkLifeFinding(fetched: Outcome<FetchedRecording> | null): Finding {
  const { settled, unknown } = findingsOn("link lifetime");
  if (fetched === null) return unknown("not seen", nothingToFetch);
  if (!fetched.ok) return unknown("not seen", fetched.reason);
  const { hops } = fetched.value;
  const evidence = `${hops.length === 1 ? "1 request" : `${hops.length} requests, the first redirects`}: ${hops.map(inWordsOf).join(", ")}`;
  const first = hops[0]?.life ?? null;
  const last = hops.at(-1)?.life ?? null;
  if (first !== null) return settled(`the call log's link expires (${first.by})`, evidence);
  return last === null
    ? unknown(
        "no link says when it expires; the vault fetches at once and asks for a fresh one when it is gone",
        evidence,
      )
    : unknown(
        "the call log's link does not say; what it redirects to is signed anew at each request",
        evidence,
      );
}

function inWordsOf({ host, life }: RecordingHop): string {
  if (life === null) return `${host} (says nothing)`;
  const lives = life.seconds === null ? "" : ` for ${inWords(life.seconds)}`;
  const until = life.expiresAtUtc === null ? "" : `, until ${life.expiresAtUtc.toISOString()}`;
  return `${host} (signed${lives}${until}: ${life.by})`;
}
