import { type Detection, readDetection } from "@callscript/core/desk/detection.ts";
import { Card, CardTitle } from "../../../components/ui/card.tsx";
import { database } from "../../../lib/database.ts";
import { percent } from "../../../lib/format.ts";
import { remembered } from "../../../lib/remembered.ts";
import { detectionFigure, detectionWords } from "./detection-words.ts";

/** A month of judgements is read at most once a minute. */
export const monthDetection = remembered(() => readDetection(database(), { days: 30 }), 60_000);

/** How many of the bad calls are flagged, as people's verdicts show it, beside what is promised. */
export function DetectionCard({ detection }: { detection: Detection }) {
  const { target, detection: share } = detection;
  return (
    <Card className="p-4">
      <CardTitle className="mb-2">Bad calls detected, {detection.days} days</CardTitle>
      <p className="font-semibold text-[18px] leading-6 tracking-[-.02em]">{detectionFigure(detection)}</p>
      <div aria-hidden="true" className="relative mt-2 h-1.5 rounded-full bg-accent">
        {share === null ? null : (
          <span
            className="absolute inset-y-0 rounded-full bg-muted-foreground"
            style={{ left: `${share.low * 100}%`, width: `${(share.high - share.low) * 100}%` }}
          />
        )}
        <span className="absolute -inset-y-0.5 w-0.5 bg-foreground" style={{ left: `${target * 100}%` }} />
      </div>
      <p className="mt-2 text-muted-foreground text-xs">
        Target {percent(target)}
        {share === null ? "" : ", 95 % interval in brackets"}. {detectionWords(detection)}
      </p>
    </Card>
  );
}
