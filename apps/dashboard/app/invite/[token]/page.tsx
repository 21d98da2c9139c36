import { hashInviteToken } from "@callscript/core/desk/hash-invite-token.ts";
import { readInvite } from "@callscript/core/desk/invites.sql.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "../../../components/ui/button.tsx";
import { database } from "../../../lib/database.ts";
import { day } from "../../../lib/format.ts";
import { currentSession } from "../../../lib/session.ts";
import { signOut } from "../../login/actions.ts";
import { Door } from "../../login/door.tsx";
import { InviteForm } from "./invite-form.tsx";

export const metadata: Metadata = { title: "Join", referrer: "no-referrer" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [[invite], signedIn] = await Promise.all([
    readInvite.run(database(), await hashInviteToken(token)),
    currentSession(),
  ]);
  if (!invite?.open)
    return (
      <Door
        title="This invitation cannot be used"
        text={
          invite?.accepted_at_utc
            ? `This invitation was used on ${day(invite.accepted_at_utc)}. Sign in instead.`
            : "It ran out after 7 days. Ask for a new one."
        }
      >
        <Link href="/login" className="font-medium text-signal underline underline-offset-[3px]">
          Sign in
        </Link>
      </Door>
    );
  if (signedIn)
    return (
      <Door
        title="You are signed in already"
        text={`This invitation is for ${invite.email}; you are signed in as ${signedIn.person.email}. Sign out, then open its link again.`}
      >
        <form action={signOut}>
          <Button type="submit" variant="primary">
            Sign out
          </Button>
        </form>
      </Door>
    );
  return (
    <Door
      title="Join CallScript"
      text={`${invite.invited_by.replace(/^./, (first) => first.toUpperCase())} invited you to CallScript as ${invite.role === "admin" ? "an admin" : "a reviewer"}.`}
    >
      <InviteForm token={token} email={invite.email} />
    </Door>
  );
}
