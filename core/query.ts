import type { z } from "zod";

/** One row as the driver returns it: numeric and int8 are strings, timestamptz is a Date, jsonb is parsed. */
export type Row = Record<string, unknown>;

/** The database as lanes and desk verbs see it. Every promise settles within the adapter's deadline (30 s). */
export interface Db {
  /** Runs one statement; rejects with a `transient` PortError when the database is gone, full or restarting. */
  rows(text: string, params: readonly unknown[]): Promise<Row[]>;
  /** Runs `work` inside one transaction; commits when it resolves, rolls back when it rejects. */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
}

export interface Query<Params extends readonly unknown[], Out> {
  readonly name: string;
  readonly text: string;
  readonly row: z.ZodType<Out>;
  /** All rows, each parsed by the query's row schema. */
  run(db: Db, ...params: Params): Promise<Out[]>;
}

/** Every query made by `query()`, by name: the contract test checks each against a live database. */
export const queryRegistry = new Map<string, Query<readonly unknown[], unknown>>();

/**
 * Declares a named query: SQL text, parameter types and a zod row. Usage:
 * `const q = query<[since: Date]>()("stale_calls", z.object({...}), "select ...")`.
 * @throws when two queries share a name.
 */
export function query<Params extends readonly unknown[]>() {
  return <Out>(name: string, row: z.ZodType<Out>, text: string): Query<Params, Out> => {
    const made: Query<Params, Out> = {
      name,
      text,
      row,
      async run(db, ...params) {
        const found = await db.rows(`/* ${name} */ ${text}`, params);
        return found.map((one) => row.parse(one));
      },
    };
    const known = queryRegistry.get(name);
    if (known && known.text !== text) throw new Error(`two queries are named ${name}`);
    queryRegistry.set(name, made as unknown as Query<readonly unknown[], unknown>);
    return made;
  };
}
