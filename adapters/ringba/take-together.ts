import { transient } from "@callscript/core/failure.ts";
import type { Db } from "@callscript/core/query.ts";
import { takeHints } from "@callscript/core/take-hint.sql.ts";
import type { Hint } from "./pixel-handler.ts";

const largestBatch = 500;
const mostWaiting = 5_000;
const answerWithinMs = 10_000;

interface Waiting {
  hint: Hint;
  resolve(taken: boolean): void;
  reject(reason: unknown): void;
}

/**
 * Takes hints of requests that come at the same time in one statement, one commit for all of them: whoever comes while
 * a statement is under way waits for the next one. Alone, a hint goes at once. One statement at a time: each has a
 * NOTIFY, and Postgres commits those one after the other (measured at 8 connections: two side by side were half as fast).
 * Rejects with a transient PortError after 10 s, or at once while 5,000 wait.
 */
export function takeTogether(db: Db): (hint: Hint) => Promise<boolean> {
  let waiting: Waiting[] = [];
  let underWay = false;

  async function takeSome(): Promise<void> {
    const batch = waiting.slice(0, largestBatch);
    waiting = waiting.slice(largestBatch);
    underWay = true;
    try {
      const hints = batch.map((one) => one.hint);
      const [row] = await takeHints.run(
        db,
        hints.map((hint) => hint.keyHash),
        hints.map((hint) => hint.providerCallId),
        hints.map((hint) => hint.recordingUrl),
      );
      for (const [index, one] of batch.entries()) one.resolve(row?.taken[index] === true);
    } catch (error) {
      for (const one of batch) one.reject(error);
    } finally {
      underWay = false;
    }
    goOn();
  }

  function goOn(): void {
    if (waiting.length > 0 && !underWay) void takeSome();
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
