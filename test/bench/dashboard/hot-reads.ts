import { callDetail, callEvents, callPeaks, currentJudgement } from "@callscript/core/desk/call.sql.ts";
import type { CallFilters } from "@callscript/core/desk/call-filters.ts";
import { readCallCosts } from "@callscript/core/desk/costs.ts";
import { readFlagRates } from "@callscript/core/desk/flag-rates.ts";
import { inboxCounts, inboxGroups } from "@callscript/core/desk/inbox.sql.ts";
import { everyCall } from "@callscript/core/desk/inbox-filter.ts";
import { inboxCampaigns, inboxPublishers, inboxRules } from "@callscript/core/desk/inbox-menus.sql.ts";
import { countOf, listCalls } from "@callscript/core/desk/list-calls.ts";
import { listInbox } from "@callscript/core/desk/list-inbox.ts";
import { narrowInbox } from "@callscript/core/desk/narrow-inbox.ts";
import { readRules, readSummary, readTraffic } from "@callscript/core/desk/overview.ts";
import { overviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { readPreview } from "@callscript/core/desk/read-preview.ts";
import { readSearch } from "@callscript/core/desk/read-search.ts";
import type { Db } from "@callscript/core/query.ts";

const tabs = ["review", "unsure", "confirmed", "safe"] as const;
const sorts = ["severity", "window", "newest"] as const;
const everyone = { campaign: null, vertical: null, publisher: null };
export const everyListed: CallFilters = {
  statuses: [],
  fromDay: null,
  toDay: null,
  vertical: null,
  campaign: null,
  publisher: null,
  verdict: null,
  severities: [],
  minMinutes: null,
  maxMinutes: null,
  search: null,
};

/** What the pages read, by the page: first pages and later ones, every order, the filters that people use. */
export const hotReads: Readonly<Record<string, (db: Db) => Promise<void>>> = {
  "/flags": async (db) => {
    for (const tab of tabs)
      for (const sort of sorts) {
        const { next } = await listInbox(db, { tab, sort, size: 100 });
        if (next) await listInbox(db, { tab, sort, size: 100, after: next });
      }
    for (const filter of [
      { ...everyCall, severities: [4] },
      { ...everyCall, publisher: "Publisher 7" },
      { ...everyCall, rule: "dead_air" },
      { ...everyCall, rule: "never_flagged" },
      { ...everyCall, words: "gift card" },
      { ...everyCall, words: "nobody said this" },
    ]) {
      await listInbox(db, { tab: "review", filter });
      await inboxGroups.review.run(db, ...(await narrowInbox(db, "review", filter)));
    }
    await inboxCounts.run(db);
    await inboxGroups.review.run(db, ...(await narrowInbox(db, "review", everyCall)));
    await Promise.all([inboxCampaigns.run(db), inboxPublishers.run(db), inboxRules.run(db)]);
  },
  "/calls": async (db) => {
    for (const sort of ["newest", "longest", "revenue"] as const) {
      const { next } = await listCalls(db, { filters: everyListed, sort });
      if (next) await listCalls(db, { filters: everyListed, sort }, { after: next });
    }
    for (const narrowed of [
      { statuses: ["failed" as const] },
      { verdict: "open" as const },
      { severities: [4] },
      { publisher: "Publisher 7" },
      { vertical: "Medicare" },
      { search: readSearch("+13125550142") },
      { search: readSearch('"gift card" roof') },
    ]) {
      const filters = { ...everyListed, ...narrowed };
      await listCalls(db, { filters, sort: "newest" });
      await countOf(db, filters);
    }
  },
  "/dashboard": async (db) => {
    for (const range of ["today", "7d", "30d"] as const) {
      const period = overviewPeriod(range, new Date());
      await readSummary(db, period, everyone);
      await readTraffic(db, period, everyone);
      await readRules(db, period, everyone);
      await readFlagRates(db, period, everyone, "publisher");
      await readFlagRates(db, period, everyone, "campaign");
    }
  },
  "/calls/[id]": async (db) => {
    const [first] = (await listInbox(db, { tab: "review", size: 1 })).calls;
    if (first === undefined) throw new Error("nothing is flagged");
    await readPreview(db, first.id);
    await Promise.all([
      callDetail.run(db, first.id),
      callPeaks.run(db, first.id),
      callEvents.run(db, first.id),
      currentJudgement.run(db, first.id),
      readCallCosts(db, first.id),
    ]);
  },
};
