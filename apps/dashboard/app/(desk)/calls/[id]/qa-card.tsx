"use client";

import { Button } from "../../../../components/ui/button.tsx";
import { CardTitle } from "../../../../components/ui/card.tsx";
import type { Finding, FlagOpinionShown } from "./call-view.ts";
import { FlagItem, type FlagItemProps } from "./flag-item.tsx";

export interface QaCardProps {
  finding: Finding;
  opinions: readonly FlagOpinionShown[];
  open: number;
  playFlag: (index: number) => void;
  say: (code: string, opinion: Parameters<FlagItemProps["say"]>[0]) => void;
  /** The call was judged again while it was looked at. */
  newer: { version: string | null; show: () => void } | null;
}

/** What the judge found, the flag that is played open, and what it was asked. */
export function QaCard({ finding, opinions, open, playFlag, say, newer }: QaCardProps) {
  const { flags, rules, review, doubts } = finding;
  return (
    <>
      {newer === null ? null : (
        <p role="status" className="flex items-center gap-2 border-border border-b bg-signal-soft px-4 py-2">
          Judged again{newer.version === null ? "" : ` with ${newer.version}`}.
          <Button size="small" className="ml-auto" onClick={newer.show}>
            Show
          </Button>
        </p>
      )}
      <div className="flex min-h-10 flex-wrap items-center gap-x-2 border-border border-b px-4 py-1.5">
        <CardTitle>
          {flags.length === 0 ? "No flags" : flags.length === 1 ? "1 flag" : `${flags.length} flags`}
        </CardTitle>
        <span className="min-w-0 truncate text-muted-foreground text-xs" title={finding.judge}>
          {finding.judge}
          {finding.version === null ? "" : `, ${finding.version}`}
        </span>
      </div>
      {flags.length === 0 && finding.judgedOn !== null ? (
        <p className="border-border border-b px-4 py-3">
          No flags. {finding.asked.length} {finding.asked.length === 1 ? "rule" : "rules"} asked on{" "}
          {finding.judgedOn}.
        </p>
      ) : null}
      <ul aria-label="Flags">
        {flags.map((flag, index) => (
          <FlagItem
            key={`${flag.code} ${index}`}
            flag={flag}
            isOpen={index === open}
            rule={rules.find(({ code }) => code === flag.code)}
            opinion={opinions.find(({ code }) => code === flag.code)}
            isBeforeSwap={finding.isBeforeSwap}
            play={() => playFlag(index)}
            say={(opinion) => say(flag.code, opinion)}
          />
        ))}
      </ul>
      {review === null ? null : (
        <p className="border-border border-b px-4 py-2 text-[12.5px] text-sub">
          <strong className="font-medium text-foreground">{review.title}.</strong> {review.meaning}
        </p>
      )}
      {doubts.length === 0 ? null : (
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
      )}
      {finding.judgement === null ? null : <RulesAsked finding={finding} />}
    </>
  );
}

/** The rules that ran and did not flag, folded. */
function RulesAsked({ finding: { asked, notApplicable, doubts, flags } }: { finding: Finding }) {
  const isOpen = (code: string) => [...flags, ...doubts].some((one) => one.code === code);
  const passed = asked.filter((code) => !isOpen(code));
  const unsure = doubts.length;
  return (
    <details className="border-border border-b px-4 py-2 text-[12.5px] text-sub">
      <summary className="cursor-pointer py-0.5">
        {passed.length} {passed.length === 1 ? "rule" : "rules"} passed, {notApplicable.length} not
        applicable, {unsure} unsure
      </summary>
      {passed.length === 0 ? null : (
        <p className="mt-1.5 text-xs leading-[18px]">{passed.map(codeWords).join(", ")}</p>
      )}
      {notApplicable.length === 0 ? null : (
        <p className="mt-1.5 text-muted-foreground text-xs leading-[18px]">
          Not applicable: {notApplicable.map(codeWords).join(", ")}
        </p>
      )}
    </details>
  );
}

const codeWords = (code: string) => code.replaceAll("_", " ");
