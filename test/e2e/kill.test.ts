import { setTimeout as pause } from "node:timers/promises";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { transitions } from "@callscript/core/call-state.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { newHome, start } from "./support/run-callscript.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const kills = 10;
let place: Awaited<ReturnType<typeof newHome>>;
beforeAll(async () => {
  place = await newHome();
});
afterAll(() => place.remove());

test("ten kill -9 at random moments: every call ends once in a terminal state, with no event missing", async () => {
  const seed = Number(process.env["KILL_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  const random = mulberry32(seed);
  const env = {
    CALLSCRIPT_HOME: place.home,
    PORT: String(place.port),
    CALLSCRIPT_API_PORT: String(place.apiPort),
  };
  for (let kill = 0; kill < kills; kill += 1) {
    const program = start(["dist/callscript.mjs", "up", "--demo"], env);
    await program.says(/Starting the database/, 60_000);
    await pause(500 + random() * 6_000);
    program.child.kill("SIGKILL");
    await program.ended;
  }
  const last = start(["dist/callscript.mjs", "up", "--demo"], env);
  await last.says(/is running/, 90_000);
  const cluster = await startEmbedded({ home: `${place.home}/demo`, log: quiet });
  const db = openPool({ url: cluster.url, max: 2, applicationName: "test" });
  try {
    // Leases of killed workers run out after 90 s; moving them in time spares the wait, not the rescue.
    await db.rows(
      "update core.calls set lease_expires_at = now() - interval '1 second' where lease_expires_at is not null and status <> 'transcribed'",
      [],
    );
    const unfinished =
      "select count(*)::int as calls from core.calls where status not in ('flagged', 'safe', 'failed', 'skipped') and audio_url is not null and start_time_utc < now() - interval '2 minutes'";
    await expect
      .poll(async () => (await db.rows(unfinished, []))[0]?.["calls"], { timeout: 150_000, interval: 1_000 })
      .toBe(0);

    const Event = z.object({
      call_id: z.uuid(),
      kind: z.string(),
      from_status: z.string().nullable(),
      to_status: z.string().nullable(),
    });
    const events = z
      .array(Event)
      .parse(
        await db.rows(
          "select call_id, kind, from_status, to_status from core.call_events where kind <> 'updated' order by call_id, id",
          [],
        ),
      );
    const calls = z
      .array(z.object({ id: z.uuid(), status: z.string(), ringba_call_id: z.string() }))
      .parse(await db.rows("select id, status, ringba_call_id from core.calls", []));
    expect(calls.length, `seed ${seed}`).toBeGreaterThanOrEqual(24);
    expect(new Set(calls.map((call) => call.ringba_call_id)).size).toBe(calls.length);
    for (const call of calls) {
      const chain = events.filter((event) => event.call_id === call.id);
      expect(
        chain.filter((event) => event.kind === "created"),
        `seed ${seed}`,
      ).toHaveLength(1);
      let at: string | null = null;
      for (const event of chain) {
        expect(event.from_status, `seed ${seed}, call ${call.id}`).toBe(at);
        if (event.from_status !== null && event.to_status !== event.from_status) {
          const legal: readonly string[] = transitions[event.from_status as keyof typeof transitions];
          expect(legal).toContain(event.to_status);
        }
        at = event.to_status;
      }
      expect(at, `seed ${seed}, call ${call.id}`).toBe(call.status);
    }
    const [twice] = await db.rows(
      "select count(*)::int as calls from (select call_id from core.judgements group by call_id having count(*) > 1) j",
      [],
    );
    expect(twice, `seed ${seed}`).toEqual({ calls: 0 });
    const [failed] = await db.rows(
      "select count(*)::int as calls from core.calls where status = 'failed'",
      [],
    );
    expect(failed, `seed ${seed}`).toEqual({ calls: 0 });
  } finally {
    await db.close();
    last.child.kill("SIGTERM");
    await last.ended;
  }
}, 420_000);

/** A small seeded generator, so that a failing run can be repeated with KILL_SEED. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
