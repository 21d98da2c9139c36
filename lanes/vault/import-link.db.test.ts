import { callFailure } from "@callscript/core/failure.ts";
import type { RecordingSource } from "@callscript/core/ports.ts";
import { expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, givenCall } from "../../test/support/given-calls.ts";
import { vaultLane } from "./vault.lane.ts";

const database = await testDatabase();
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

test("a link from a file is fetched; for one that leads nowhere the provider, who does not know the call, is not asked", async () => {
  const id = await givenCall(database, { ringba_call_id: "import:mine:a", source: "import" });
  const gone: RecordingSource = { open: () => Promise.reject(callFailure("the recording was gone (404)")) };
  const asked: string[] = [];
  const report = await vaultLane(
    {
      db: database.db,
      store: {
        put: () => Promise.reject(new Error("nothing to store")),
        read: () => Promise.reject(new Error("nothing to read")),
        size: () => Promise.resolve(null),
        readLink: () => Promise.resolve(null),
        remove: () => Promise.resolve(),
      },
      recordings: gone,
      probe: null,
      source: {
        page: () => Promise.reject(new Error("not asked for pages")),
        count: () => Promise.reject(new Error("not asked for counts")),
        detail: (ids) => {
          asked.push(...ids);
          return Promise.resolve([]);
        },
      },
      clock: { now: () => new Date() },
      log: quiet,
    },
    { worker: "v", batch: 5, budgetMs: 60_000, signal: new AbortController().signal },
  );
  expect(report).toMatchObject({ claimed: 1, done: 0, failed: 1 });
  expect(await callOf(database, id)).toMatchObject({ status: "pending", retry_count: 0 });
  expect(asked).toEqual([]);
});
