"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "../../../../../components/ui/button.tsx";
import { JudgeAgain } from "../judge-again.tsx";
import { goBack, type PublishAnswer } from "../publish-actions.ts";

/** Publishes an earlier version again, as a new one. */
export function RollBack({ pack, earlier, basedOn }: { pack: string; earlier: string; basedOn: string }) {
  const router = useRouter();
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  const [answer, setAnswer] = useState<PublishAnswer | null>(null);
  const [pending, begin] = useTransition();
  const send = () =>
    begin(async () => {
      const told = await goBack(pack, earlier, basedOn, reason).catch(() => ({
        outcome: "refused" as const,
        why: "Not rolled back: no connection. Try again.",
      }));
      setAnswer(told);
      if (told.outcome === "published") router.refresh();
    });
  if (answer?.outcome === "published")
    return (
      <div role="status" className="w-full">
        v{answer.version} has the rules of v{earlier} and is in force.
        {answer.again ? <JudgeAgain pack={pack} again={answer.again} /> : null}
      </div>
    );
  if (!isAsked)
    return (
      <Button size="small" className="max-[719px]:hidden" onClick={() => setAsked(true)}>
        Roll back to v{earlier}
      </Button>
    );
  return (
    <form
      className="flex w-full flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <input
        aria-label={`Why v${earlier} again`}
        placeholder={`Why v${earlier} again`}
        value={reason}
        required
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        className="h-8 min-w-60 flex-1 rounded-md border border-input bg-card px-2.5"
      />
      <Button type="submit" variant="primary" disabled={pending || reason.trim() === ""}>
        Publish the rules of v{earlier} again
      </Button>
      <Button type="button" onClick={() => setAsked(false)}>
        Cancel
      </Button>
      <span role="status" className="w-full text-sev-4-ink">
        {answer === null ? "" : answer.why}
      </span>
    </form>
  );
}
