import type { lastAlertTest } from "@callscript/core/desk/alert-tests.sql.ts";
import { age, since } from "../../../../lib/format.ts";
import { sentence } from "./lane-words.ts";

type AlertTest = Awaited<ReturnType<typeof lastAlertTest.run>>[number];

/** Nobody answers a request that is older: the runner leaves it. */
const patienceMs = 10 * 60_000;

/** How the last test of the alerts went. */
export function testWords(test: AlertTest, now: Date): string {
  const ago = now.getTime() - test.asked_at_utc.getTime() < 7 * 86_400_000 ? " ago" : "";
  const asked = `The last one was asked for ${since(test.asked_at_utc, now)}${ago} by ${test.asked_by}.`;
  if (test.answered_at_utc !== null)
    return `${asked} ${test.is_sent ? "Sent" : "Not sent"}: ${sentence(test.detail ?? "")}`;
  return now.getTime() - test.asked_at_utc.getTime() > patienceMs
    ? `${asked} Nothing sent it: the upkeep lane is not served.`
    : `${asked} Not answered for ${age(test.asked_at_utc, now)}; the upkeep lane sends it.`;
}
