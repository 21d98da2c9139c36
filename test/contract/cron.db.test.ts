import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "../e2e/support/run-callscript.ts";
import { testDatabase } from "../support/database.ts";

const { sql } = await testDatabase();

/** What Supabase brings and a plain Postgres does not: stand-ins that keep what they are told. */
const standIns = `
  create schema cron; create schema net; create schema vault;
  create table cron.job (name text primary key, schedule text, command text);
  create function cron.schedule(text, text, text) returns void language sql as
    'insert into cron.job values ($1, $2, $3) on conflict (name) do update set schedule = excluded.schedule, command = excluded.command';
  create table net.posted (url text, headers jsonb);
  create function net.http_post(url text, headers jsonb, body jsonb, timeout_milliseconds integer) returns void language sql as
    'insert into net.posted values ($1, $2)';
  create table vault.decrypted_secrets (name text, decrypted_secret text);
  insert into vault.decrypted_secrets values
    ('callscript_functions_url', 'https://project.example/functions/v1'), ('callscript_cron_secret', 'the secret')`;

test("the schedule calls each function with its secret, rescues, counts, and may be run again", async () => {
  const schedule = readFileSync(path.join(root, "supabase/cron.sql"), "utf8").replace(
    /^create extension.*$/gm,
    "",
  );
  await sql(standIns);
  for (let time = 0; time < 2; time += 1) await sql(schedule);
  const jobs = await sql("select name, schedule, command from cron.job order by name");
  expect(jobs.map((job) => job["name"])).toEqual([
    "callscript-figures",
    "callscript-ingest",
    "callscript-judge",
    "callscript-rescue",
    "callscript-vault",
  ]);
  for (const job of jobs) await sql(String(job["command"]));
  expect(await sql("select url, headers from net.posted order by url")).toEqual([
    { url: "https://project.example/functions/v1/ingest", headers: { authorization: "Bearer the secret" } },
    { url: "https://project.example/functions/v1/judge", headers: { authorization: "Bearer the secret" } },
    { url: "https://project.example/functions/v1/vault", headers: { authorization: "Bearer the secret" } },
  ]);
});
