import type { CallStatus } from "@callscript/core/call-state.ts";
import type { CallEvent } from "@callscript/core/desk/call.sql.ts";
import type { CallCosts } from "@callscript/core/desk/costs.ts";
import { addUsd, zeroUsd } from "@callscript/core/money.ts";
import { ChartTable } from "../../../../components/chart-table.tsx";
import { Card, CardTitle } from "../../../../components/ui/card.tsx";
import { count, moment, smallMoney, wait } from "../../../../lib/format.ts";
import { CallCostsList } from "./call-costs.tsx";
import { eventWords } from "./event-words.ts";
import { StageBar } from "./stage-bar.tsx";
import { type Stage, stagesOf } from "./stages.ts";

export interface LifeOfCallProps {
  events: readonly CallEvent[];
  status: CallStatus;
  costs: CallCosts;
  endedAt: Date;
  now: Date;
  recording: { sha256: string; bytes: number } | null;
  speech: string | null;
}

/** How the call went through the lanes: where it waited and was worked on, what that took, and every event. */
export function LifeOfCall({ events, status, costs, endedAt, now, recording, speech }: LifeOfCallProps) {
  const stages = stagesOf(events, status, endedAt, now);
  const seconds = stages.reduce((sum, { waited, worked }) => sum + (waited ?? 0) + (worked ?? 0), 0);
  return (
    <Card className="flex-none">
      <div className="flex min-h-10 items-center gap-2 border-border border-b px-4">
        <CardTitle>Life of this call</CardTitle>
        <span className="ml-auto text-muted-foreground text-xs">
          {stages.length === 0 ? "" : `${wait(seconds)}, `}
          {smallMoney(Number(costs.totalUsd))}
        </span>
      </div>
      <div className="px-4 py-3">
        {stages.length === 0 ? null : (
          <>
            <StageBar stages={stages} />
            <table className="mt-2.5 w-full text-[12.5px]">
              <thead className="sr-only">
                <tr>
                  <th>Stage</th>
                  <th>Waiting and attempts</th>
                  <th>Work</th>
                  <th>Cost</th>
                </tr>
              </thead>
              <tbody>
                {stages.map((stage) => (
                  <tr key={stage.name}>
                    <th scope="row" className="w-[68px] py-0.5 text-left font-medium">
                      {stage.name}
                    </th>
                    <td className="py-0.5 text-muted-foreground">{stageWords(stage, recording)}</td>
                    <td className="whitespace-nowrap py-0.5 text-right">
                      {stage.worked === null
                        ? ""
                        : wait(stage.name === "Ingest" ? stage.waited : stage.worked)}
                    </td>
                    <td className="w-[76px] py-0.5 text-right text-muted-foreground">
                      {costOf(stage, costs)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <ChartTable
              head={["Stage", "Waited", "Worked", "Attempts"]}
              rows={stages.map(({ name, waited, worked, attempts }) => [
                name,
                wait(waited),
                wait(worked),
                count(attempts),
              ])}
            />
          </>
        )}
        <details data-life className="mt-2 text-[12.5px]">
          <summary className="cursor-pointer py-1 text-sub">
            {count(events.length)} {events.length === 1 ? "event" : "events"}
          </summary>
          <ol className="mt-1 flex flex-col gap-1.5">
            {events.map((event) => (
              <li key={event.id}>
                <span className="flex gap-2">
                  <span className="min-w-0 flex-1">{eventWords(event)}</span>
                  <span className="whitespace-nowrap text-muted-foreground">
                    {event.milliseconds === null ? "" : wait(event.milliseconds / 1000)}
                  </span>
                </span>
                <span className="block text-muted-foreground text-xs">
                  <time dateTime={event.at_utc.toISOString()}>{moment(event.at_utc)}</time>, {event.actor}
                </span>
              </li>
            ))}
          </ol>
          <CallCostsList costs={costs} />
        </details>
        {recording === null ? null : (
          <p className="mt-2 break-all border-border border-t pt-2 font-mono text-[11px] text-muted-foreground leading-4">
            {count(recording.bytes)} bytes, sha256 {recording.sha256}
          </p>
        )}
        {speech === null ? null : <p className="mt-1 text-muted-foreground text-xs">{speech}</p>}
      </div>
    </Card>
  );
}

function stageWords(
  { name, waited, worked, attempts, ended }: Stage,
  recording: LifeOfCallProps["recording"],
): string {
  if (name === "Ingest") return waited === null ? "imported or listed late" : "after hang-up";
  const parts = [
    ended !== null
      ? `${ended} after ${wait(waited)}`
      : worked === null
        ? `waiting for ${wait(waited)}`
        : `waited ${wait(waited)}`,
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(name === "Vault" && recording !== null && worked !== null
      ? [`${(recording.bytes / 1_000_000).toFixed(2)} MB kept`]
      : []),
  ];
  return parts.join(", ");
}

function costOf({ name }: Stage, { transcriptions, requests }: CallCosts): string {
  if (name === "Factory") {
    const priced = transcriptions.flatMap(({ usd }) => usd ?? []);
    return priced.length === 0 ? "" : smallMoney(Number(addUsd(zeroUsd, ...priced)));
  }
  if (name !== "Judge") return "";
  const asked = requests.filter(({ purpose }) => purpose === "judge" || purpose === "rejudge");
  return asked.length === 0 ? "" : smallMoney(Number(addUsd(zeroUsd, ...asked.map(({ usd }) => usd))));
}
