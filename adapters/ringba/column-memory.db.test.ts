import { expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { createColumnMemory } from "./column-memory.ts";

const { db, sql } = await testDatabase();
const known = {
  columns: ["inboundCallId", "callDt"],
  refused: ["buyer"],
  askedAtMs: 1_763_795_000_000,
  failed: true,
};

test("keeps what is known of an account, and of no other", async () => {
  const memory = createColumnMemory(db, "RA1");
  expect(await memory.load()).toBeNull();
  await memory.save(known);
  expect(await createColumnMemory(db, "RA1").load()).toEqual(known);
  expect(await createColumnMemory(db, "RA2").load()).toBeNull();
  expect(await sql("select lane from core.lanes where columns is not null")).toEqual([{ lane: "ingest" }]);
});

test("what cannot be read is not known", async () => {
  const memory = createColumnMemory(db, "RA1");
  await memory.save(known);
  await sql(`update core.lanes set columns = columns - 'refused'`);
  expect(await memory.load()).toBeNull();
});
