import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentSession } from "../../../lib/session.ts";
import { Door } from "../door.tsx";
import { type DoorAddress, doorTo, ownPath } from "../own-path.ts";
import { SetUpForm } from "./set-up-form.tsx";

export const metadata: Metadata = { title: "Set up the second step" };

export default async function SecondStepPage({ searchParams }: { searchParams: Promise<DoorAddress> }) {
  const next = ownPath((await searchParams).next);
  const signedIn = await currentSession();
  if (signedIn === null) redirect(doorTo("/login", next));
  if (signedIn.hasSecondFactor) redirect(next);
  return (
    <Door
      title="Set up the second step"
      text={
        signedIn.owesSecondFactor
          ? "Admins sign in with their password and a code of an authenticator, an app on a telephone or in a password manager. This is done once."
          : "From then on you sign in with your password and a code of an authenticator, an app on a telephone or in a password manager."
      }
    >
      <SetUpForm next={next} email={signedIn.person.email} />
    </Door>
  );
}
