import { csvLine } from "../../csv-line.ts";
import type { Flag } from "../../flag.ts";
import type { Evidence } from "./read-evidence.ts";

/** "0:42.5", or "–" where nobody knows. */
export function secondWords(seconds: number | null): string {
  if (seconds === null) return "–";
  const tenths = Math.round(seconds * 10);
  const rest = tenths % 600;
  return `${Math.floor(tenths / 600)}:${String(Math.floor(rest / 10)).padStart(2, "0")}.${rest % 10}`;
}

/** The transcript as text, one turn a line, with who spoke and when. */
export function transcriptFile({ call }: Evidence): string {
  const turns = call.segments ?? [];
  if (turns.length === 0) return "Nothing was transcribed.\n";
  return turns.map(({ speaker, start, text }) => `[${secondWords(start)}] ${speaker}: ${text}\n`).join("");
}

/** The rules behind the flags, as they were asked, with their versions and from when they were in force. */
export function rulesFile({ call, rules }: Evidence): string {
  const texts = call.flags.map((flag) => {
    const rule = rules.find(({ code }) => code === flag.code);
    return rule === undefined
      ? `${flag.code}, ${flag.rule_version}: the text of this version is not kept here.\n`
      : `${flag.code}, ${rule.pack} version ${rule.version}, in force since ${rule.effective_from}\n${rule.question}\n`;
  });
  return texts.length === 0 ? "No rule flagged this call.\n" : texts.join("\n");
}

/** Everything that happened to the call, as CSV. */
export function historyFile({ events, reviews }: Evidence): string {
  const notes = reviews.filter(({ note }) => note !== null);
  return [
    csvLine(["at_utc", "what", "from", "to", "lane", "by", "attempt", "said"]),
    ...events.map((event) =>
      csvLine([
        event.at_utc.toISOString(),
        event.kind,
        event.from_status,
        event.to_status,
        event.lane,
        event.actor,
        event.attempt,
        event.said,
      ]),
    ),
    ...notes.map(({ at_utc, by, note }) =>
      csvLine([at_utc.toISOString(), "note", null, null, null, by, null, note]),
    ),
  ].join("");
}

/** The flags as the judge wrote them, for who reads them with a program. */
export function flagsFile({ call }: Evidence): string {
  return `${JSON.stringify({ call: call.id, ringba_call_id: call.ringba_call_id, qa_version: call.qa_version, judge_model: call.judge_model, flags: call.flags }, null, 2)}\n`;
}

const verifiedWords: Record<Flag["verified"], string> = {
  exact: "found word for word in the transcript",
  normalised: "found word for word in the transcript",
  fuzzy: "matched approximately in the transcript",
  measured: "measured on the recording",
};

/** How a flag's words were checked. */
export function verifiedWord({ verified }: Flag): string {
  return verifiedWords[verified];
}
