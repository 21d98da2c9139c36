"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { Dialog, DialogContent } from "../../../../components/ui/dialog.tsx";
import { JudgeAgain } from "./judge-again.tsx";
import { openRule } from "./open-rule-ref.ts";
import { PackChanges } from "./pack-changes.tsx";
import { type DraftReview, type PublishAnswer, publish, reviewDraft } from "./publish-actions.ts";
import type { PublishProps } from "./publish-button.tsx";
import { benchSentence } from "./publish-words.ts";

/** What will be in force, what the bench said of it, and why: then it is published. */
export function PublishDialog({
  pack,
  revision,
  next,
  bench,
  loss,
  onClose,
}: PublishProps & { revision: string; onClose: () => void }) {
  const router = useRouter();
  const [review, setReview] = useState<DraftReview | "failed" | null>(null);
  const [isUnsaved, setUnsaved] = useState(false);
  const [reason, setReason] = useState("");
  const [answer, setAnswer] = useState<PublishAnswer | null>(null);
  const [pending, begin] = useTransition();
  useEffect(() => {
    // What is published is what is seen: what stands in the editor is put into the draft first.
    const { current: rule } = openRule;
    rule
      .save()
      .then(() => {
        setUnsaved(rule.isUnsaved());
        return reviewDraft(pack);
      })
      .then(setReview, () => setReview("failed"));
  }, [pack]);
  const isRead = review !== null && review !== "failed";
  const seen = isRead ? (review.revision ?? "") : "";
  // Saving it made it another draft than the one that was tried.
  const tried = isRead && seen !== revision ? { bench: null, loss: null } : { bench, loss };
  const close = () => {
    onClose();
    router.refresh();
  };
  const send = () =>
    begin(async () => {
      setAnswer(
        await publish(pack, seen, reason).catch(() => ({
          outcome: "refused" as const,
          why: "Not published: no connection. Try again.",
        })),
      );
    });
  if (answer?.outcome === "published")
    return (
      <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : close())}>
        <DialogContent title={`${pack} v${answer.version} is in force`}>
          <p className="text-sub">
            Calls are judged by it from now on. Those judged before keep their judgement.
          </p>
          {answer.again ? <JudgeAgain pack={pack} again={answer.again} /> : null}
          <div className="mt-4 flex justify-end">
            <Button onClick={close}>Close</Button>
          </div>
        </DialogContent>
      </Dialog>
    );
  const faults = [
    ...(isUnsaved
      ? ["What you wrote in the open rule could not be saved: close this, and its editor says why."]
      : []),
    ...(isRead && review.revision === null ? ["There is no draft any more."] : []),
    ...(isRead ? review.faults : []),
  ];
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : close())}>
      <DialogContent title={`Publish ${pack} v${next}`} className="w-[min(720px,calc(100vw-32px))]">
        {review === null ? <p className="text-sub">Reading the draft.</p> : null}
        {review === "failed" ? (
          <p className="text-sub">The draft could not be read. Close and try again.</p>
        ) : null}
        {faults.length > 0 ? (
          <ul className="mb-3 list-disc pl-5 text-sev-4-ink">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        ) : null}
        {isRead ? <PackChanges changes={review.changes} /> : null}
        <h3 className="mt-4 font-medium">Test bench</h3>
        {tried.bench === null ? (
          <p className="text-sub">Not tested</p>
        ) : (
          <p className="text-sub">{benchSentence(tried.bench)}</p>
        )}
        {tried.loss === null ? null : (
          <p role="alert" className="mt-2 rounded-md bg-sev-3-soft px-3 py-2 text-sev-3-ink">
            {tried.loss}
          </p>
        )}
        <p className="mt-3 text-sub">
          In force at once, for calls from each rule's first day. Past calls keep their version.
        </p>
        <form
          className="mt-3"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <label className="block font-medium" htmlFor="publish-reason">
            What changed and why
          </label>
          <input
            id="publish-reason"
            value={reason}
            required
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
            className="mt-1 h-8 w-full rounded-md border border-input bg-card px-2.5 pointer-coarse:h-10"
          />
          <p role="status" className="mt-2 min-h-5 text-sev-4-ink">
            {answer === null
              ? ""
              : answer.outcome === "conflict"
                ? `Not published: ${answer.why}.`
                : answer.why}
          </p>
          <div className="flex justify-end gap-2">
            <Button type="button" onClick={close}>
              Cancel
            </Button>
            <Button
              type="submit"
              variant="primary"
              disabled={pending || !isRead || faults.length > 0 || reason.trim() === ""}
            >
              {tried.loss === null ? `Publish v${next}` : "Publish anyway"}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
