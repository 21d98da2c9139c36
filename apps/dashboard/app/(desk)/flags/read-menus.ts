import "server-only";
import { inboxCampaigns, inboxPublishers, inboxRules } from "@callscript/core/desk/inbox-menus.sql.ts";
import { database } from "../../../lib/database.ts";
import type { FilterMenus } from "./filter-row.tsx";

/** What the chips offer; nothing where it cannot be read, because the list stands without it. */
export async function readMenus(): Promise<FilterMenus> {
  const db = database();
  try {
    const [campaigns, publishers, rules] = await Promise.all([
      inboxCampaigns.run(db),
      inboxPublishers.run(db),
      inboxRules.run(db),
    ]);
    const verticals = new Set(campaigns.flatMap(({ vertical }) => (vertical === null ? [] : [vertical])));
    return {
      campaigns: campaigns.map(({ id, name }) => ({ value: id, label: name })),
      verticals: [...verticals].sort().map((name) => ({ value: name, label: name })),
      publishers: publishers.map(({ publisher }) => ({ value: publisher, label: publisher })),
      rules: rules.map(({ code, name }) => ({ value: code, label: name })),
    };
  } catch {
    return { campaigns: [], verticals: [], publishers: [], rules: [] };
  }
}
