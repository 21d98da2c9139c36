import { z } from "zod";
import { query } from "../query.ts";

/** Every campaign, for a menu. */
export const campaignChoices = query<[]>()(
  "campaign_choices",
  z.object({ id: z.uuid(), name: z.string(), vertical: z.string().nullable() }),
  "select id, name, vertical from core.campaigns order by lower(name), id",
);

/** Every publisher there is, at most 500: one step of the index for each, never the table. */
export const publisherChoices = query<[]>()(
  "publisher_choices",
  z.object({ publisher: z.string() }),
  `with recursive next (publisher, place) as (
    (select publisher, 1 from core.calls where publisher is not null order by publisher limit 1)
    union all
    select (select c.publisher from core.calls c where c.publisher > n.publisher order by c.publisher limit 1), n.place + 1
    from next n where n.publisher is not null and n.place < 500
  )
  select publisher from next where publisher is not null order by lower(publisher), publisher`,
);
