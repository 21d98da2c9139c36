import { transient } from "@callscript/core/failure.ts";
import type { Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { ringForHints, takeHints } from "@callscript/core/take-hint.sql.ts";
import type { Hint } from "./pixel-handler.ts";

/** Of a pool of ten, which the lanes share. */
const statementsAtATime = 4;
const largestBatch = 500;
const mostWaiting = 5_000;
const answerWithinMs = 10_000;
const ringEveryMs = 250;

interface Waiting {
  hint: Hint;
  resolve(taken: boolean): void;
  reject(reason: unknown): void;
}

/**
 * Takes hints of requests that come at the same time in one statement, one commit for all of them: whoever comes while
 * four statements are under way waits for the next one. Alone, a hint goes at once. Ingest is woken after the commit, at
 * most four times a second; a wake-up that fails costs the time until its beat.
 * Rejects with a transient PortError after 10 s, or at once while 5,000 wait.
 */
export function takeTogether({ db, log }: { db: Db; log: Log }): (hint: Hint) => Promise<boolean> {
  let waiting: Waiting[] = [];
  let underWay = 0;
  const ring = atMostEvery(ringEveryMs, () =>
    ringForHints.run(db).catch((error: unknown) => log.warn("ingest not woken", { reason: String(error) })),
  );

  async function takeSome(): Promise<void> {
    const batch = waiting.slice(0, largestBatch);
    waiting = waiting.slice(largestBatch);
    underWay += 1;
    try {
      const hints = batch.map((one) => one.hint);
      const [row] = await takeHints.run(
        db,
        hints.map((hint) => hint.keyHash),
        hints.map((hint) => hint.providerCallId),
        hints.map((hint) => hint.recordingUrl),
      );
      for (const [index, one] of batch.entries()) one.resolve(row?.taken[index] === true);
      if (hints.some((hint, index) => hint.providerCallId !== null && row?.taken[index] === true)) ring();
    } catch (error) {
      for (const one of batch) one.reject(error);
    } finally {
      underWay -= 1;
    }
    goOn();
  }

  function goOn(): void {
    if (waiting.length > 0 && underWay < statementsAtATime) void takeSome();
  }

  return (hint) => {
    if (waiting.length >= mostWaiting) return Promise.reject(transient("too many pixels at a time"));
    return new Promise<boolean>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(transient(`not kept within ${answerWithinMs / 1000} s`)),
        answerWithinMs,
      );
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          settle(value);
        };
      waiting.push({ hint, resolve: settled(resolve), reject: settled(reject) });
      goOn();
    });
  };
}

/** Runs `work` at once and then, for all that asked meanwhile, once more after `ms`. */
function atMostEvery(ms: number, work: () => Promise<unknown>): () => void {
  let resting = false;
  let asked = false;
  const start = () => {
    resting = true;
    asked = false;
    void work();
    setTimeout(() => {
      resting = false;
      if (asked) start();
    }, ms);
  };
  return () => {
    if (resting) asked = true;
    else start();
  };
}
