"use client";

import { Card } from "../../../../components/ui/card.tsx";
import { QaCard, type QaCardProps } from "./qa-card.tsx";
import { VerdictBar, type VerdictBarProps } from "./verdict-bar.tsx";

/** What was found, the verdict, and the call's life. The verdict stays in sight while the others scroll. */
export function FindingColumn({
  qa,
  verdict,
  waitingFor,
  life,
}: {
  qa: QaCardProps;
  /** null: there is nothing to decide yet. */
  verdict: VerdictBarProps | null;
  waitingFor: string;
  life: React.ReactNode;
}) {
  return (
    <div className="flex min-h-0 min-w-0 flex-col max-[1099px]:contents min-[1100px]:overflow-auto">
      <div className="max-[1099px]:order-1 min-[1100px]:contents">
        <Card className="flex-none rounded-b-none border-b-0" aria-label="What the judge found">
          <QaCard {...qa} />
        </Card>
        <Card
          className="sticky top-0 bottom-0 z-10 flex-none rounded-t-none border-t-0 max-[719px]:static"
          aria-label="Verdict"
        >
          {verdict === null ? (
            <p className="px-4 py-3 text-muted-foreground">{waitingFor}</p>
          ) : (
            <VerdictBar {...verdict} />
          )}
        </Card>
      </div>
      <div className="mt-3 max-[1099px]:order-3 max-[1099px]:mt-0">{life}</div>
    </div>
  );
}
