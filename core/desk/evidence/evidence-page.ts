import { escapeHtml as e } from "../../escape-html.ts";
import type { Flag } from "../../flag.ts";
import type { EvidenceClip } from "./clip-spans.ts";
import { secondWords, verifiedWord } from "./evidence-texts.ts";
import type { Evidence } from "./read-evidence.ts";

const style = `body{font:14px/1.5 system-ui,sans-serif;max-width:760px;margin:32px auto;padding:0 16px;color:#1b1d22}
h1{font-size:20px}h2{font-size:15px;margin:24px 0 4px}blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #a4262c}
dl{display:grid;grid-template-columns:140px 1fr;gap:2px 12px}dt{color:#61656e}dd{margin:0}code{font-size:12px;word-break:break-all}
.rule{background:#f3f4f6;padding:8px 12px;border-radius:6px}audio{width:100%}`;

const verdictWords: Readonly<Record<string, string>> = {
  confirmed_bad: "Confirmed bad",
  marked_safe: "Marked safe",
  reopened: "Reopened",
};

/** The case on one page, to be read in any browser and printed: every text in it is escaped, and it loads nothing from outside. */
export function evidencePage(
  evidence: Evidence,
  {
    clips,
    problems,
    madeAt,
    madeBy,
  }: { clips: readonly EvidenceClip[]; problems: readonly string[]; madeAt: Date; madeBy: string },
): string {
  const { call, reviews } = evidence;
  const facts: [string, string][] = [
    ["Ringba id", call.ringba_call_id],
    ["CallScript id", call.id],
    ["Began (UTC)", call.start_time_utc.toISOString()],
    ["Ended (UTC)", call.ended_at_utc.toISOString()],
    ["Campaign", call.campaign ?? "–"],
    ["Publisher", call.publisher ?? "–"],
    ["Buyer", call.buyer ?? "–"],
    ["Revenue", call.revenue === null ? "–" : `$${Number(call.revenue).toFixed(2)}`],
    [
      "Recording",
      call.recording_sha256 === null ? "–" : `${call.recording_bytes} bytes, sha256 ${call.recording_sha256}`,
    ],
    ["Transcript by", call.speech_model ?? "–"],
    ["Judge", `${call.judge_model ?? "–"}, rules ${call.qa_version ?? "–"}`],
  ];
  const flags = call.flags.map((flag, index) => flagSection(evidence, flag, index, clips));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Evidence of call ${e(call.ringba_call_id)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; media-src 'self' file:">
<style>${style}</style></head><body>
<h1>Evidence of call ${e(call.ringba_call_id)}</h1>
<dl>${facts.map(([name, value]) => `<dt>${e(name)}</dt><dd>${e(value)}</dd>`).join("")}</dl>
${problems.map((problem) => `<p>${e(problem)}</p>`).join("")}
<h2>${flags.length === 0 ? "No flags" : `Flags (${flags.length})`}</h2>
${flags.join("\n")}
<h2>Decisions</h2>
${
  reviews.length === 0
    ? "<p>Nobody has decided this call.</p>"
    : `<ul>${reviews.map(({ at_utc, verdict, by, note }) => `<li>${e(verdictWords[verdict] ?? verdict)} by ${e(by)}, ${at_utc.toISOString()}${note === null ? "" : `: ${e(note)}`}</li>`).join("")}</ul>`
}
<p>Made ${madeAt.toISOString()} by ${e(madeBy)}. The hash of each file stands in manifest.sha256 (check: <code>sha256sum -c manifest.sha256</code>).</p>
</body></html>
`;
}

function flagSection(
  { call, rules, opinions }: Evidence,
  flag: Flag,
  index: number,
  clips: readonly EvidenceClip[],
): string {
  const rule = rules.find(({ code }) => code === flag.code);
  const clip = clips.find((one) => one.flags.includes(index));
  const opinion = opinions.find(({ code }) => code === flag.code);
  const speaker = flag.turn === null ? flag.speaker : (call.segments?.[flag.turn]?.speaker ?? flag.speaker);
  return `<section><h2>${index + 1}. ${e(flag.name)}</h2>
<blockquote>${e(flag.quote ?? flag.reason)}</blockquote>
<p>${e(flag.evidence === "fact" ? "Measured" : (speaker ?? "Speaker"))} at ${secondWords(flag.start)}, ${e(verifiedWord(flag))}.</p>
${flag.quote === null ? "" : `<p>${e(flag.reason)}</p>`}
<p class="rule">${rule === undefined ? `Rule ${e(flag.code)}, ${e(flag.rule_version)}` : `Rule ${e(flag.code)}, ${e(rule.pack)} version ${e(rule.version)}, in force since ${e(rule.effective_from)}: ${e(rule.question)}`}</p>
${opinion === undefined ? "" : `<p>${opinion.opinion === "wrong" ? "Called wrong" : "Verified"} by ${e(opinion.by)}.</p>`}
${clip === undefined ? "" : `<audio controls preload="none" src="${e(clip.name)}"></audio><p>${e(clip.name)}, ${secondWords(clip.from)} to ${secondWords(clip.to)} of the recording</p>`}
</section>`;
}
