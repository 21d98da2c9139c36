import { defaultRecordingHosts } from "../../recording-http/host-policy.ts";
import type { Outcome } from "./counted-requests.ts";
import type { FetchedRecording } from "./fetch-one-recording.ts";
import type { ReplySigns } from "./rate-limit-signs.ts";

/** A line of a configuration; `value` null: nothing is to be set, for the reason given. */
export interface Setting {
  name: string;
  value: string | null;
  why: string;
}

/** What the examination suggests to set, in the names of `.env.example`. */
export function suggestSettings(
  { replies, requestsPerMinute }: { replies: readonly ReplySigns[]; requestsPerMinute: number },
  fetched: Outcome<FetchedRecording> | null,
): Setting[] {
  return [rateSetting(replies, requestsPerMinute), hostSetting(fetched)].filter((one) => one !== null);
}

function rateSetting(replies: readonly ReplySigns[], requestsPerMinute: number): Setting {
  const name = "RINGBA_REQUESTS_PER_MINUTE";
  const refusal = replies.find(({ limited }) => limited !== null)?.limited;
  if (refusal?.perMinute)
    return {
      name,
      value: String(Math.max(2, Math.floor(refusal.perMinute * 0.8))),
      why: `four fifths of the ${refusal.perMinute} that Ringba named; others use the account too`,
    };
  if (refusal)
    return {
      name,
      value: String(Math.max(2, Math.floor(requestsPerMinute / 2))),
      why: "half of what is set: a limit was reached that Ringba did not name",
    };
  return { name, value: String(requestsPerMinute), why: "as it is: no limit was seen" };
}

/** Where recordings come from a host that is not allowed. */
function hostSetting(fetched: Outcome<FetchedRecording> | null): Setting | null {
  const name = "RECORDING_HOSTS";
  if (fetched === null) return null;
  if (fetched.ok)
    return { name, value: null, why: "the hosts that recordings came from are allowed already" };
  const refused = fetched.reason.match(/refused: (\S+) is not a host of recordings/)?.[1];
  if (refused === undefined) return null;
  return {
    name,
    value: [...defaultRecordingHosts, refused].join(","),
    why: `a recording leads to ${refused}; allow it only if it is known to be Ringba's`,
  };
}
