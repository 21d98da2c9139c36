import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { budgetMs } from "../supabase/functions/_shared/serve-lane.ts";
import { vaultHandler, vaultTimes } from "../supabase/functions/vault/vault-handler.ts";
import { loopbackServer } from "./fakes/loopback-server.ts";
import { s3Server } from "./fakes/s3-server.ts";
import { testDatabase } from "./support/database.ts";
import { wavFile } from "./support/wav.ts";

const keys = { id: "AKIDEXAMPLE", secret: "s3cr3t-key", region: "eu-central-1", bucket: "call-vault" };
const recording = wavFile(Buffer.alloc(4000, 3));

const { sql, url } = await testDatabase();
const bucket = await s3Server(keys);
const noneKnown = JSON.stringify({ isSuccessful: true, report: { records: [] } });
const host = await loopbackServer(({ path }, response) => {
  if (path.endsWith("/detail")) return response.writeHead(200).end(noneKnown);
  response.writeHead(200, { "content-length": recording.length });
  if (!path.startsWith("/slow")) return response.end(recording);
  let sent = 0;
  const timer = setInterval(() => response.write(recording.subarray(sent++, sent)), 20);
  return response.on("close", () => clearInterval(timer));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await host.close();
  await bucket.close();
});
beforeEach(async () => {
  bucket.objects.clear();
  await sql("truncate core.calls cascade");
  const settings = {
    CALLSCRIPT_CRON_SECRET: "the schedule's",
    DATABASE_URL: url,
    RINGBA_ACCOUNT_ID: "RA1",
    RINGBA_API_TOKEN: "test",
    RINGBA_BASE_URL: host.origin,
    RECORDING_ORIGINS: host.origin,
    S3_ENDPOINT: bucket.origin,
    S3_REGION: keys.region,
    S3_BUCKET: keys.bucket,
    S3_ACCESS_KEY_ID: keys.id,
    S3_SECRET_ACCESS_KEY: keys.secret,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});

const given = (name: string, hour: number) =>
  sql(
    "insert into core.calls (ringba_call_id, start_time_utc, audio_url) values ($1, make_timestamptz(2026, 11, 24, $2, 0, 0, 'UTC'), $3)",
    name,
    hour,
    `${host.origin}/${name}`,
  );
const invoke = (handler = vaultHandler(), secret = "the schedule's") =>
  handler.fetch(
    new Request("http://edge.test/vault", { method: "POST", headers: { authorization: `Bearer ${secret}` } }),
  );

test("brings recordings into the bucket for whoever knows the schedule's secret", async () => {
  await given("one", 1);
  expect((await invoke(vaultHandler(), "another")).status).toBe(401);
  expect(bucket.objects.size).toBe(0);
  expect(await (await invoke()).json()).toMatchObject({ claimed: 1, done: 1, paused: null });
  const [row] = await sql("select status, storage_path, recording_bytes from core.calls");
  expect(row).toMatchObject({ status: "downloaded", recording_bytes: String(recording.length) });
  expect(bucket.objects.get(String(row?.["storage_path"]))?.bytes).toEqual(recording);
});

test("a recording fails by its own slowness before the function's time is over", () => {
  const { claimsMs, linkMs, detailMs, transferMs } = vaultTimes;
  expect(claimsMs + 2 * linkMs + detailMs + transferMs).toBeLessThan(budgetMs);
});

test("slow recordings stand back, and the others come home", async () => {
  for (let index = 0; index < 4; index += 1) await given(`slow${index}`, 20 + (index % 4));
  for (let index = 0; index < 5; index += 1) await given(`good${index}`, index);
  const tick = (claimsMs: number) =>
    invoke(vaultHandler({ claimsMs, linkMs: 1000, detailMs: 1000, transferMs: 2000 }));
  const cut: unknown = await (await tick(150)).json();
  expect(cut, "its time to claim was over before the slow ones were").toMatchObject({ done: 0 });
  expect(await (await tick(10_000)).json()).toMatchObject({ done: 5 });
  expect(await sql("select count(*)::int as n from core.calls where status = 'downloaded'")).toEqual([
    { n: 5 },
  ]);
  expect(
    await sql("select distinct processing_error, retry_count from core.calls where status = 'pending'"),
  ).toEqual([
    {
      processing_error: "waiting for the recording: the recording was not through after 2 s",
      retry_count: 0,
    },
  ]);
});
