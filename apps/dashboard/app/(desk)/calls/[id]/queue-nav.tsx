import { ChevronDown, ChevronUp } from "lucide-react";
import Link from "next/link";
import { Button } from "../../../../components/ui/button.tsx";
import type { Queue } from "./read-queue.ts";

const icon = { className: "size-4", strokeWidth: 1.75, "aria-hidden": true } as const;

/** Where the call stands in the list it was opened from, and the way to its neighbours. */
export function QueueNav({ queue: { place, previousHref, nextHref } }: { queue: Queue }) {
  if (previousHref === null && nextHref === null && place === null) return null;
  return (
    <span className="flex items-center gap-1">
      {place === null ? null : <span className="whitespace-nowrap text-muted-foreground">{place}</span>}
      <Step href={previousHref} label="Previous call">
        <ChevronUp {...icon} />
      </Step>
      <Step href={nextHref} label="Next call">
        <ChevronDown {...icon} />
      </Step>
    </span>
  );
}

function Step({ href, label, children }: { href: string | null; label: string; children: React.ReactNode }) {
  if (href === null)
    return (
      <Button variant="ghost" size="icon" disabled aria-label={label}>
        {children}
      </Button>
    );
  return (
    <Button asChild variant="ghost" size="icon">
      <Link href={href} aria-label={label} prefetch={false}>
        {children}
      </Link>
    </Button>
  );
}
