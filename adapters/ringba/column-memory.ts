import { rememberColumns, rememberedColumns } from "@callscript/core/column-memory.sql.ts";
import type { Db } from "@callscript/core/query.ts";
import type { ColumnMemory } from "./known-columns.ts";

/** Keeps an account's columns in the database, where every process finds them. Another account's are not found. */
export function createColumnMemory(db: Db, accountId: string): ColumnMemory {
  return {
    async load() {
      const [found] = await rememberedColumns.run(db, accountId);
      return found?.columns ?? null;
    },
    async save(known) {
      await rememberColumns.run(db, accountId, JSON.stringify(known));
    },
  };
}
