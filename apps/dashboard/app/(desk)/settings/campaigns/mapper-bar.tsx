import Link from "next/link";
import { Button } from "../../../../components/ui/button.tsx";
import { Kbd } from "../../../../components/ui/kbd.tsx";
import { cn } from "../../../../lib/class-names.ts";
import { count } from "../../../../lib/format.ts";
import { RejudgeOffer } from "./rejudge-offer.tsx";
import type { useCampaignVerbs } from "./use-campaign-verbs.ts";
import { VerticalSelect } from "./vertical-select.tsx";

/** Which campaigns are shown, what can be done with those selected, and what came of the last thing done. */
export function MapperBar({
  counts,
  isToVerify,
  selected,
  verticals,
  mayMap,
  verbs,
  selectRef,
  onSet,
  onVerify,
  onClear,
  onPatterns,
}: {
  counts: { all: number; toVerify: number };
  isToVerify: boolean;
  selected: number;
  verticals: readonly string[];
  mayMap: boolean;
  verbs: ReturnType<typeof useCampaignVerbs>;
  selectRef: React.Ref<HTMLSelectElement>;
  onSet: (vertical: string) => void;
  onVerify: () => void;
  onClear: () => void;
  onPatterns: () => void;
}) {
  const { said, offer, isPending } = verbs;
  return (
    <div className="sticky top-0 z-10 flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1.5 border-border border-b bg-card px-4 py-1.5">
      <nav aria-label="Which campaigns" className="flex gap-1">
        <ViewLink href="/settings/campaigns?show=verify" isHere={isToVerify}>
          {count(counts.toVerify)} to verify
        </ViewLink>
        <ViewLink href="/settings/campaigns" isHere={!isToVerify}>
          All {count(counts.all)}
        </ViewLink>
      </nav>
      {mayMap && selected > 0 ? (
        <div role="group" aria-label="Selected campaigns" className="flex flex-wrap items-center gap-2">
          <span>{count(selected)} selected</span>
          <VerticalSelect
            ref={selectRef}
            label="Set the vertical of the selected campaigns"
            value=""
            verticals={verticals}
            disabled={isPending}
            onChange={onSet}
          />
          <Kbd>V</Kbd>
          <Button size="small" disabled={isPending} onClick={onVerify}>
            Verify as they are
          </Button>
          <Button size="small" variant="ghost" onClick={onClear}>
            Clear
          </Button>
        </div>
      ) : null}
      <span role="status" className="text-sub">
        {said}
      </span>
      {mayMap && verbs.mayUndo ? (
        <Button size="small" disabled={isPending} onClick={verbs.undoLast}>
          Undo <Kbd>Z</Kbd>
        </Button>
      ) : null}
      {mayMap && offer !== null ? (
        <RejudgeOffer
          text={offer.text}
          disabled={isPending}
          onAccept={() => verbs.accept(offer)}
          onDecline={verbs.decline}
        />
      ) : null}
      {mayMap ? (
        <Button size="small" className="ml-auto" onClick={onPatterns}>
          Name patterns
        </Button>
      ) : null}
    </div>
  );
}

function ViewLink({ href, isHere, children }: { href: string; isHere: boolean; children: React.ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      className={cn(
        "flex h-7 items-center rounded-md px-2.5 text-[12.5px] text-sub hover:bg-accent pointer-coarse:h-10 max-[719px]:h-10",
        isHere && "bg-accent font-medium text-foreground",
      )}
    >
      {children}
    </Link>
  );
}
