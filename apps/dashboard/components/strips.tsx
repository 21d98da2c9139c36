import Link from "next/link";
import { offlineWords } from "../lib/offline-words.ts";

/** Says on every page that this is the demo; it cannot be dismissed. */
export function DemoStrip() {
  return (
    <aside
      aria-label="Demo"
      className="flex-none border-border border-b bg-signal-soft px-5 py-[7px] text-[12.5px] text-signal leading-5"
    >
      Demo data. These calls are made up, and their speech is read by a voice code, not recognised.
    </aside>
  );
}

/** Says once, calmly, that a lane is paused and what it means. */
export function PausedStrip({
  lane,
  reason,
  waiting,
  href,
}: {
  lane: string;
  reason: string;
  waiting: number;
  /** Where lanes are looked after, or looked at. */
  href: string;
}) {
  return (
    <p
      role="status"
      className="flex-none border-border border-b bg-sev-3-soft px-5 py-[7px] text-[12.5px] text-sev-3-ink leading-5"
    >
      <strong className="font-medium capitalize">{lane} is paused.</strong> {reason}. {waiting}{" "}
      {waiting === 1 ? "call is" : "calls are"} waiting and keep their place; none has lost an attempt.{" "}
      <Link href={href} className="font-medium underline underline-offset-[3px]">
        Open lanes
      </Link>
    </p>
  );
}

/** Says that the browser is cut off: what is seen stays, and decisions wait in this tab. */
export function OfflineStrip({ kept }: { kept: number }) {
  return (
    <p
      role="status"
      className="flex-none border-border border-b bg-sev-3-soft px-5 py-[7px] text-[12.5px] text-sev-3-ink leading-5"
    >
      {offlineWords(kept)}
    </p>
  );
}
