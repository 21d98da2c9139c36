import type { Person } from "@callscript/core/desk/people.sql.ts";
import Link from "next/link";
import { count, moment, percent, since, unknown } from "../../../../lib/format.ts";
import { PersonVerbs } from "./person-verbs.tsx";

const cell = "px-3 py-2 first:pl-0 last:pr-0";

/** Everybody with an account; those whose account is closed at the end. */
export function PeopleTable({ people, ownId, now }: { people: readonly Person[]; ownId: string; now: Date }) {
  return (
    <section aria-label="Accounts" className="overflow-x-auto">
      <table className="w-full min-w-[860px] text-left align-middle">
        <thead className="text-[12.5px] text-muted-foreground">
          <tr className="[&>th]:px-3 [&>th]:pb-1.5 [&>th]:font-normal [&>th:first-child]:pl-0">
            <th>Name</th>
            <th>Role</th>
            <th>Second step</th>
            <th>Last seen</th>
            <th className="text-right">Decided, 7 d</th>
            <th className="text-right" title="Of what they decided, the share that they confirmed bad">
              Held up
            </th>
            <th>
              <span className="sr-only">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id} className="border-border border-t">
              <td className={cell}>
                <span className="block font-medium">
                  {person.name}
                  {person.id === ownId ? (
                    <span className="font-normal text-muted-foreground"> (you)</span>
                  ) : null}
                </span>
                <span className="text-[12.5px] text-sub">{person.email}</span>
              </td>
              <td className={cell}>
                {person.disabled_at_utc === null ? (
                  <span className="capitalize">{person.role}</span>
                ) : (
                  <span className="text-muted-foreground">Closed</span>
                )}
              </td>
              <td className={cell}>{person.has_second_factor ? "On" : "Off"}</td>
              <td className={cell}>
                {person.last_seen_at_utc === null ? (
                  unknown
                ) : (
                  <time
                    dateTime={person.last_seen_at_utc.toISOString()}
                    title={moment(person.last_seen_at_utc)}
                  >
                    {since(person.last_seen_at_utc, now)}
                  </time>
                )}
                {person.sessions > 0 ? (
                  <Link
                    href={`/settings/people?person=${encodeURIComponent(person.id)}`}
                    prefetch={false}
                    className="block text-[12.5px] text-signal underline underline-offset-[3px]"
                  >
                    {person.sessions === 1 ? "1 session" : `${count(person.sessions)} sessions`}
                    <span className="sr-only"> of {person.name}</span>
                  </Link>
                ) : null}
              </td>
              <td className={`${cell} text-right tabular-nums`}>{count(person.decided)}</td>
              <td className={`${cell} text-right tabular-nums`}>
                {person.decided === 0 ? unknown : percent(person.confirmed / person.decided)}
              </td>
              <td className={`${cell} w-[320px]`}>
                {person.id === ownId ? null : (
                  <PersonVerbs
                    id={person.id}
                    name={person.name}
                    role={person.role}
                    isClosed={person.disabled_at_utc !== null}
                    hasSecondStep={person.has_second_factor}
                    sessions={person.sessions}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
