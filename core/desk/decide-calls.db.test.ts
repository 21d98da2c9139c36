import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { clearCalls, givenCall } from "../../test/support/given-calls.ts";
import { decideCalls } from "./decide-calls.ts";

const database = await testDatabase();
const web = openPool({ url: database.urlAs("callscript_web"), max: 2, applicationName: "test" });
afterAll(() => web.close());
beforeEach(() => clearCalls(database));

test("of two who decide, the second hears the first one's name and how long ago that was", async () => {
  await database.sql(
    `insert into app_auth."user" (id, name, email, "emailVerified", role) values ('u1', 'Jon', 'jon@desk.local', true, 'reviewer')`,
  );
  const [taken, free] = [
    await givenCall(database, { status: "flagged", severity: 4, qa_flags: "[]" }),
    await givenCall(database, { status: "flagged", severity: 4, qa_flags: "[]" }),
  ];
  const decide = (who: string, verdict: "marked_safe" | "confirmed_bad", calls: string[]) =>
    decideCalls(web, who, {
      calls: calls.map((id) => ({ id, version: 0 })),
      verdict,
      idempotencyKey: `key of ${who}`,
    });
  expect(await decide("jon@desk.local", "marked_safe", [taken])).toMatchObject([
    { outcome: "saved", secondsAgo: null },
  ]);
  const outcomes = await decide("maya@desk.local", "confirmed_bad", [taken, free]);
  expect(outcomes.find(({ call_id }) => call_id === free)).toMatchObject({
    outcome: "saved",
    decided_by: "maya@desk.local",
    secondsAgo: null,
  });
  const conflict = outcomes.find(({ call_id }) => call_id === taken);
  expect(conflict).toMatchObject({ outcome: "conflict", verdict: "marked_safe", decided_by: "Jon" });
  expect(conflict?.secondsAgo).toBeLessThan(60);
});
