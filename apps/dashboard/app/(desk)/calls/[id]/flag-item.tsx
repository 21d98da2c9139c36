"use client";

import type { Flag } from "@callscript/core/flag.ts";
import { Check, ThumbsDown, ThumbsUp } from "lucide-react";
import { SeverityBars } from "../../../../components/severity.tsx";
import { Button } from "../../../../components/ui/button.tsx";
import { Kbd } from "../../../../components/ui/kbd.tsx";
import { calendarDate, clock, severityWord, speakerWord } from "../../../../lib/format.ts";
import type { FlagOpinionShown, RuleText } from "./call-view.ts";

const verifiedWords = {
  exact: "found word for word in the transcript",
  normalised: "found word for word in the transcript",
  fuzzy: "matched approximately in the transcript",
  measured: "measured",
} as const;

const faultWords = { publisher: "the publisher", buyer: "the buyer", system: "the system" } as const;

export interface FlagItemProps {
  flag: Flag;
  isOpen: boolean;
  rule: RuleText | undefined;
  opinion: FlagOpinionShown | undefined;
  isBeforeSwap: boolean;
  /** Opens it and plays from it. */
  play: () => void;
  say: (opinion: "wrong" | "right" | "withdrawn") => void;
}

/** One flag: its name and second; open, all that speaks for it, and what a person says of it. */
export function FlagItem({ flag, isOpen, rule, opinion, isBeforeSwap, play, say }: FlagItemProps) {
  return (
    <li className="border-border border-b" data-flag-start={flag.start ?? undefined} data-flag={flag.code}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={play}
        className="flex min-h-10 w-full items-center gap-2 px-4 py-2 text-left hover:bg-muted"
      >
        <SeverityBars severity={flag.severity} />
        <span className="sr-only">{severityWord(flag.severity)}</span>
        <span className={isOpen ? "font-semibold" : undefined}>{flag.name}</span>
        {opinion === undefined ? null : (
          <span className="rounded border border-border px-1 text-[11.5px] text-muted-foreground leading-4">
            {opinion.opinion === "wrong" ? "called wrong" : "verified"}
          </span>
        )}
        <span className="ml-auto text-muted-foreground">{clock(flag.start)}</span>
      </button>
      {isOpen ? (
        <div className="px-4 pb-3">
          <blockquote
            className="border-l-[3px] pl-2.5 leading-[21px]"
            style={{ borderColor: `var(--sev-${flag.severity})` }}
          >
            <p>{flag.quote === null ? flag.reason : `“${flag.quote}”`}</p>
            <p className="flex items-center gap-1 text-muted-foreground text-xs">
              {flag.verified === "fuzzy" ? null : (
                <Check className="size-3.5 text-safe-ink" strokeWidth={2} aria-hidden="true" />
              )}
              {flag.evidence === "fact"
                ? measuredWords(flag)
                : `${speakerWord(flag.speaker)}, ${verifiedWords[flag.verified]}`}
              {flag.confidence === null ? "" : `, confidence ${flag.confidence.toFixed(2)}`}
            </p>
          </blockquote>
          {isBeforeSwap ? (
            <p className="mt-2 text-[12.5px] text-sev-3-ink">
              Found before the swap: agent and caller were the other way round.
            </p>
          ) : null}
          {flag.quote === null ? null : <p className="mt-2">{flag.reason}</p>}
          {rule === undefined ? null : (
            <p className="mt-2 rounded-md bg-muted px-2.5 py-2 text-[12.5px] text-sub leading-[19px]">
              <strong className="font-medium text-foreground">
                {rule.pack} v{rule.version}, since {calendarDate(rule.effective_from)}.
              </strong>{" "}
              {rule.question}
            </p>
          )}
          <p className="mt-2 text-muted-foreground text-xs">
            At fault: {faultWords[flag.at_fault]}.{flag.refundable ? " Refundable." : ""}
          </p>
          <Opinion opinion={opinion} say={say} />
        </div>
      ) : null}
    </li>
  );
}

function measuredWords({ fact }: Flag): string {
  return fact === null
    ? "Measured"
    : `Measured: ${fact.value.toFixed(1)} ${fact.unit}, the limit is ${fact.limit} ${fact.unit}`;
}

/** It decides no call: it tells how far this rule's flags can be trusted. */
function Opinion({ opinion, say }: Pick<FlagItemProps, "opinion" | "say">) {
  if (opinion !== undefined)
    return (
      <p className="mt-2 flex flex-wrap items-center gap-2 text-[12.5px]">
        {opinion.opinion === "wrong" ? "Called wrong" : "Verified"} by {opinion.by}. The call is not decided
        by it.
        <Button size="small" variant="ghost" onClick={() => say("withdrawn")}>
          Take back {opinion.opinion === "wrong" ? <Kbd>D</Kbd> : null}
        </Button>
      </p>
    );
  return (
    <p className="mt-2 flex flex-wrap gap-2">
      <Button size="small" onClick={() => say("right")}>
        <ThumbsUp className="size-3.5" strokeWidth={1.75} aria-hidden="true" /> Verified
      </Button>
      <Button size="small" onClick={() => say("wrong")}>
        <ThumbsDown className="size-3.5" strokeWidth={1.75} aria-hidden="true" /> Wrong flag <Kbd>D</Kbd>
      </Button>
    </p>
  );
}
