import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../test/support/database.ts";
import { callOf, clearCalls, givenCall } from "../test/support/given-calls.ts";
import {
  claimCalls,
  noteLaneSuccess,
  pauseLane,
  probeNow,
  reportOutage,
  resumeLane,
} from "./call-verbs.sql.ts";

const database = await testDatabase();
const { db, sql } = database;
beforeEach(() => clearCalls(database));
const lane = async (name = "vault") =>
  (
    await sql(
      "select *, extract(epoch from next_probe_at - now())::float8 as probe_in from core.lanes where lane = $1",
      name,
    )
  )[0];
const probeIsDue = () => sql("update core.lanes set next_probe_at = now() where lane = 'vault'");
const retryIsDue = () => sql("update core.calls set next_attempt_at = null");

test("an outage opens the breaker and costs the call no attempt", async () => {
  const id = await givenCall(database);
  await claimCalls.run(db, "vault", "w", 1);
  await reportOutage.run(db, id, "w", 1, "503 from the recording host", null);
  expect(await callOf(database, id)).toMatchObject({ status: "pending", retry_count: 0, locked_by: null });
  expect(await lane()).toMatchObject({
    paused: true,
    pause_kind: "outage",
    reason: "503 from the recording host",
    probe_seconds: 30,
  });
  await retryIsDue();
  expect(await claimCalls.run(db, "vault", "w", 5)).toEqual([]);
});

test("where others have just gone through, an outage is one recording's: it waits, and the lane goes on", async () => {
  const id = await givenCall(database);
  await noteLaneSuccess.run(db, "vault");
  await claimCalls.run(db, "vault", "w", 1);
  await reportOutage.run(db, id, "w", 1, "timed out", null);
  expect(await lane()).toMatchObject({ paused: false });
  expect(await callOf(database, id)).toMatchObject({ status: "pending", retry_count: 0, locked_by: null });
  expect(await claimCalls.run(db, "vault", "w", 1)).toEqual([]);
  // Two minutes without any that went through, or a wait that the host asks for, are the lane's.
  await retryIsDue();
  await sql(
    "update core.lanes set last_success_at = last_success_at - interval '3 minutes' where lane = 'vault'",
  );
  await claimCalls.run(db, "vault", "w", 1);
  await reportOutage.run(db, id, "w", 1, "timed out", null);
  expect(await lane()).toMatchObject({ paused: true, pause_kind: "outage" });
});

test("one probe at a time, 30 s doubling to 5 min, and success closes the breaker", async () => {
  await givenCall(database);
  await givenCall(database);
  for (const seconds of [30, 60, 120, 240, 300, 300]) {
    await probeIsDue();
    await retryIsDue();
    const [probe, ...more] = await claimCalls.run(db, "vault", "w", 5);
    if (!probe) throw new Error("no probe");
    expect(more.length).toBe(seconds === 30 ? 1 : 0);
    await reportOutage.run(db, probe.id, "w", probe.attempt, "timed out", null);
    expect(await lane()).toMatchObject({ probe_seconds: seconds });
    if (more[0])
      await sql(
        "update core.calls set locked_by = null, lease_expires_at = null, retry_count = 0 where id = $1",
        more[0].id,
      );
  }
  await noteLaneSuccess.run(db, "vault");
  expect(await lane()).toMatchObject({ paused: false, reason: null });
  await retryIsDue();
  expect(await claimCalls.run(db, "vault", "w", 5)).toHaveLength(2);
});

test("calls that fail side by side are one outage: the wait is not doubled for each", async () => {
  for (let failed = 0; failed < 8; failed += 1) await pauseLane.run(db, "vault", "outage", "timed out", null);
  expect(await lane()).toMatchObject({ probe_seconds: 30 });
  expect((await lane())?.["probe_in"]).toBeCloseTo(30, 0);
});

test("probes take turns: what has met no outage first, then what met it longest ago", async () => {
  const at = (hour: number) =>
    givenCall(database, {
      start_time_utc: new Date(Date.UTC(2026, 10, 1, hour)),
      ringba_call_id: `RGB-${hour}`,
    });
  const calls = [await at(3), await at(2), await at(1)];
  await claimCalls.run(db, "vault", "w", 1);
  await reportOutage.run(db, calls[0] ?? "", "w", 1, "timed out", null);
  const probed: (string | undefined)[] = [];
  for (let probe = 0; probe < 5; probe += 1) {
    await probeIsDue();
    await retryIsDue();
    const [call, ...more] = await claimCalls.run(db, "vault", "w", 5);
    expect(more).toEqual([]);
    probed.push(call?.id);
    await reportOutage.run(db, call?.id ?? "", "w", call?.attempt ?? 0, "timed out", null);
  }
  expect(probed).toEqual([calls[1], calls[2], calls[0], calls[1], calls[2]]);
});

test("a probe with nothing to try is kept for the next call that comes in", async () => {
  await pauseLane.run(db, "vault", "outage", "timed out", null);
  await probeIsDue();
  for (let beat = 0; beat < 5; beat += 1) expect(await claimCalls.run(db, "vault", "w", 1)).toEqual([]);
  expect(await lane()).toMatchObject({ probe_seconds: 30 });
  const id = await givenCall(database);
  expect((await claimCalls.run(db, "vault", "w", 1)).map((call) => call.id)).toEqual([id]);
});

test("a start lets a paused lane try at once, but not one that a person paused", async () => {
  await givenCall(database);
  await pauseLane.run(db, "vault", "trouble", "bad token", null);
  expect(await claimCalls.run(db, "vault", "w", 1)).toEqual([]);
  await probeNow.run(db, ["vault"]);
  expect(await claimCalls.run(db, "vault", "w", 1)).toHaveLength(1);
  await givenCall(database);
  await pauseLane.run(db, "vault", "person", "paused by Maya", null);
  await probeNow.run(db, ["vault"]);
  expect(await claimCalls.run(db, "vault", "w", 1)).toEqual([]);
});

test("an outage counts against a call only if another call went through since", async () => {
  const poison = await givenCall(database);
  const again = async () => {
    await sql("update core.lanes set paused = false, pause_kind = null, next_probe_at = null");
    await retryIsDue();
    const [call] = await claimCalls.run(db, "vault", "w", 1);
    await reportOutage.run(db, poison, "w", call?.attempt ?? 0, "timed out", null);
    return (await callOf(database, poison))["retry_count"];
  };
  expect(await again()).toBe(0);
  expect(await again()).toBe(0);
  await noteLaneSuccess.run(db, "vault");
  expect(await again()).toBe(1);
  expect((await lane())?.["paused"]).toBe(false);
  const [row] = await sql(
    "select extract(epoch from next_attempt_at - now())::float8 as wait from core.calls where id = $1",
    poison,
  );
  expect(row?.["wait"]).toBeCloseTo(1800, 0);
});

test("retry-after stretches the probe, trouble probes after 5 min, a budget until midnight UTC", async () => {
  await pauseLane.run(db, "vault", "outage", "429", 120);
  expect((await lane())?.["probe_in"]).toBeCloseTo(120, 0);
  await pauseLane.run(db, "vault", "trouble", "bad token", null);
  expect((await lane())?.["probe_in"]).toBeCloseTo(300, 0);
  await pauseLane.run(db, "judge", "budget", "spent", null);
  const [row] = await sql(
    "select to_char(next_probe_at at time zone 'UTC', 'HH24:MI:SS') as at from core.lanes where lane = 'judge'",
  );
  expect(row).toEqual({ at: "00:00:00" });
});

test("a person's pause stands until it is resumed", async () => {
  await givenCall(database);
  await pauseLane.run(db, "vault", "person", "paused by Maya", null);
  await pauseLane.run(db, "vault", "outage", "timed out", null);
  await noteLaneSuccess.run(db, "vault");
  expect(await lane()).toMatchObject({ paused: true, pause_kind: "person", reason: "paused by Maya" });
  expect(await claimCalls.run(db, "vault", "w", 1)).toEqual([]);
  await resumeLane.run(db, "vault");
  expect(await claimCalls.run(db, "vault", "w", 1)).toHaveLength(1);
});
