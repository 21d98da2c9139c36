import { query } from "@callscript/core/query.ts";
import { z } from "zod";

const Campaign = z.object({ id: z.uuid() });

/** `manual` keeps the auto-tag from reading a vertical out of a file's name. */
export const createImportCampaign = query<[key: string, name: string, vertical: string]>()(
  "create_import_campaign",
  Campaign,
  `insert into core.campaigns (ringba_campaign_id, name, vertical, inference_source) values ($1, $2, $3, 'manual')
  on conflict (ringba_campaign_id) do nothing returning id`,
);

/** A set whose rows name no vertical is General because nobody knows better, not because somebody said so. */
export const markVerticalUnknown = query<[campaign: string]>()(
  "mark_vertical_unknown",
  z.object({}),
  "update core.campaigns set inference_source = 'unknown' where id = $1",
);

export const findCampaign = query<[key: string]>()(
  "find_import_campaign",
  Campaign,
  "select id from core.campaigns where ringba_campaign_id = $1",
);

/** `segments` is JSON text, or null for a call whose recording is still to be brought. */
export const importCall = query<
  [
    ringbaCallId: string,
    campaign: string,
    startTimeUtc: Date,
    startTimeSource: string,
    durationSeconds: number | null,
    callerNumber: string | null,
    record: string,
    segments: string | null,
    text: string | null,
    worker: string,
    id: string,
  ]
>()(
  "import_call",
  z.object({
    call_id: z.uuid(),
    outcome: z.enum(["created", "resumed", "held", "exists"]),
    attempt: z.int().nullable(),
  }),
  "select call_id, outcome, attempt from core.import_call($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9, $10, $11)",
);

/** A campaign that only its name is known of: the auto-tag reads the vertical out of it. */
export const createNamedCampaign = query<[key: string, name: string]>()(
  "create_named_campaign",
  Campaign,
  `insert into core.campaigns (ringba_campaign_id, name) values ($1, $2)
  on conflict (ringba_campaign_id) do nothing returning id`,
);

/** Two at most: whether a name tells which campaign is meant. */
export const campaignsNamed = query<[name: string]>()(
  "campaigns_named",
  Campaign,
  "select id from core.campaigns where name = $1 limit 2",
);

/** `call` is JSON text of what the row says, see core.import_described_call. */
export const importDescribedCall = query<[call: string, campaign: string, worker: string]>()(
  "import_described_call",
  z.object({
    call_id: z.uuid(),
    outcome: z.enum(["created", "resumed", "held", "exists"]),
    attempt: z.int().nullable(),
  }),
  "select call_id, outcome, attempt from core.import_described_call($1::jsonb, $2, $3)",
);
