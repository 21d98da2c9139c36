import type { CallDetail } from "@callscript/core/desk/call.sql.ts";
import type { Flag } from "@callscript/core/flag.ts";
import { clock, money, severityWord, speakerWord, unknown } from "../../../../lib/format.ts";
import type { RuleText } from "./call-view.ts";

type Call = Pick<
  CallDetail,
  "id" | "ringba_call_id" | "campaign" | "publisher" | "buyer" | "revenue" | "ended_at_utc"
>;

const verifiedWords = {
  exact: "found word for word in the transcript",
  normalised: "found word for word in the transcript",
  fuzzy: "matched approximately in the transcript",
  measured: "measured on the recording",
} as const;

/** The case against a call as one sends it to who has to pay: ids, seconds, quotes, and the rules with their versions. */
export function disputeText(call: Call, flags: readonly Flag[], rules: readonly RuleText[]): string {
  const head = [
    `Call ${call.ringba_call_id} (CallScript ${call.id})`,
    `Ended ${call.ended_at_utc.toISOString()}`,
    `Campaign: ${call.campaign ?? unknown}. Publisher: ${call.publisher ?? unknown}. Buyer: ${call.buyer ?? unknown}. Revenue: ${money(call.revenue)}.`,
  ];
  const cases = flags.map((flag, index) => {
    const rule = rules.find(({ code }) => code === flag.code);
    const said =
      flag.quote === null
        ? `Measured: ${flag.reason}`
        : `${speakerWord(flag.speaker)} at ${clock(flag.start)}: "${flag.quote}" (${verifiedWords[flag.verified]})`;
    return [
      `${index + 1}. ${flag.name} (${severityWord(flag.severity).toLowerCase()})`,
      said,
      ...(flag.quote === null ? [] : [flag.reason]),
      rule === undefined
        ? `Rule ${flag.code}, ${flag.rule_version}`
        : `Rule ${flag.code}, ${rule.pack} version ${rule.version}, in force since ${rule.effective_from}: ${rule.question}`,
    ].join("\n   ");
  });
  return [head.join("\n"), ...(cases.length === 0 ? ["No flags."] : cases)].join("\n\n");
}
