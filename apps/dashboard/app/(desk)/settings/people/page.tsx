import { openInvites } from "@callscript/core/desk/invites.sql.ts";
import { listPeople } from "@callscript/core/desk/people.sql.ts";
import { sessionsOf } from "@callscript/core/desk/sessions.sql.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Card, CardTitle } from "../../../../components/ui/card.tsx";
import { database } from "../../../../lib/database.ts";
import { day } from "../../../../lib/format.ts";
import { currentSession, requirePerson } from "../../../../lib/session.ts";
import { SaidHere } from "../lanes/said-here.tsx";
import { SessionList } from "../session-list.tsx";
import { InviteForm } from "./invite-form.tsx";
import { InviteRow } from "./invite-row.tsx";
import { PeopleTable } from "./people-table.tsx";
import { EndSession } from "./person-verbs.tsx";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const me = await requirePerson("/settings/people");
  if (me.role !== "admin") notFound();
  const asked = (await searchParams)["person"];
  const db = database();
  const [people, invites, own] = await Promise.all([
    listPeople.run(db),
    openInvites.run(db),
    currentSession(),
  ]);
  const shown = people.find(({ id }) => id === asked);
  const sessions = shown ? await sessionsOf.run(db, shown.id) : [];
  const now = new Date();
  return (
    <main className="min-h-0 flex-1 overflow-auto p-4 min-[720px]:p-6 min-[1100px]:pt-5">
      <Card className="p-4">
        <CardTitle className="mb-2">People</CardTitle>
        <SaidHere>
          <PeopleTable people={people} ownId={me.id} now={now} />
        </SaidHere>
      </Card>
      {shown ? (
        <Card className="mt-4 p-4">
          <CardTitle className="mb-1">Sessions of {shown.name}</CardTitle>
          <SaidHere>
            <SessionList
              sessions={sessions}
              ownId={own?.sessionId ?? ""}
              now={now}
              end={({ id, device }) => <EndSession user={shown.id} session={id} device={device} />}
            />
          </SaidHere>
          <Link
            href="/settings/people"
            prefetch={false}
            className="mt-2 inline-block text-[12.5px] text-signal underline underline-offset-[3px]"
          >
            Show them no more
          </Link>
        </Card>
      ) : null}
      <div className="mt-4 grid gap-4 min-[1100px]:grid-cols-2">
        <Card className="min-w-0 p-4">
          <CardTitle className="mb-2">Invite somebody</CardTitle>
          <InviteForm />
          <p className="mt-3 text-[12.5px] text-muted-foreground">
            Reviewers decide on calls, write notes and see the evidence. Admins also publish rules, map
            campaigns, run the lanes, export, and manage people.
          </p>
        </Card>
        <Card className="min-w-0 p-4">
          <CardTitle className="mb-1">Open invitations</CardTitle>
          <SaidHere>
            {invites.length === 0 ? (
              <p className="text-sub">None.</p>
            ) : (
              <ul>
                {invites.map(({ id, email, role, invited_by, expires_at_utc }) => (
                  <InviteRow
                    key={id}
                    id={id}
                    email={email}
                    facts={`${role}, by ${invited_by}, ends ${day(expires_at_utc)}`}
                  />
                ))}
              </ul>
            )}
          </SaidHere>
        </Card>
      </div>
    </main>
  );
}
