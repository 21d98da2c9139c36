"use client";

import { Check } from "lucide-react";
import { SeverityBadge, SeverityBars } from "../../../components/severity.tsx";
import { cn } from "../../../lib/class-names.ts";
import { ClipPlayer } from "./clip-player.tsx";
import { PreviewFacts } from "./preview-facts.tsx";
import type { ShownPreview } from "./preview-words.ts";
import { QuotedLines } from "./quoted-lines.tsx";

/** The flag as evidence: who said what, the seconds to hear it, the rule it breaks, and whose call it is. */
export function PreviewBody({
  preview,
  onSwitch,
}: {
  preview: ShownPreview;
  onSwitch: (toggle: (() => void) | null) => void;
}) {
  const { evidence, rule, others, facts, clip } = preview;
  return (
    <>
      <p className="flex min-h-[22px] items-center gap-2 text-[12.5px] text-muted-foreground">
        <SeverityBadge severity={preview.severity === 0 ? null : preview.severity} />
        {preview.place}
        {evidence === null ? null : (
          <span
            className={cn("ml-auto flex items-center gap-1", evidence.isSure ? "text-safe-ink" : "text-sub")}
          >
            {evidence.isSure ? <Check className="size-3.5" strokeWidth={2} aria-hidden="true" /> : null}
            {evidence.word}
          </span>
        )}
      </p>
      <h2 className="mt-2 font-semibold text-[16px] leading-[22px] tracking-[-.02em]">{preview.title}</h2>
      <p className="text-[12.5px] text-muted-foreground leading-[18px]">{preview.when}</p>
      <section
        aria-label="Quote"
        className="mt-3 overflow-hidden rounded-[10px] border border-border bg-card"
      >
        <QuotedLines lines={preview.lines} reason={preview.reason} />
        {clip === null ? null : (
          <ClipPlayer
            key={preview.id}
            callId={preview.id}
            clip={clip}
            severity={preview.severity}
            onSwitch={onSwitch}
          />
        )}
      </section>
      {rule === null ? null : (
        <section className="mt-4">
          <h3 className="text-[12.5px] text-muted-foreground">{rule.source}</h3>
          <p className="mt-1">{rule.text}</p>
        </section>
      )}
      {others.length === 0 ? null : (
        <section className="mt-4">
          <h3 className="text-[12.5px] text-muted-foreground">Also on this call</h3>
          <ul className="mt-1">
            {others.map((other) => (
              <li key={other.name} className="flex h-[30px] items-center gap-2">
                <SeverityBars severity={other.severity} />
                <span className="sr-only">{other.severityWord}</span>
                <span className="truncate">{other.name}</span>
                <span className="ml-auto text-muted-foreground">{other.at}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <PreviewFacts facts={facts} />
    </>
  );
}
