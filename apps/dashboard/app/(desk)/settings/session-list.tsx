import type { sessionsOf } from "@callscript/core/desk/sessions.sql.ts";
import { deviceWords } from "../../../lib/device-words.ts";
import { age, moment } from "../../../lib/format.ts";

type Session = Awaited<ReturnType<typeof sessionsOf.run>>[number];

/** Open sessions by device, place and when they were last used; `end` is what stands at the end of each. */
export function SessionList({
  sessions,
  ownId,
  now,
  end,
}: {
  sessions: readonly Session[];
  ownId: string;
  now: Date;
  end: (session: { id: string; device: string }) => React.ReactNode;
}) {
  return (
    <ul>
      {sessions.map(({ id, user_agent, address, seen_at_utc, begun_at_utc }) => {
        const device = deviceWords(user_agent);
        return (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-border border-t py-2 first:border-t-0"
          >
            <span className="font-medium">{device}</span>
            <span className="text-[12.5px] text-sub">
              {address === "" ? "" : `from ${address}, `}
              <time dateTime={seen_at_utc.toISOString()} title={moment(seen_at_utc)}>
                {id === ownId ? "this browser" : `last used ${age(seen_at_utc, now)} ago`}
              </time>
              , since <time dateTime={begun_at_utc.toISOString()}>{moment(begun_at_utc)}</time>
            </span>
            <span className="ml-auto">{id === ownId ? null : end({ id, device })}</span>
          </li>
        );
      })}
    </ul>
  );
}
