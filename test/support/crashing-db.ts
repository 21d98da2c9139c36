import type { Db } from "@callscript/core/query.ts";

/** Thrown where the process is taken to have died. */
export class Crash extends Error {
  override name = "Crash";
}

/**
 * The database as a process sees it that dies at a statement: nothing of it arrives from then on, whatever the process
 * still tries. `after`: the statement itself is carried out (a commit may be), and its answer is lost. Statements count
 * from 0, `begin` and `commit` among them.
 */
export function crashingDb(db: Db, at: { statement: number; after: boolean }): Db & { statements(): number } {
  let count = 0;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    const index = count++;
    if (index > at.statement || (index === at.statement && !at.after)) throw new Crash();
    const done = await work();
    if (index === at.statement) throw new Crash();
    return done;
  };
  return {
    statements: () => count,
    rows: (text, params) => step(() => db.rows(text, params)),
    async transaction(work) {
      await step(async () => undefined);
      let result: Awaited<ReturnType<typeof work>> | undefined;
      let lost: unknown;
      await db.transaction(async (tx) => {
        result = await work({
          rows: (text, params) => step(() => tx.rows(text, params)),
          transaction: () => Promise.reject(new Error("a transaction is already open")),
        });
        const index = count++;
        if (index > at.statement || (index === at.statement && !at.after)) throw new Crash();
        if (index === at.statement) lost = new Crash();
      });
      if (lost !== undefined) throw lost;
      return result as Awaited<ReturnType<typeof work>>;
    },
  };
}
