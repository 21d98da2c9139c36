import { hashInviteToken } from "@callscript/core/desk/hash-invite-token.ts";
import { readInvite } from "@callscript/core/desk/invites.sql.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { database } from "../../../lib/database.ts";
import { InviteForm } from "./invite-form.tsx";

export const metadata: Metadata = { title: "Join", referrer: "no-referrer" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [invite] = await readInvite.run(database(), await hashInviteToken(token));
  return (
    <main className="flex min-h-full flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-[360px]">
        <h1 className="mb-1 font-semibold text-[18px] leading-6 tracking-[-.02em]">
          {invite?.open ? "Join CallScript" : "This invitation cannot be used"}
        </h1>
        {invite?.open ? (
          <>
            <p className="mb-5 text-muted-foreground">
              {invite.invited_by} invited {invite.email} as {invite.role}.
            </p>
            <InviteForm token={token} />
          </>
        ) : (
          <p className="text-muted-foreground">
            {invite?.accepted_at_utc
              ? "It was used already. "
              : "It ran out after 7 days, or is not known here. Ask for a new one. "}
            <Link href="/login" className="font-medium text-signal underline underline-offset-[3px]">
              Sign in
            </Link>
          </p>
        )}
      </div>
    </main>
  );
}
