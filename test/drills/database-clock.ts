import type { Db } from "@callscript/core/query.ts";

/**
 * Sets a database's own clock by another: `now()` and `clock_timestamp()` of this database, in functions, queries and
 * column defaults, then read the machine's clock and `drill.clock`. The database must be thrown away afterwards.
 */
export async function ownClock(db: Db): Promise<{ setAhead(ms: number): Promise<void> }> {
  for (const text of [
    "create schema drill",
    "create table drill.clock (ahead interval not null)",
    "insert into drill.clock values (interval '0')",
    ...(["now", "clock_timestamp"] as const).flatMap((name) => [
      `alter function pg_catalog.${name}() rename to machine_${name}`,
      `create function pg_catalog.${name}() returns timestamptz language sql ${name === "now" ? "stable" : "volatile"}
       as 'select pg_catalog.machine_${name}() + (select c.ahead from drill.clock c)'`,
    ]),
  ]) {
    await db.rows(text, []);
  }
  const defaults = await db.rows(
    `select format('alter table %s alter column %I set default %s', d.adrelid::regclass, a.attname,
       replace(pg_get_expr(d.adbin, d.adrelid), 'machine_', '')) as text
     from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
     where pg_get_expr(d.adbin, d.adrelid) like '%machine_%'`,
    [],
  );
  for (const { text } of defaults) await db.rows(String(text), []);
  return {
    async setAhead(ms) {
      await db.rows("update drill.clock set ahead = make_interval(secs => $1)", [ms / 1000]);
    },
  };
}
