"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { Suspense, useState, useTransition } from "react";
import { cn } from "../../../lib/class-names.ts";
import { rulesHref } from "../settings/rules/rules-query.ts";
import { type FilterMenus, FilterRow } from "./filter-row.tsx";
import { FlagList, type FlagListProps } from "./flag-list.tsx";
import { type InboxState, inboxHref, inboxQuery } from "./inbox-state.ts";
import { useDecisions } from "./use-decisions.ts";

export interface FlagsScreenProps
  extends Pick<FlagListProps, "state" | "page" | "groups" | "firstPreview" | "isPreviewOpen" | "today"> {
  menus: Promise<FilterMenus>;
  /** The vertical that the list is narrowed to has no rules of its own. */
  isWithoutRules: boolean;
}

/** The filters, and under them the list that they make: each view has a list of its own. */
export function FlagsScreen({ menus, isWithoutRules, ...shown }: FlagsScreenProps) {
  const router = useRouter();
  const [isMoving, startMove] = useTransition();
  // Above the views: what was decided in one of them is decided in the next.
  const decisions = useDecisions();
  const [isSeverityOpen, setSeverityOpen] = useState(false);
  const { state, groups } = shown;
  const go = (next: InboxState) => startMove(() => router.push(inboxHref(next)));
  const toggleSeverity = (level: number) => {
    const { severities } = state;
    const isOn = severities.includes(level);
    go({ ...state, severities: isOn ? severities.filter((one) => one !== level) : [...severities, level] });
  };
  return (
    <>
      <Suspense fallback={<div className="h-11 flex-none border-border border-b bg-background" />}>
        <FilterRow
          state={state}
          go={go}
          menus={menus}
          groups={groups}
          isSeverityOpen={isSeverityOpen}
          setSeverityOpen={setSeverityOpen}
          toggleSeverity={toggleSeverity}
        />
      </Suspense>
      {isWithoutRules && state.vertical !== null ? (
        <p className="flex-none border-border border-b bg-muted px-5 py-1.5 text-[12.5px] text-sub">
          {state.vertical} has no rules of its own; General's are used.{" "}
          <Link
            href={rulesHref({ pack: state.vertical, rule: null, v: "draft" })}
            prefetch={false}
            className="font-medium text-signal underline underline-offset-[3px]"
          >
            Open rules
          </Link>
        </p>
      ) : null}
      <div className={cn("flex min-h-0 flex-1", isMoving && "opacity-60")} aria-busy={isMoving}>
        <FlagList
          key={inboxQuery(state)}
          {...shown}
          decisions={decisions}
          openFilters={() => setSeverityOpen(true)}
          toggleSeverity={toggleSeverity}
        />
      </div>
    </>
  );
}
