import { query } from "@callscript/core/query.ts";
import { z } from "zod";

export const databaseFacts = query<[]>()(
  "database_facts",
  z.object({ version: z.string(), migration: z.string(), rules: z.int(), oldest_snapshot_seconds: z.int() }),
  `select current_setting('server_version') as version,
    (select max(version) from supabase_migrations.schema_migrations) as migration,
    (select count(*)::int from core.rules r join core.rule_versions v on v.id = r.rule_version_id
      where (v.pack, v.published_at_utc) in (select pack, max(published_at_utc) from core.rule_versions group by pack)
        and current_date between r.effective_from and coalesce(r.effective_to, 'infinity'::date)) as rules,
    coalesce((select extract(epoch from now() - min(xact_start))::int from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() and backend_xmin is not null), 0) as oldest_snapshot_seconds`,
);
