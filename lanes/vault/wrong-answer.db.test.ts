import { createServer, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { vaultStage } from "../../test/support/vault-stage.ts";

const stage = await vaultStage();
const { sql, run, call, serves, state, stored } = stage;

type Amiss = (response: ServerResponse) => unknown;
const sends =
  (body: string | Buffer): Amiss =>
  (response) =>
    response.writeHead(200, { "content-type": "audio/wav" }).end(body);
const leadsTo =
  (location: string): Amiss =>
  (response) =>
    response.writeHead(302, { location }).end();

const refused = "the recording's link is refused:";
const amiss: [what: string, answer: Amiss, reason: string][] = [
  ["a page to sign in", sends("\n<!doctype html><h1>Sign in</h1>"), "not audio: it is a web page"],
  ["XML", sends("<?xml version='1.0'?><Error/>"), "not audio: it is a web page"],
  ["a page with a byte order mark", sends("\ufeff<html>"), "not audio: it is a web page"],
  ["JSON", sends('{"error":"maintenance"}'), "not audio: it is JSON"],
  ["a sentence", sends("Down for maintenance"), "not audio: it is text"],
  ["a redirect to itself", leadsTo("/a"), `${refused} it redirects for ever`],
  [
    "a redirect to a host of no recordings",
    leadsTo("https://evil.test/"),
    `${refused} evil.test is not a host of recordings`,
  ],
  ["a redirect to another scheme", leadsTo("ftp://media.ringba.com/"), `${refused} only https is read`],
  ["a redirect to a port", leadsTo("https://media.ringba.com:8443/"), `${refused} it names a port`],
  [
    "a redirect with a user's name",
    leadsTo("https://me@media.ringba.com/"),
    `${refused} it carries a user name`,
  ],
  ["a redirect to nothing", leadsTo("https://[::1/"), `${refused} it redirects to what is no URL`],
];

/** Lets this much time pass for everything that waits. */
const pass = (minutes: number) =>
  sql("update core.calls set next_attempt_at = next_attempt_at - make_interval(mins => $1)", minutes);

test.each(amiss)("an hour of %s, then the recording: it is vaulted", async (_what, answer, reason) => {
  const id = await call("a");
  stage.answers["/a"] = answer;
  for (let minute = 0; minute < 60; minute += 2) {
    await run();
    await pass(2);
  }
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 2, processing_error: reason });
  expect(stored()).toEqual([]);
  serves("a");
  await pass(6 * 60);
  expect(await run()).toMatchObject({ claimed: 1, done: 1 });
  expect(await state(id)).toMatchObject({ status: "downloaded", processing_error: null });
});

test.each(amiss)(
  "%s for ever: failed with the reason after 6 h 32 min, then looked for daily",
  async (_what, answer, reason) => {
    const id = await call("a");
    await sql("update core.calls set start_time_utc = now() - interval '1 hour'");
    stage.answers["/a"] = answer;
    const waits: unknown[] = [];
    for (let look = 0; look < 4; look += 1) {
      expect(await run()).toMatchObject({ claimed: 1, done: 0, paused: null });
      const now = await state(id);
      waits.push([now?.["status"], now?.["retry_count"], now?.["wait"]]);
      await sql("update core.calls set next_attempt_at = now() where status = 'pending'");
    }
    expect(waits).toEqual([
      ["pending", 0, 120],
      ["pending", 1, 1800],
      ["pending", 2, 21_600],
      ["failed", 3, 86_400],
    ]);
    expect((await state(id))?.["processing_error"]).toContain(reason);
  },
);

test("a redirect that comes from a fresh link is looked for again as well", async () => {
  const id = await call("gone");
  stage.answers["/fresh"] = leadsTo("/fresh");
  stage.freshLink = `${stage.host.origin}/fresh`;
  await run();
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 0, wait: 120 });
  serves("fresh");
  await pass(2);
  expect(await run()).toMatchObject({ done: 1 });
});

test("a page behind an expired link: the next look goes by a fresh one", async () => {
  const id = await call("expired");
  stage.answers["/expired"] = sends("<h1>Sign in</h1>");
  serves("fresh");
  stage.freshLink = `${stage.host.origin}/fresh`;
  await run();
  expect(await state(id)).toMatchObject({ status: "pending", retry_count: 0, wait: 120 });
  await pass(2);
  expect(await run()).toMatchObject({ done: 1 });
  expect(stage.host.requests.map(({ path }) => path)).toEqual(["/expired", "/fresh"]);
});

test("one recording's page keeps no other from coming home", async () => {
  await call("page", 0);
  stage.answers["/page"] = sends("<html>");
  serves("b");
  const other = await call("b", 1);
  expect(await run({ concurrency: 1 })).toMatchObject({ claimed: 2, done: 1, paused: null });
  expect(await state(other)).toMatchObject({ status: "downloaded" });
});

test("however often a recording is looked for, where it must not be asked for is never asked", async () => {
  let connections = 0;
  const forbidden = createServer((_, response) => response.end("secret"));
  forbidden.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => forbidden.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => forbidden.close(() => resolve())));
  const { port } = z.object({ port: z.int() }).parse(forbidden.address());
  const behind = await call("behind");
  stage.answers["/behind"] = leadsTo(`http://127.0.0.1:${port}/`);
  const straight = await call("straight");
  await sql("update core.calls set start_time_utc = now() - interval '1 hour'");
  await sql("update core.calls set audio_url = $2 where id = $1", straight, `http://127.0.0.1:${port}/`);
  for (let look = 0; look < 8; look += 1) {
    await run();
    await sql("update core.calls set next_attempt_at = now() where next_attempt_at is not null");
  }
  expect(stage.host.requests).toHaveLength(8);
  expect(await state(behind)).toMatchObject({ status: "failed" });
  expect(await state(straight)).toMatchObject({
    status: "failed",
    processing_error: `${refused} only https is read`,
    wait: null,
  });
  expect(connections).toBe(0);
});
