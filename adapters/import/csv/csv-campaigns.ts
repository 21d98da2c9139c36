import type { Db } from "@callscript/core/query.ts";
import { campaignsNamed, createImportCampaign, createNamedCampaign, findCampaign } from "../import.sql.ts";
import { importCampaigns } from "../import-campaigns.ts";
import type { CsvCall } from "./csv-call.ts";

type Whose = Pick<CsvCall, "campaign" | "campaignId" | "vertical">;

/**
 * Finds or makes the campaign of a row, each once. A campaign that is known by its Ringba id, or whose name one campaign
 * alone has, is taken as it is; a new one is tagged by its name. A vertical that the row states is taken as a person's
 * word, and its calls are kept apart from those of other verticals.
 */
export function csvCampaigns(db: Db, set: string): (call: Whose) => Promise<string> {
  const byVertical = importCampaigns(db, set);
  const known = new Map<string, Promise<string>>();
  return (call) => {
    const { campaign, campaignId, vertical } = call;
    if (campaign === null && campaignId === null) return byVertical(vertical);
    const key = JSON.stringify([campaign, campaignId, vertical]);
    const found = known.get(key) ?? db.transaction((tx) => findOrCreate(tx, set, call));
    known.set(key, found);
    return found;
  };
}

async function findOrCreate(tx: Db, set: string, { campaign, campaignId, vertical }: Whose): Promise<string> {
  const name = campaign ?? campaignId ?? "";
  if (vertical !== null) {
    const key = `import:${set}:${vertical}:${campaignId ?? name}`;
    const [made] = await createImportCampaign.run(tx, key, `${name} (${vertical})`, vertical);
    return made?.id ?? (await campaignOf(tx, key));
  }
  const isRingbas = campaignId !== null && /^CA[0-9a-z]{20,}$/i.test(campaignId);
  const key = isRingbas ? campaignId : `import:${set}:campaign:${campaignId ?? name}`;
  const [known] = await findCampaign.run(tx, key);
  if (known !== undefined) return known.id;
  const [one, ...others] = campaignId === null ? await campaignsNamed.run(tx, name) : [];
  if (one !== undefined && others.length === 0) return one.id;
  const [made] = await createNamedCampaign.run(tx, key, name);
  return made?.id ?? (await campaignOf(tx, key));
}

async function campaignOf(tx: Db, key: string): Promise<string> {
  const [campaign] = await findCampaign.run(tx, key);
  if (campaign === undefined) throw new Error("the import's campaign is neither new nor there");
  return campaign.id;
}
