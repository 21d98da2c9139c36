"use client";

import { useEffect, useRef } from "react";
import { Button } from "../../../../components/ui/button.tsx";

export interface Offer {
  /** What it does and costs, or what came of it. */
  text: string;
  /** null: it is said, and nothing is offered. */
  accept: { label: string; run: () => void } | null;
  /** It is there to be read and copied by hand: it goes only when it is closed. */
  stays?: boolean;
}

const shownMs = 10_000;

/** One offer or answer at a time, over the page's content: nothing that costs is begun without its price. */
export function OfferStrip({
  offer,
  isBusy,
  close,
}: {
  offer: Offer | null;
  isBusy: boolean;
  close: () => void;
}) {
  const accept = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (offer?.accept) accept.current?.focus({ preventScroll: true });
  }, [offer]);
  const closing = useRef(close);
  closing.current = close;
  useEffect(() => {
    if (offer === null || offer.accept !== null || offer.stays) return;
    const timer = setTimeout(() => closing.current(), shownMs);
    return () => clearTimeout(timer);
  }, [offer]);
  return (
    <div role="status" aria-live="polite" className="flex-none empty:-mt-3">
      {offer === null ? null : (
        <p className="flex flex-wrap items-center gap-2 rounded-[10px] border border-border bg-signal-soft px-4 py-2">
          {offer.text}
          <span className="ml-auto flex gap-2">
            {offer.accept === null ? null : (
              <Button
                ref={accept}
                size="small"
                variant="primary"
                disabled={isBusy}
                onClick={offer.accept.run}
              >
                {offer.accept.label}
              </Button>
            )}
            <Button size="small" variant="ghost" onClick={close}>
              {offer.accept === null ? "Close" : "Not now"}
            </Button>
          </span>
        </p>
      )}
    </div>
  );
}
