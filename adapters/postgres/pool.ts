import type { Db, Row } from "@callscript/core/query.ts";
import pg from "pg";
import { databaseFailure } from "./database-failure.ts";

export interface PostgresDb extends Db {
  close(): Promise<void>;
}

export interface PoolOptions {
  url: string;
  max: number;
  applicationName: string;
}

const connectWithinMs = 5_000;
const queryWithinMs = 25_000;
/** Behind a hung query it is never answered: what is left of the 30 s. */
const rollback = { text: "rollback", query_timeout: 4_000 };

/**
 * A pool behind the core `Db` port. Every promise settles within 30 s: connecting 5 s, a query 25 s. Statements are
 * unnamed and no session state is set, so that a transaction pooler may stand in between.
 * Rejects with a transient PortError while the database is gone, full or restarting.
 */
export function openPool({ url, max, applicationName }: PoolOptions): PostgresDb {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: queryWithinMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  // An idle connection that breaks is replaced at the next query, which reports what is wrong.
  pool.on("error", () => undefined);
  // One that breaks in the moment between its opening and its use: whoever uses it is told by the query.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    rows: (text, params) => settle(pool.query<Row>(text, [...params])).then((result) => result.rows),
    async transaction(work) {
      const client = await settle(pool.connect());
      let broken: Error | undefined;
      const noted = (error: Error) => {
        broken = error;
      };
      client.on("error", noted);
      const tx: Db = {
        rows: (text, params) => settle(client.query<Row>(text, [...params])).then((result) => result.rows),
        transaction: () => Promise.reject(new Error("a transaction is already open")),
      };
      try {
        await tx.rows("begin", []);
        const result = await work(tx);
        await tx.rows("commit", []);
        return result;
      } catch (error) {
        await client.query(rollback).catch(noted);
        throw error;
      } finally {
        client.off("error", noted);
        client.release(broken);
      }
    },
    close: () => Promise.race([pool.end(), deadline(queryWithinMs)]),
  };
}

async function settle<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw databaseFailure(error);
  }
}

function deadline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
