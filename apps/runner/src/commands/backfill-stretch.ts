import { wholeSecond } from "@callscript/lanes/ingest/slice.ts";
import { z } from "zod";
import { CommandError, exitCodes } from "../exit-codes.ts";

const dayMs = 24 * 60 * 60_000;

/**
 * The stretch that `--from` and `--to` name, in whole seconds of UTC, and the key under which it is gone on with. A day
 * as `--to` is read to its end; nothing is read beyond now.
 * @throws CommandError for what is no day or moment, or no stretch of the past.
 */
export function stretchOf(
  { from, to }: { from: string; to: string },
  now: Date,
): { key: string; fromUtc: Date; toUtc: Date } {
  const fromMs = momentOf("--from", from, 0);
  const toMs = momentOf("--to", to, dayMs);
  const nowMs = wholeSecond(now.getTime());
  if (fromMs >= toMs) throw usage(`--from ${from} is not before --to ${to}.`);
  if (fromMs >= nowMs) throw usage(`--from ${from} is not in the past.`);
  return {
    key: `backfill ${inUtc(fromMs)}/${inUtc(toMs)}`,
    fromUtc: new Date(fromMs),
    toUtc: new Date(Math.min(toMs, nowMs)),
  };
}

function momentOf(option: string, given: string, addToDayMs: number): number {
  if (z.iso.date().safeParse(given).success) return Date.parse(`${given}T00:00:00Z`) + addToDayMs;
  if (z.iso.datetime({ offset: true }).safeParse(given).success) return wholeSecond(Date.parse(given));
  throw usage(
    `${option} takes a day (2026-11-20, of UTC) or a moment (2026-11-20T08:00:00Z), not "${given}".`,
  );
}

function usage(message: string): CommandError {
  return new CommandError(message, exitCodes.usage);
}

function inUtc(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
