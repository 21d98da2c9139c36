import type { LaneCard as Lane } from "@callscript/core/desk/lane-cards.sql.ts";
import { LaneDot } from "../../../../components/lane-list.tsx";
import { Card, CardTitle } from "../../../../components/ui/card.tsx";
import { age, moment } from "../../../../lib/format.ts";
import { pause, resume, runNow } from "./actions.ts";
import { rateWords, reportWords, standingWords } from "./lane-words.ts";
import { type Verb, Verbs } from "./verbs.tsx";

/** What each lane does with a call. */
const duties = {
  ingest: "Reads Ringba's call log",
  vault: "Keeps the recordings",
  factory: "Transcribes them",
  judge: "Asks the rules of each call",
  upkeep: "Returns calls of dead workers, counts the figures, sends alerts",
} as const;

/** One lane: where it stands, what waits for it, what it did and costs, and what can be done with it. */
export function LaneCard({
  lane,
  more,
  now,
}: {
  lane: Lane;
  /** Further lines: what waits, what it costs, who works. */
  more: readonly (readonly [name: string, value: string])[];
  now: Date;
}) {
  const { state, why } = standingWords(lane, now);
  const facts = [
    ...more,
    ...(lane.lane === "upkeep" ? [] : [["Rate", rateWords(lane)] as const]),
    ["Last run", lane.last_run_at === null ? "Not yet" : `${age(lane.last_run_at, now)} ago`] as const,
    ["Last report", reportWords(lane.last_report)] as const,
  ];
  return (
    <Card id={lane.lane} className="flex flex-col p-4">
      <div className="flex items-center gap-2">
        <LaneDot state={lane.state} />
        <CardTitle className="capitalize">{lane.lane}</CardTitle>
        <span
          className="ml-auto text-[12.5px] text-sub"
          title={lane.paused_at_utc ? moment(lane.paused_at_utc) : undefined}
        >
          {state}
        </span>
      </div>
      <p className="mt-0.5 text-muted-foreground text-xs">{duties[lane.lane]}</p>
      {why === "" ? null : <p className="mt-2 text-[12.5px] text-sub leading-[18px]">{why}</p>}
      <dl className="mt-3 mb-3 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-[12.5px] leading-[18px]">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted-foreground">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Verbs verbs={verbsOf(lane)} className="mt-auto" />
    </Card>
  );
}

function verbsOf({ lane, state, pause_kind: kind }: Lane): Verb[] {
  const of = `the ${lane} lane`;
  const verbs: Verb[] = [];
  if (kind !== null) verbs.push({ label: "Resume", of, act: resume.bind(null, lane) });
  else if (lane !== "upkeep") verbs.push({ label: "Pause", of, act: pause.bind(null, lane) });
  if (state !== "stopped" && kind !== "person" && kind !== "budget")
    verbs.push({ label: "Run now", of, act: runNow.bind(null, lane) });
  return verbs;
}
