"use client";

import { ArrowUpRight } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { day, time } from "../../../../lib/format.ts";
import { ClipPlayer } from "../../flags/clip-player.tsx";
import { PreviewFacts } from "../../flags/preview-facts.tsx";
import { PreviewSheet } from "../../flags/preview-sheet.tsx";
import type { ShownPreview } from "../../flags/preview-words.ts";
import { QuotedLines } from "../../flags/quoted-lines.tsx";
import type { BenchLine } from "./bench-state.ts";
import { benchCallHref, markedBy } from "./bench-words.ts";

const kindWords = {
  newly: "Newly flagged by the draft",
  no_longer: "No longer flagged by the draft",
  otherwise: "Flagged by other rules in the draft",
} as const;

/** One call of the bench in a sheet: what was said around the quote, to be read and heard, and the way to all of it. */
export function BenchCall({ line, close }: { line: BenchLine; close: () => void }) {
  const preview = usePreviewAt(line);
  const began = new Date(line.startedAt);
  return (
    <PreviewSheet title={`Call of ${day(began)}, ${time(began)}`} close={close}>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
        <p className="text-[12.5px] text-muted-foreground">{kindWords[line.kind]}</p>
        <h2 className="mt-1 break-words font-semibold text-[16px] leading-[22px] tracking-[-.02em]">
          {line.codes}
        </h2>
        {preview === "failed" ? (
          <p role="alert" className="mt-3 text-muted-foreground">
            This call could not be read. It may still be opened.
          </p>
        ) : preview === null ? (
          <div role="status" aria-label="Loading the call" className="mt-3 h-36 rounded-[10px] bg-muted" />
        ) : (
          <>
            <section
              aria-label="Quote"
              className="mt-3 overflow-hidden rounded-[10px] border border-border bg-card"
            >
              <QuotedLines lines={markedBy(line.evidence, preview.lines)} reason={line.evidence} />
              {preview.clip === null ? null : (
                <ClipPlayer
                  key={preview.id}
                  callId={preview.id}
                  clip={preview.clip}
                  severity={preview.severity}
                  onSwitch={noKeys}
                />
              )}
            </section>
            <p className="mt-3 text-[12.5px] text-sub">In force: {preview.title}</p>
            <PreviewFacts facts={preview.facts} />
          </>
        )}
      </div>
      <footer className="flex flex-none border-border border-t px-4 py-3">
        <Button asChild className="flex-1">
          <a href={benchCallHref(line)} target="_blank" rel="noreferrer">
            <ArrowUpRight className="size-4" strokeWidth={1.75} aria-hidden="true" /> Open the whole call
          </a>
        </Button>
      </footer>
    </PreviewSheet>
  );
}

const noKeys = () => undefined;

function usePreviewAt({ callId, at }: BenchLine): ShownPreview | "failed" | null {
  const [preview, setPreview] = useState<ShownPreview | "failed" | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    const query = at === null ? "" : `?at=${at}`;
    fetch(`/api/calls/${callId}/preview${query}`, { signal: gone.signal })
      .then((answer) => (answer.ok ? answer.json() : "failed"))
      .then(setPreview, () => (gone.signal.aborted ? undefined : setPreview("failed")));
    return () => gone.abort();
  }, [callId, at]);
  return preview;
}
