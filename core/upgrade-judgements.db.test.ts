import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrate } from "@callscript/adapters/postgres/migrate.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { databaseOf, migrations } from "../test/support/global-setup.ts";
import { readCosts } from "./desk/costs.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The last migration before there were a ledger and append-only tables. */
const before = "20261130";

async function emptyDatabase(): Promise<string> {
  const name = `m_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: inject("clusterUrl") });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  return databaseOf(inject("clusterUrl"), name);
}

test("a database with judged calls is upgraded: what they cost stands in the ledger, who was judged twice is told", async () => {
  const url = await emptyDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), "callscript-migrations-"));
  const db = openPool({ url, max: 2, applicationName: "test" });
  try {
    for (const file of readdirSync(migrations).filter((name) => name < before))
      cpSync(path.join(migrations, file), path.join(folder, file));
    await migrate({ url, folder, log });
    await db.rows(
      `with called as (
        insert into core.calls (ringba_call_id, start_time_utc, status, storage_path, caller_number, buyer, qa_version)
        select 'RGB' || n, now() - make_interval(hours => n), 'safe', 'x', '+1 (312) 555-0142', 'Buyer', 'General@1'
        from generate_series(1, 3) n returning id, ringba_call_id
      ), version as (
        insert into core.rule_versions (pack, version, published_by, reason)
        values ('General', '1', 'callscript', 'the built-in pack') returning id
      )
      insert into core.judgements (call_id, judged_at_utc, finding, flags, qa_version, judge_model, asked,
        tokens_in, tokens_cached, tokens_out, cost_usd)
      select c.id, now() - make_interval(mins => 9 - n), 'safe', '[]', 'General@1', j.model, '{}', j.tokens, 0, j.tokens / 10, j.usd
      from called c join (values ('RGB1', 1, 'openai/m', 3000, 0.00051), ('RGB1', 2, 'openai/m', 3000, 0.00049),
        ('RGB2', 1, 'phrases', 0, 0)) as j (name, n, model, tokens, usd) on j.name = c.ringba_call_id`,
      [],
    );

    expect((await migrate({ url, folder: migrations, log })).length).toBeGreaterThan(4);

    expect(
      await db.rows(
        "select purpose, model, tokens_in, settled_at_utc is not null as settled, cost_usd::text from core.model_requests order by at_utc",
        [],
      ),
    ).toEqual([
      { purpose: "judge", model: "openai/m", tokens_in: 3000, settled: true, cost_usd: "0.00051000" },
      { purpose: "rejudge", model: "openai/m", tokens_in: 3000, settled: true, cost_usd: "0.00049000" },
    ]);
    expect(
      await db.rows("select purpose, count(*)::int from core.judgements group by 1 order by 1", []),
    ).toEqual([
      { purpose: "judge", count: 2 },
      { purpose: "rejudge", count: 1 },
    ]);
    const { total } = await readCosts(db, { days: 2, by: "day" });
    expect(total).toMatchObject({ calls: 2, aiUsd: "0.001", judge: { requests: 2, unsettledUsd: "0" } });
    expect(
      await db.rows(
        "select (select count(*)::int from core.earlier_calls(c.id)) as earlier from core.calls c order by ringba_call_id",
        [],
      ),
      "callers of before are known as well",
    ).toEqual([{ earlier: 2 }, { earlier: 1 }, { earlier: 0 }]);
    await expect(db.rows("update core.judgements set finding = 'flagged'", [])).rejects.toThrow(
      /append-only/,
    );
    await expect(
      db.rows(
        `insert into core.rules (rule_version_id, position, code, name, severity, effective_from, definition)
        select id, 1, 'late', 'late', 1, '2026-01-01', '{}' from core.rule_versions`,
        [],
      ),
    ).rejects.toThrow("General@1 is published: no rule is added to it");
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
