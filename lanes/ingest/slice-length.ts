import { askedPageSize, type KnownAccount } from "./known-account.ts";
import { earlierHalf, type Slice, secondMs, wholeSecond } from "./slice.ts";

/** How much of a page a slice is sized for, by the calls that came last: more would be read twice too often. */
const fill = 0.6;
/** A quiet stretch says little of the next one. */
const mostGrowth = 8;
/** After failures slices grow again when so many in a row were read whole. */
const wholeOfGrowth = 2;

export interface SliceLength {
  /** How long the next slice may be, with so much left of the pass; whole seconds in milliseconds. */
  of(leftMs: number): number;
  /** Failures of this stretch by itself, less what was read whole since: each has halved what is tried. */
  failures(): number;
  wasWhole(): void;
  /** A second was given up for now: what comes after it has not failed. */
  wasPassedBy(): void;
  /** It held more than a page, or was not told whole. */
  wasTooFull(slice: Slice): void;
  failed(slice: Slice): void;
}

/** Sizes the slices of a pass: by the calls that came last, halved where one is too full or fails, and grown again. */
export function sliceLength(account: KnownAccount, failuresBefore: number): SliceLength {
  let failures = failuresBefore;
  let wholeInARow = 0;
  let mostMs: number | null = null;
  const halve = (slice: Slice) => {
    const half = earlierHalf(slice);
    mostMs = half.toMs - half.fromMs;
    wholeInARow = 0;
  };
  return {
    of(leftMs) {
      const sizedMs = sizedBy(account, leftMs);
      mostMs ??= wholeSecond(sizedMs / 2 ** failures);
      return Math.max(secondMs, Math.min(sizedMs, mostMs));
    },
    failures: () => failures,
    wasWhole() {
      wholeInARow += 1;
      if (failures === 0) mostMs = (mostMs ?? secondMs) * mostGrowth;
      else if (wholeInARow % wholeOfGrowth === 0) {
        failures -= 1;
        mostMs = (mostMs ?? secondMs) * 2;
      }
    },
    wasPassedBy() {
      failures = 0;
      mostMs = (mostMs ?? secondMs) * mostGrowth;
    },
    wasTooFull: halve,
    failed(slice) {
      failures += 1;
      halve(slice);
    },
  };
}

function sizedBy({ callsPerSecond, pageSize }: KnownAccount, leftMs: number): number {
  if (callsPerSecond === null || callsPerSecond === 0) return leftMs;
  const seconds = (fill * Math.min(pageSize(), askedPageSize)) / callsPerSecond;
  return Math.min(leftMs, wholeSecond(seconds * secondMs));
}
