"use client";

import { useRouter } from "next/navigation";
import { Suspense, useState, useTransition } from "react";
import { cn } from "../../../lib/class-names.ts";
import { type FilterMenus, FilterRow } from "./filter-row.tsx";
import { FlagList, type FlagListProps } from "./flag-list.tsx";
import { type InboxState, inboxHref, inboxQuery } from "./inbox-state.ts";

export interface FlagsScreenProps
  extends Pick<FlagListProps, "state" | "page" | "groups" | "firstPreview" | "isPreviewOpen" | "today"> {
  menus: Promise<FilterMenus>;
}

/** The filters, and under them the list that they make: each view has a list of its own. */
export function FlagsScreen({ menus, ...shown }: FlagsScreenProps) {
  const router = useRouter();
  const [isMoving, startMove] = useTransition();
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
      <div className={cn("flex min-h-0 flex-1", isMoving && "opacity-60")} aria-busy={isMoving}>
        <FlagList
          key={inboxQuery(state)}
          {...shown}
          openFilters={() => setSeverityOpen(true)}
          toggleSeverity={toggleSeverity}
        />
      </div>
    </>
  );
}
