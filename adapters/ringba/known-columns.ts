import { PortError } from "@callscript/core/failure.ts";
import { readColumnIds, wantedColumns } from "./call-log-columns.ts";
import type { RingbaAnswer } from "./ringba-request.ts";

const listLastsMs = 24 * 60 * 60_000;
const failureLastsMs = 10 * 60_000;

/** What is known of an account's columns. */
export interface RememberedColumns {
  /** Those of its list that are wanted; empty: there is no list, and no column is named. */
  columns: readonly string[];
  /** Refused in a request although they are listed. */
  refused: readonly string[];
  askedAtMs: number;
  /** The account did not answer when it was asked: what is known is from before. */
  failed: boolean;
}

/** Where it is kept between processes. */
export interface ColumnMemory {
  load(): Promise<RememberedColumns | null>;
  save(known: RememberedColumns): Promise<void>;
}

export interface KnownColumns {
  /** The columns to name in a request; none where the account's list is not known. @throws PortError for a rate limit. */
  names(signal: AbortSignal): Promise<readonly string[]>;
  /** Leaves these out until the list is asked for again. */
  refuse(columns: readonly string[]): Promise<void>;
}

/**
 * The account's own column list, asked by `ask` once a day. An account that does not answer is asked again after ten
 * minutes; until then the last list counts. An account that may not list its columns may still read its calls, so only a
 * rate limit is thrown: the page request tells the rest.
 */
export function createKnownColumns(
  ask: (signal: AbortSignal) => Promise<RingbaAnswer>,
  memory: ColumnMemory | undefined,
): KnownColumns {
  let known: RememberedColumns | null = null;
  let asking: Promise<RememberedColumns> | null = null;

  async function keep(next: RememberedColumns): Promise<RememberedColumns> {
    known = next;
    await memory?.save(next);
    return next;
  }

  async function loadOrAsk(signal: AbortSignal): Promise<RememberedColumns> {
    known = (await memory?.load()) ?? known;
    if (known !== null && !isOver(known)) return known;
    const askedAtMs = Date.now();
    const told = await askList(signal);
    if (told instanceof PortError) {
      const before = known ?? { columns: [], refused: [] };
      const kept = await keep({ ...before, askedAtMs, failed: true });
      if (told.failure.kind === "transient" && told.failure.rateLimit !== undefined) throw told;
      return kept;
    }
    const columns = wantedColumns.filter((column) => told?.has(column));
    return keep({ columns, refused: [], askedAtMs, failed: false });
  }

  /** null: it has no list that can be read. What fails is returned, except for the abort of `signal`. */
  async function askList(signal: AbortSignal): Promise<ReadonlySet<string> | null | PortError> {
    try {
      const answer = await ask(signal);
      return answer.ok ? readColumnIds(answer.json) : null;
    } catch (error) {
      if (error instanceof PortError) return error;
      throw error;
    }
  }

  async function current(signal: AbortSignal): Promise<RememberedColumns> {
    if (known !== null && !isOver(known)) return known;
    asking ??= loadOrAsk(signal).finally(() => {
      asking = null;
    });
    return asking;
  }

  return {
    async names(signal) {
      const { columns, refused } = await current(signal);
      return wantedColumns.filter((column) => columns.includes(column) && !refused.includes(column));
    },
    async refuse(columns) {
      if (known !== null) await keep({ ...known, refused: [...new Set([...known.refused, ...columns])] });
    },
  };
}

function isOver({ askedAtMs, failed }: RememberedColumns): boolean {
  // A moment that lies ahead is of a clock that was set back since.
  return Math.abs(Date.now() - askedAtMs) > (failed ? failureLastsMs : listLastsMs);
}
