import { decidedToday } from "@callscript/core/desk/decided-today.sql.ts";
import { listInbox } from "@callscript/core/desk/list-inbox.ts";
import { readPreview } from "@callscript/core/desk/read-preview.ts";
import { packHasRules } from "@callscript/core/desk/rule-versions.sql.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { z } from "zod";
import { TopBar } from "../../../components/top-bar.tsx";
import { database } from "../../../lib/database.ts";
import { requirePerson } from "../../../lib/session.ts";
import { FlagsScreen } from "./flags-screen.tsx";
import { toRow } from "./inbox-row.ts";
import { inboxHref } from "./inbox-state.ts";
import { type ShownPreview, toPreview } from "./preview-words.ts";
import { readGroups } from "./read-groups.ts";
import { filterOf, readInboxState, type SearchParams } from "./read-inbox-state.ts";
import { readMenus } from "./read-menus.ts";
import { todayWords } from "./today-words.ts";
import { ViewTabs } from "./view-tabs.tsx";

export const metadata: Metadata = { title: "Flags" };

const PreviewCookie = z.enum(["open", "closed"]).catch("open");

export default async function FlagsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const state = readInboxState(await searchParams);
  const { email } = await requirePerson(inboxHref(state));
  const now = new Date();
  const filter = filterOf(state, email, now);
  const [groups, menus] = [readGroups(state.tab, filter), readMenus()];
  const [{ calls, asOfUtc, next }, isWithoutRules] = await Promise.all([
    listInbox(database(), { ...state, filter, now }),
    hasNoRules(state.vertical),
  ]);
  const [today] = calls.length === 0 && state.tab === "review" ? await decidedToday.run(database()) : [];
  const isPreviewOpen = PreviewCookie.parse((await cookies()).get("flags_preview")?.value) === "open";
  return (
    <>
      <TopBar title="Flags">
        <ViewTabs state={state} email={email} now={now} />
      </TopBar>
      <FlagsScreen
        state={state}
        page={{ rows: calls.map((call) => toRow(call, now)), asOfUtc, next }}
        groups={groups}
        menus={menus}
        firstPreview={isPreviewOpen ? firstPreview(calls[0]?.id, now) : Promise.resolve(null)}
        isPreviewOpen={isPreviewOpen}
        isWithoutRules={isWithoutRules}
        today={today === undefined ? null : todayWords(today)}
      />
    </>
  );
}

/** Whether calls of the vertical are asked General's rules alone. */
async function hasNoRules(vertical: string | null): Promise<boolean> {
  const known = Vertical.safeParse(vertical);
  if (!known.success || known.data === "General") return false;
  const [found] = await packHasRules.run(database(), known.data);
  return found?.has_rules === false;
}

/** It comes with the page; where it cannot be read, the pane asks for it again. */
async function firstPreview(id: string | undefined, now: Date): Promise<ShownPreview | null> {
  if (id === undefined) return null;
  const found = await readPreview(database(), id).catch(() => null);
  return found === null ? null : toPreview(found, now);
}
