import type { Db } from "@callscript/core/query.ts";
import { createImportCampaign, findCampaign, markVerticalUnknown } from "./import.sql.ts";

/**
 * Finds or makes the campaign of a set and a vertical, each once. Rows that name no vertical share one, which is
 * General and open to be mapped; a vertical that the rows name is taken as a person's word.
 */
export function importCampaigns(db: Db, set: string): (vertical: string | null) => Promise<string> {
  const known = new Map<string | null, Promise<string>>();
  return (vertical) => {
    const found = known.get(vertical) ?? findOrCreate(db, set, vertical);
    known.set(vertical, found);
    return found;
  };
}

async function findOrCreate(db: Db, set: string, vertical: string | null): Promise<string> {
  const key = vertical === null ? `import:${set}` : `import:${set}:${vertical}`;
  const name = vertical === null ? `Import ${set}` : `Import ${set} (${vertical})`;
  return db.transaction(async (tx) => {
    const [made] = await createImportCampaign.run(tx, key, name, vertical ?? "General");
    if (made !== undefined && vertical === null) await markVerticalUnknown.run(tx, made.id);
    const [campaign] = made === undefined ? await findCampaign.run(tx, key) : [made];
    if (campaign === undefined) throw new Error("the import's campaign is neither new nor there");
    return campaign.id;
  });
}
