import type { ProviderCall } from "@callscript/core/ports.ts";
import type { Outcome } from "./counted-requests.ts";
import { type Finding, findingsOn, inWords } from "./finding.ts";
import type { CallLogLook } from "./look-at-call-log.ts";

/** With so many of them linked, those without are taken for calls that are not recorded. */
const mostlyLinked = 0.9;

/** How long after hang-up a call of the last hour had its recording's link. */
export function linkDelayFinding({ firsts, failure }: CallLogLook): Finding {
  const { settled, unknown } = findingsOn("link delay");
  const page = firsts[0];
  if (page === undefined) return unknown("not seen", failure ?? "the call log was not asked");
  const ended = page.calls.flatMap((call) => {
    const endedAtUtc = hangUp(call);
    if (endedAtUtc === null || call.hasConnected === false || call.connectedSeconds === 0) return [];
    const ageSeconds = (page.atUtc.getTime() - endedAtUtc.getTime()) / 1000;
    return ageSeconds < 0 ? [] : [{ ageSeconds, linked: call.recordingUrl !== null }];
  });
  const ages = (linked: boolean) =>
    ended.filter((one) => one.linked === linked).map(({ ageSeconds }) => ageSeconds);
  const [linked, waiting] = [ages(true), ages(false)];
  const evidence = `of ${ended.length} connected calls that ended within the last hour ${linked.length} have a link`;
  if (linked.length === 0) return unknown("no call with a link in the last hour", evidence);
  const soonest = `${inWords(Math.min(...linked))} after hang-up at the latest`;
  if (waiting.length === 0)
    return settled(`a link is there ${soonest}`, `${evidence}: the smallest age of one`);
  const oldest = inWords(Math.max(...waiting));
  if (linked.length / ended.length >= mostlyLinked)
    return settled(
      `a link is there ${soonest}; ${waiting.length} of them ${waiting.length === 1 ? "has" : "have"} none, the oldest for ${oldest}`,
      `${evidence}; not every call is recorded`,
    );
  return unknown(`a link can be there ${soonest}; one call waits for ${oldest} already`, evidence);
}

/** When a call ended: as told, else its start and length; null while it rings. */
function hangUp({ endedAtUtc, startTimeUtc, durationSeconds }: ProviderCall): Date | null {
  if (endedAtUtc !== null) return endedAtUtc;
  return durationSeconds === null ? null : new Date(startTimeUtc.getTime() + durationSeconds * 1000);
}

/** Whether `calllogs/detail` knows a call and its link: repairs and the pixel's hints go through it. */
export function detailFinding(
  detail: Outcome<readonly ProviderCall[]>,
  wanted: ProviderCall | null,
): Finding {
  const { settled, unknown, fault } = findingsOn("calllogs/detail");
  if (wanted === null) return unknown("not seen", "no call to ask for");
  if (!detail.ok) return unknown("not seen", detail.reason);
  const found = detail.value.find((call) => call.providerCallId === wanted.providerCallId);
  if (found === undefined)
    return fault("it does not find a call of the call log", "asked for one call by its id");
  if (wanted.recordingUrl === null)
    return settled("it finds a call by its id", "asked for one call without a link");
  if (found.recordingUrl === null)
    return fault("it finds a call, but without the link that the call log has", "asked for one call");
  const same = found.recordingUrl === wanted.recordingUrl;
  return settled(
    `it finds a call and its link: ${same ? "the same" : "a fresh one"}`,
    "asked for one call; its link beside the call log's",
  );
}
