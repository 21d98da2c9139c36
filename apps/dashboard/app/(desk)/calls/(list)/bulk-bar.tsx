import { RotateCcw, Scale, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { count } from "../../../../lib/format.ts";
import { judgeAgain, offerAgain, putBack } from "./actions.ts";
import { againWords, putBackWords, stoppedWords } from "./bulk-words.ts";
import { inBatches } from "./in-batches.ts";

/** What an admin can do with a selection. Judging again says what it costs before anything is asked for. */
export function BulkBar({
  ids,
  words,
  mayPutBack,
  selectAll,
  say,
  clear,
  done,
}: {
  ids: readonly string[];
  /** "12 selected" */
  words: string;
  mayPutBack: boolean;
  /** Selects what is not loaded too; null: it is, or cannot be. */
  selectAll: (() => Promise<void>) | null;
  say: (text: string, isError?: boolean) => void;
  clear: () => void;
  done: () => void;
}) {
  const [offer, setOffer] = useState<{ ids: readonly string[]; calls: number; text: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [progress, setProgress] = useState(0);
  const current = offer !== null && offer.ids.join() === ids.join() ? offer : null;
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch {
      // The reason is in the server's log; the selection stays.
      say("Not done. Check the connection and try again.", true);
    } finally {
      setProgress(0);
      setBusy(false);
    }
  };
  const finish = (work: (batch: readonly string[]) => Promise<number>, wordsOf: (sum: number) => string) =>
    run(async () => {
      setProgress(0);
      let reached = 0;
      const onProgress = (calls: number) => {
        reached = calls;
        setProgress(calls);
      };
      try {
        say(wordsOf(await inBatches(ids, work, onProgress)));
      } catch (error) {
        if (reached === 0) throw error;
        say(stoppedWords(reached, ids.length), true);
      }
      done();
    });
  return (
    <div
      role="toolbar"
      aria-label="Act on the selection"
      className="absolute bottom-[18px] left-1/2 z-20 flex min-h-12 w-max max-w-[calc(100%-16px)] -translate-x-1/2 flex-wrap items-center gap-2 rounded-xl border border-border bg-popover py-1.5 pr-2 pl-3.5 shadow-xl"
    >
      {current === null ? (
        <>
          <span className="whitespace-nowrap font-medium">
            {isBusy && progress > 0 ? `${count(progress)} of ${count(ids.length)} done` : words}
          </span>
          {selectAll === null ? null : (
            <Button variant="ghost" size="small" disabled={isBusy} onClick={() => void run(selectAll)}>
              Select all that match
            </Button>
          )}
          <span className="mx-1 h-5 w-px bg-border" />
          {mayPutBack ? (
            <Button
              variant="primary"
              disabled={isBusy}
              onClick={() => void finish(putBack, (moved) => putBackWords(moved, ids.length))}
            >
              <RotateCcw className="size-4" strokeWidth={1.75} aria-hidden="true" /> Put back in the queue
            </Button>
          ) : null}
          <Button
            disabled={isBusy}
            onClick={() => void run(async () => setOffer({ ids, ...(await offerAgain(ids)) }))}
          >
            <Scale className="size-4" strokeWidth={1.75} aria-hidden="true" /> Judge again
          </Button>
        </>
      ) : (
        <>
          <span className="font-medium">{current.text}</span>
          {current.calls > 0 ? (
            <Button variant="primary" disabled={isBusy} onClick={() => void finish(judgeAgain, againWords)}>
              Judge again
            </Button>
          ) : null}
          <Button variant="ghost" disabled={isBusy} onClick={() => setOffer(null)}>
            Not now
          </Button>
        </>
      )}
      <Button variant="ghost" size="icon" aria-label="Clear the selection" onClick={clear}>
        <X className="size-4" strokeWidth={1.75} aria-hidden="true" />
      </Button>
    </div>
  );
}
