import { saysPartial } from "../says-partial.ts";
import type { Outcome } from "./counted-requests.ts";
import { type Finding, findingsOn } from "./finding.ts";
import type { CallLogLook } from "./look-at-call-log.ts";
import { askedSize, type ProbedPage } from "./probed-page.ts";

/** How many records the account answers with at most, when asked for 1000. */
export function pageSizeFinding({ firsts, behind, failure }: CallLogLook): Finding {
  const { settled, unknown } = findingsOn("page size");
  const first = firsts.at(-1);
  if (first === undefined) return unknown("not seen", failure ?? "the call log was not asked");
  const pages = [first, ...behind];
  const counts = pages.map(({ records }) => records.length);
  const [one = 0, two, three] = counts;
  const evidence = `${askedSize} asked for of ${first.stretch.name}: ${pages
    .map(({ offset, records }) => `${records.length} at offset ${offset}`)
    .join(", ")}; ${first.claimedTotal === null ? "no total claimed" : `${first.claimedTotal} claimed`}`;
  if (one === 0) return unknown("no calls: ingest learns it from the first full page", evidence);
  if (one >= askedSize) return settled(`${one}, all that is asked for`, evidence);
  if (two === undefined) return unknown(`at least ${one}`, `${evidence}; ${failure ?? ""}`);
  if (two === 0) return unknown(`at least ${one}: no page was full`, evidence);
  if (pages.some(({ partialResult }) => saysPartial(partialResult)))
    return unknown(`at least ${Math.max(one, two)}: the pages called themselves partial`, evidence);
  if (two > one) return unknown(`at least ${two}: a page came back short with more behind it`, evidence);
  if (two === one || three === 0) return settled(`${one}, although ${askedSize} were asked for`, evidence);
  return unknown(`at least ${one}: pages came back short with more behind them`, evidence);
}

/** Whether the account's own count of a stretch is what its call log lists: hours are compared by it. */
export function countFinding(count: Outcome<number> | null, page: ProbedPage | null): Finding {
  const { settled, unknown } = findingsOn("/insights");
  if (count === null || page === null) return unknown("not seen", "no stretch was read to its end");
  if (!count.ok) return unknown("not seen: ingest cannot compare hours", count.reason);
  const evidence = `it counts ${count.value} calls in ${page.stretch.name}, the call log lists ${page.records.length}`;
  return count.value === page.records.length
    ? settled("it counts what the call log lists", evidence)
    : unknown("it counts otherwise than the call log lists", evidence);
}

/** The widest stretch that one page held as a whole: nothing lay behind it, or longer pages have come. */
export function wholePage({ firsts, behind }: CallLogLook): ProbedPage | null {
  const widest = firsts.at(-1);
  if (widest === undefined || widest.records.length === 0) return null;
  if (behind[0]?.records.length === 0) return widest.records.length < askedSize ? widest : null;
  const shorter = firsts.filter(
    ({ records }) => records.length > 0 && records.length < widest.records.length,
  );
  return shorter.at(-1) ?? null;
}

/** Whether an offset skips what was read already. */
export function offsetFinding({ firsts, behind, failure }: CallLogLook): Finding {
  const { settled, unknown, fault } = findingsOn("offsets");
  const first = firsts.at(-1);
  const next = behind[0];
  if (first === undefined || next === undefined || next.records.length === 0)
    return unknown("not seen", failure ?? "no stretch had a second page");
  const known = new Set(first.calls.map((call) => call.providerCallId));
  const again = next.calls.filter((call) => known.has(call.providerCallId)).length;
  const evidence = `${again} of ${next.calls.length} calls of the second page were on the first`;
  if (again === 0) return settled("an offset skips records", evidence);
  if (again === next.calls.length)
    return fault("offsets are ignored: the second page is the first", evidence);
  return unknown("the list moved between two pages", evidence);
}

/** Whether records lie within the stretch that was asked, in UTC, and a single second answers its calls. */
export function stretchFinding({ firsts, behind, second, failure }: CallLogLook): Finding {
  const { settled, unknown, fault } = findingsOn("stretches");
  const pages = [...firsts, ...behind, ...(second === null ? [] : [second.page])];
  const calls = pages.flatMap((page) => page.calls);
  if (calls.length === 0) return unknown("not seen", failure ?? "no calls");
  const outside = pages.flatMap((page) => page.calls.filter((call) => !isWithin(call.startTimeUtc, page)));
  const evidence = `${calls.length - outside.length} of ${calls.length} records began within the stretch asked for, in UTC`;
  if (outside.length > 0)
    return fault("records from outside the stretch: is its time zone another?", evidence);
  if (second === null) return unknown("records lie within; a single second was not asked", evidence);
  const found = second.page.calls.some((call) => call.providerCallId === second.providerCallId);
  const alone = `; one second by itself: ${second.page.records.length} of its calls`;
  return found
    ? settled("[from, to) in UTC, down to one second", `${evidence}${alone}, the one looked for among them`)
    : fault("a stretch of one second does not answer its call", `${evidence}${alone}`);
}

/** What `partialResult` was seen to mean. */
export function partialFinding({ firsts, behind, second, failure }: CallLogLook): Finding {
  const { settled, unknown } = findingsOn("partialResult");
  const pages = [...firsts, ...behind, ...(second === null ? [] : [second.page])];
  if (pages.length === 0) return unknown("not seen", failure ?? "the call log was not asked");
  const first = firsts.at(-1);
  const moreBehind = (page: ProbedPage) => page === first && (behind[0]?.records.length ?? 0) > 0;
  const seen = pages.map((page) => {
    const kind =
      page.partialResult === undefined ? "absent" : saysPartial(page.partialResult) ? "true" : "false";
    return { kind, more: moreBehind(page), empty: page.records.length === 0 };
  });
  const count = (kind: string) => seen.filter((one) => one.kind === kind).length;
  const evidence = `of ${pages.length} pages true on ${count("true")}, false on ${count("false")}, absent on ${count("absent")}`;
  if (count("absent") === pages.length) return unknown("the account does not send it", evidence);
  const trueWithMore = seen.some(({ kind, more }) => kind === "true" && more);
  const falseWithMore = seen.some(({ kind, more }) => kind === "false" && more);
  if (trueWithMore && !falseWithMore)
    return settled("true: more lies behind; ingest narrows such a stretch", evidence);
  if (falseWithMore)
    return settled("false does not mean the last page: more lay behind one that said so", evidence);
  if (count("true") > 0) return unknown("true was seen, and nothing lay behind", evidence);
  return unknown("never true, so its meaning was not seen; ingest takes true for incomplete", evidence);
}

function isWithin(moment: Date, { stretch }: ProbedPage): boolean {
  return moment >= stretch.fromUtc && moment < stretch.toUtc;
}
