import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentSession } from "../../lib/session.ts";
import { Door } from "./door.tsx";
import { LoginForm } from "./login-form.tsx";
import { type DoorAddress, doorTo, ownPath } from "./own-path.ts";
import { WavePicture } from "./wave-picture.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: { searchParams: Promise<DoorAddress> }) {
  const { next: asked, ended } = await searchParams;
  const next = ownPath(asked);
  const signedIn = await currentSession();
  if (signedIn?.owesSecondFactor) redirect(doorTo("/login/second-step", next));
  if (signedIn) redirect(next);
  return (
    <Door
      title="Sign in"
      text={
        ended === "code"
          ? "The second step ran out: it is open for ten minutes after the password, and for a few tries. Sign in once more."
          : "Accounts are by invitation. Ask whoever runs CallScript here to add you."
      }
      picture={<WavePicture />}
    >
      <LoginForm next={next} />
    </Door>
  );
}
