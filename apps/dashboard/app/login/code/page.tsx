import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { currentSession } from "../../../lib/session.ts";
import { Door } from "../door.tsx";
import { type DoorAddress, doorTo, ownPath } from "../own-path.ts";
import { WavePicture } from "../wave-picture.tsx";
import { CodeForm } from "./code-form.tsx";

export const metadata: Metadata = { title: "Second step" };

export default async function CodePage({ searchParams }: { searchParams: Promise<DoorAddress> }) {
  const next = ownPath((await searchParams).next);
  const signedIn = await currentSession();
  if (signedIn?.owesSecondFactor) redirect(doorTo("/login/second-step", next));
  if (signedIn) redirect(next);
  // The password's word, which a code is given with; without it no code helps.
  const hasPassword = (await cookies()).getAll().some(({ name }) => name.endsWith(".two_factor"));
  if (!hasPassword) redirect(doorTo("/login", next));
  return (
    <Door
      title="Second step"
      text="Enter the code that your authenticator shows now, or one of your backup codes."
      picture={<WavePicture />}
    >
      <CodeForm next={next} />
      <p className="text-muted-foreground">
        Lost both? An admin can take the second step off your account, or whoever runs CallScript here.
      </p>
    </Door>
  );
}
