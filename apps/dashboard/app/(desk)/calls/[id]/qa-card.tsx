import type { CallDetail, CurrentJudgement } from "@callscript/core/desk/call.sql.ts";
import type { Flag } from "@callscript/core/flag.ts";
import { SeverityBars } from "../../../../components/severity.tsx";
import { Card, CardTitle } from "../../../../components/ui/card.tsx";
import { clock, severityWord, speakerWord, unknown } from "../../../../lib/format.ts";
import { judgeWords, reviewReasonWords } from "../../../../lib/judge-words.ts";
import { VerdictButtons } from "./verdict-buttons.tsx";

const verifiedWords = {
  exact: "found word for word in the transcript",
  normalised: "found word for word in the transcript",
  fuzzy: "matched approximately in the transcript",
  measured: "measured",
} as const;

interface RuleText {
  code: string;
  question: string;
  pack: string;
  version: string;
  effective_from: string;
}

export function QaCard({
  call,
  flags,
  rules,
  judgement,
}: {
  call: CallDetail;
  flags: readonly Flag[];
  rules: readonly RuleText[];
  judgement: CurrentJudgement | null;
}) {
  return (
    <Card>
      <div className="flex min-h-10 flex-wrap items-center gap-x-2 border-border border-b px-4 py-1.5">
        <CardTitle>
          {flags.length === 0 ? "No flags" : flags.length === 1 ? "1 flag" : `${flags.length} flags`}
        </CardTitle>
        <span className="text-muted-foreground text-xs">
          {judgeWords(call.judge_model)}
          {call.qa_version === null ? "" : `, ${call.qa_version}`}
        </span>
      </div>
      <ul>
        {flags.map((flag) => (
          <li
            key={flag.code}
            className="border-border border-b px-4 py-3"
            data-flag-start={flag.start ?? undefined}
          >
            <p className="flex items-center gap-2 font-semibold">
              <SeverityBars severity={flag.severity} />
              <span className="sr-only">{severityWord(flag.severity)}</span>
              {flag.name}
              <span className="ml-auto font-normal text-muted-foreground">{clock(flag.start)}</span>
            </p>
            <FlagEvidence flag={flag} />
            <RuleNote rule={rules.find((one) => one.code === flag.code)} />
          </li>
        ))}
      </ul>
      {call.review_reason === null ? null : (
        <p className="border-border border-b px-4 py-2 text-[12.5px] text-sub">
          <strong className="font-medium text-foreground">
            {reviewReasonWords[call.review_reason].title}.
          </strong>{" "}
          {reviewReasonWords[call.review_reason].meaning}
        </p>
      )}
      {judgement === null ? null : <Doubts judgement={judgement} />}
      {judgement === null ? null : <RulesAsked judgement={judgement} flags={flags} />}
      <VerdictButtons
        callId={call.id}
        version={call.verdict_version}
        verdict={call.verdict}
        decidedBy={call.decided_by}
        canDecide={call.status === "flagged" || call.status === "safe"}
      />
    </Card>
  );
}

/** What the judge could not decide or prove, so that a person knows where to listen. */
function Doubts({ judgement: { doubts } }: { judgement: CurrentJudgement }) {
  if (doubts.length === 0) return null;
  return (
    <ul className="border-border border-b px-4 py-2 text-[12.5px] text-sub" aria-label="In doubt">
      {doubts.map(({ code, why, reason, quote }) => (
        <li key={code} className="py-1">
          <strong className="font-medium text-foreground">{codeWords(code)}</strong>
          {why === "unsure" ? ": " : ", quote not found: "}
          {reason}
          {quote === null ? null : <q className="mt-0.5 block text-muted-foreground">{quote}</q>}
        </li>
      ))}
    </ul>
  );
}

/** The rules that were answered with no, folded. */
function RulesAsked({ judgement, flags }: { judgement: CurrentJudgement; flags: readonly Flag[] }) {
  const isOpen = (code: string) => [...flags, ...judgement.doubts].some((one) => one.code === code);
  const unflagged = judgement.asked.filter((code) => !isOpen(code));
  const { not_applicable: others } = judgement;
  const summary = `${unflagged.length} more ${unflagged.length === 1 ? "rule" : "rules"} asked, ${others.length} not applicable`;
  return (
    <details className="border-border border-b px-4 py-2 text-[12.5px] text-sub">
      <summary className="cursor-pointer">{summary}</summary>
      <p className="mt-1.5 text-xs leading-[18px]">{unflagged.map(codeWords).join(", ")}</p>
      {others.length === 0 ? null : (
        <p className="mt-1.5 text-muted-foreground text-xs leading-[18px]">
          Not applicable: {others.map(codeWords).join(", ")}
        </p>
      )}
    </details>
  );
}

const codeWords = (code: string) => code.replaceAll("_", " ");

function FlagEvidence({ flag }: { flag: Flag }) {
  return (
    <>
      <blockquote className="mt-2 border-sev-4 border-l-[3px] pl-2.5">
        {flag.quote === null ? <p>{flag.reason}</p> : <p>“{flag.quote}”</p>}
        <p className="text-muted-foreground text-xs">
          {flag.evidence === "fact" ? "Measured" : speakerWord(flag.speaker)}, {verifiedWords[flag.verified]}
          {flag.confidence === null ? "" : `, confidence ${flag.confidence.toFixed(2)}`}
        </p>
      </blockquote>
      {flag.quote === null ? null : <p className="mt-2 text-[12.5px] text-sub">{flag.reason}</p>}
    </>
  );
}

function RuleNote({ rule }: { rule: RuleText | undefined }) {
  if (!rule) return null;
  return (
    <p className="mt-2 rounded-md bg-muted px-2.5 py-2 text-[12.5px] text-sub leading-[19px]">
      <strong className="font-medium text-foreground">
        {rule.pack} {rule.version || unknown}, in force since {rule.effective_from}.
      </strong>{" "}
      {rule.question}
    </p>
  );
}
