import type { OverviewSummary } from "@callscript/core/desk/overview.ts";

/** Kept for it while it is read: of four steps, as long as their sentences are. */
export const firstRunHeight = "min-h-[300px] min-[720px]:min-h-[142px]";

/** Until the first call is judged: what there is and what is still missing, from what the database knows. */
export function FirstRun({
  facts,
  laneReasons,
}: {
  facts: OverviewSummary["facts"];
  laneReasons: ReadonlyMap<string, string>;
}) {
  const steps = [
    {
      done: facts.last_call_utc !== null,
      name: "Connect Ringba",
      not: laneReasons.get("ingest") ?? "No call has come in yet.",
      is: "Calls come in.",
    },
    {
      done: facts.has_transcript,
      name: "Add a speech model",
      not: laneReasons.get("factory") ?? "No call has been transcribed yet.",
      is: "Calls are transcribed.",
    },
    {
      done: facts.has_judgement,
      name: "Choose a judge",
      not: laneReasons.get("judge") ?? "No call has been judged yet.",
      is: "Calls are judged.",
    },
    {
      done: facts.people > 1,
      name: "Invite a reviewer",
      not: "Only you have an account.",
      is: `${facts.people} people have an account.`,
    },
  ];
  return (
    <section aria-label="Setting up" className={`mb-6 ${firstRunHeight}`}>
      <p className="font-semibold text-[24px] leading-8 tracking-[-.03em]">
        {steps.filter(({ done }) => done).length} of {steps.length} steps are done; no call has been judged
        yet.
      </p>
      <ol className="mt-3 flex flex-col gap-1.5">
        {steps.map(({ done, name, is, not }) => (
          <li key={name} className="flex items-baseline gap-2.5">
            <span aria-hidden="true" className={done ? "text-safe" : "text-muted-foreground"}>
              {done ? "✓" : "○"}
            </span>
            <span className="font-medium">{name}</span>
            <span className="sr-only">{done ? "done" : "not done"}</span>
            <span className="text-[12.5px] text-sub">{done ? is : not}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
