"use client";

import { Fragment, use, useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { SayContext } from "./said-here.tsx";

export interface Verb {
  label: string;
  /** What a reader hears where the label alone does not say of what. */
  of?: string;
  /** Answers with what is to be said of it, if anything. */
  act: () => Promise<unknown>;
  /** What is said before it is done, where it cannot be taken back: it is asked again then. */
  asks?: string;
}

/** What can be done here, and what came of it; it is said beside, whichever verbs are left. */
export function Verbs({ verbs, className = "" }: { verbs: readonly Verb[]; className?: string }) {
  const sayElsewhere = use(SayContext);
  const [said, setSaid] = useState("");
  const say = sayElsewhere ?? setSaid;
  const [asked, ask] = useState<string | null>(null);
  const [pending, begin] = useTransition();
  const run = (act: Verb["act"]) =>
    begin(async () => {
      ask(null);
      try {
        const answer = await act();
        say(typeof answer === "string" ? answer : "");
      } catch {
        // The reason is in the server's log; what is shown is what is stored.
        say("Not done. Check the connection and try again.");
      }
    });
  return (
    <div className={`flex flex-wrap items-center gap-2 ${className}`}>
      {verbs.map(({ label, of, act, asks }) => {
        const name = of === undefined ? undefined : `${label}: ${of}`;
        return asks !== undefined && asked === label ? (
          <Fragment key={label}>
            <span className="text-[12.5px]">{asks}</span>
            <Button size="small" disabled={pending} aria-label={name} onClick={() => run(act)}>
              {label}
            </Button>
            <Button size="small" variant="ghost" onClick={() => ask(null)}>
              Keep it
            </Button>
          </Fragment>
        ) : (
          <Button
            key={label}
            size="small"
            disabled={pending}
            aria-label={asks === undefined || name === undefined ? name : `${name}, asks again`}
            onClick={() => (asks === undefined ? run(act) : ask(label))}
          >
            {label}
          </Button>
        );
      })}
      {sayElsewhere === null ? (
        <span role="status" className="text-[12.5px] text-sub">
          {said}
        </span>
      ) : null}
    </div>
  );
}
