"use client";

import { Suspense, use } from "react";
import { count, money } from "../../../lib/format.ts";

/** By severity, over a view; null where they could not be read. They stop at a thousand calls. */
export interface Groups {
  isCut: boolean;
  revenue: string;
  of: { severity: number; calls: number; revenue: string }[];
}
export type GroupsPromise = Promise<Groups | null>;

/** "12 calls" and their money, in the head of a severity. */
export function GroupFigures({ groups, severity }: { groups: GroupsPromise; severity: number }) {
  return (
    <Suspense fallback={null}>
      <Figures groups={groups} severity={severity} />
    </Suspense>
  );
}

function Figures({ groups, severity }: { groups: GroupsPromise; severity: number }) {
  const known = use(groups);
  const group = known?.of.find((one) => one.severity === severity);
  if (!known || !group) return null;
  // The one call beyond the thousand only tells that there are more.
  const isCut = known.isCut && group === known.of.at(-1);
  const [calls, more] = isCut ? [group.calls - 1, "+"] : [group.calls, ""];
  return (
    <>
      <span className="text-muted-foreground">
        {calls === 1 && !isCut ? "1 call" : `${count(calls)}${more} calls`}
      </span>
      <span className="ml-auto text-muted-foreground text-xs">
        {money(group.revenue, { sum: true })}
        {more}
      </span>
    </>
  );
}

/** The money of the calls of a view. */
export function ViewMoney({ groups, word }: { groups: GroupsPromise; word: string }) {
  return (
    <Suspense fallback={null}>
      <Money groups={groups} word={word} />
    </Suspense>
  );
}

function Money({ groups, word }: { groups: GroupsPromise; word: string }) {
  const known = use(groups);
  if (!known) return null;
  return (
    <>
      {money(known.revenue, { sum: true })}
      {known.isCut ? "+" : ""} {word}
    </>
  );
}
