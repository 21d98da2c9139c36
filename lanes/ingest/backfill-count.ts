import { failureOf, transient } from "@callscript/core/failure.ts";
import type { ProviderPage } from "@callscript/core/ports.ts";
import { askWithin, type ReadPorts } from "./ask-page.ts";
import { askedPageSize } from "./known-account.ts";

export interface Stretch {
  fromUtc: Date;
  toUtc: Date;
}

export interface PatientOptions {
  signal: AbortSignal;
  /** The share of a minute's requests that is left for those who come first. */
  keep: number;
  wait(seconds: number, signal: AbortSignal): Promise<void>;
  /** Told before every wait. */
  onWait?: (seconds: number) => void;
}

/** Waits for the budget until the signal aborts. */
export function patienceOf({ signal, wait, onWait }: PatientOptions): (seconds: number) => Promise<boolean> {
  return async (seconds) => {
    onWait?.(seconds);
    await wait(seconds, signal);
    return !signal.aborted;
  };
}

/** `counted`: by the account's insights. `claimed`: by the call log itself. `seen`: so many at least. */
export interface StretchCount {
  calls: number;
  how: "counted" | "claimed" | "seen";
  /** The newest calls of the stretch, where they had to be asked for. */
  page: ProviderPage | null;
}

/**
 * Counts a stretch's calls: by the insights, and where these are refused by what the call log claims.
 * @throws what the provider's call log throws, and the abort of the signal.
 */
export async function countStretch(
  ports: ReadPorts,
  stretch: Stretch,
  options: PatientOptions,
): Promise<StretchCount> {
  try {
    const counted = await askPatiently(ports, options, () => ports.source.count(stretch, options.signal));
    return { calls: counted, how: "counted", page: null };
  } catch (error) {
    options.signal.throwIfAborted();
    ports.log.warn("calls not counted", { reason: failureOf(error).reason });
  }
  const page = await newestPage(ports, stretch, options);
  const claimed = page.claimedTotal;
  return claimed === null || claimed < page.received
    ? { calls: page.received, how: "seen", page }
    : { calls: claimed, how: "claimed", page };
}

/** One page of the stretch's newest calls; nothing of it is stored. */
export function newestPage(
  ports: ReadPorts,
  stretch: Stretch,
  options: PatientOptions,
): Promise<ProviderPage> {
  return askPatiently(ports, options, () =>
    ports.source.page({ ...stretch, offset: 0, size: askedPageSize }, options.signal),
  );
}

/** Asks once the budget has room, however long that takes. Rejects with what the provider throws, or the abort. */
async function askPatiently<T>(ports: ReadPorts, options: PatientOptions, ask: () => Promise<T>): Promise<T> {
  const asked = await askWithin(ports, { keep: options.keep, patience: patienceOf(options) }, async () => ({
    kind: "answer" as const,
    answer: await ask(),
  }));
  if (asked.kind === "answer") return asked.answer;
  options.signal.throwIfAborted();
  throw asked.kind === "failed" ? asked.error : transient("the request budget is used up");
}
