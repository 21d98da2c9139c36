import { inboxCounts } from "@callscript/core/desk/inbox.sql.ts";
import { waiting } from "@callscript/core/desk/overview.sql.ts";
import { laneStates } from "@callscript/core/desk/status.sql.ts";
import { LaneList } from "../../components/lane-list.tsx";
import { LiveUpdates } from "../../components/live-updates.tsx";
import { Navigation } from "../../components/navigation.tsx";
import { PersonMenu } from "../../components/person-menu.tsx";
import { SavedViews } from "../../components/saved-views.tsx";
import { PausedStrip } from "../../components/strips.tsx";
import { database } from "../../lib/database.ts";
import { currentPerson } from "../../lib/session.ts";

const laneQueues: Record<string, string> = { vault: "pending", factory: "downloaded", judge: "transcribed" };

/** The frame of every page behind the door. Each page locks itself: a layout is not run again on navigation. */
export default async function DeskLayout({ children }: { children: React.ReactNode }) {
  const person = await currentPerson();
  if (person === null) return children;
  const db = database();
  const [lanes, queues, [counts]] = await Promise.all([
    laneStates.run(db),
    waiting.run(db),
    inboxCounts.run(db),
  ]);
  const queueOf = (lane: string) => queues.find((queue) => queue.status === laneQueues[lane])?.calls ?? 0;
  const paused = lanes.find((lane) => lane.state === "paused" && queueOf(lane.lane) > 0);
  const lanesHref = person.role === "admin" ? "/settings/lanes" : "/dashboard#lanes";
  return (
    <div className="flex h-full min-h-0 flex-col">
      <a href="#main" className="sr-only focus:not-sr-only">
        Skip to the list
      </a>
      {paused ? (
        <PausedStrip
          lane={paused.lane}
          reason={paused.reason ?? "No reason was given"}
          waiting={queueOf(paused.lane)}
          href={lanesHref}
        />
      ) : null}
      <LiveUpdates>
        <div className="flex min-h-0 flex-1 flex-col-reverse min-[720px]:flex-row">
          <aside className="flex flex-none flex-row border-border bg-sidebar max-[719px]:border-t min-[720px]:w-14 min-[720px]:flex-col min-[720px]:border-r min-[720px]:p-2 min-[720px]:pt-3 spread:w-52">
            <Navigation toReview={counts?.review ?? 0} />
            <SavedViews unsure={counts?.unsure ?? 0} />
            <LaneList
              href={lanesHref}
              lanes={lanes
                .filter(({ lane }) => lane !== "upkeep")
                .map((lane) => ({ ...lane, waiting: queueOf(lane.lane) }))}
            />
            <PersonMenu name={person.name} role={person.role} />
          </aside>
          <div id="main" className="flex min-h-0 min-w-0 flex-1 flex-col">
            {children}
          </div>
        </div>
      </LiveUpdates>
    </div>
  );
}
