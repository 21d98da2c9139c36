import { sessionsOf } from "@callscript/core/desk/sessions.sql.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "../../../../components/ui/button.tsx";
import { Card, CardTitle } from "../../../../components/ui/card.tsx";
import { database } from "../../../../lib/database.ts";
import { dashboardEnv } from "../../../../lib/env.ts";
import { currentSession, requirePerson } from "../../../../lib/session.ts";
import { SaidHere } from "../lanes/said-here.tsx";
import { SessionList } from "../session-list.tsx";
import { EndOthers, EndOwnSession } from "./own-sessions.tsx";
import { PasswordForm } from "./password-form.tsx";
import { Preferences } from "./preferences.tsx";
import { SecondStep } from "./second-step.tsx";

export const metadata: Metadata = { title: "My account" };

export default async function AccountPage() {
  const person = await requirePerson("/settings/account");
  const [own, sessions] = await Promise.all([currentSession(), sessionsOf.run(database(), person.id)]);
  const isDemanded = person.role === "admin" && dashboardEnv().CALLSCRIPT_SECOND_FACTOR === "admins";
  return (
    <main className="min-h-0 flex-1 overflow-auto p-4 min-[720px]:p-6 min-[1100px]:pt-5">
      <p className="mb-4">
        <span className="font-medium">{person.name}</span>
        <span className="text-sub">
          , {person.email}, {person.role}
        </span>
      </p>
      <div className="grid gap-4 min-[1100px]:grid-cols-2">
        <Card className="min-w-0 p-4">
          <CardTitle className="mb-3">Preferences of this browser</CardTitle>
          <Preferences />
        </Card>
        <Card className="min-w-0 p-4">
          <CardTitle className="mb-1">Sessions</CardTitle>
          <SaidHere>
            <SessionList
              sessions={sessions}
              ownId={own?.sessionId ?? ""}
              now={new Date()}
              end={({ id, device }) => <EndOwnSession session={id} device={device} />}
            />
            {sessions.length > 1 ? <EndOthers /> : null}
          </SaidHere>
          <p className="mt-2 text-[12.5px] text-muted-foreground">
            A session ends 12 hours after its last use, and 7 days after it began. What an open page reads by
            itself is no use.
          </p>
        </Card>
        <Card className="min-w-0 p-4">
          <CardTitle className="mb-3">Password</CardTitle>
          <PasswordForm email={person.email} />
        </Card>
        <Card className="min-w-0 p-4">
          <CardTitle className="mb-1">Second step</CardTitle>
          <p className="mb-3 text-sub">
            {own?.hasSecondFactor
              ? "On: you sign in with your password and a code of an authenticator."
              : "Off: your password alone signs you in."}
          </p>
          {own?.hasSecondFactor ? (
            <SecondStep mayTurnOff={!isDemanded} />
          ) : (
            <Button asChild>
              <Link href="/login/second-step?next=/settings/account">Set it up</Link>
            </Button>
          )}
        </Card>
      </div>
    </main>
  );
}
