import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentSession } from "../../lib/session.ts";
import { Door } from "./door.tsx";
import { LoginForm } from "./login-form.tsx";
import { ownPath } from "./own-path.ts";
import { WavePicture } from "./wave-picture.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const next = ownPath((await searchParams).next);
  const signedIn = await currentSession();
  if (signedIn?.owesSecondFactor) redirect(`/login/second-step?next=${encodeURIComponent(next)}`);
  if (signedIn) redirect(next);
  return (
    <Door
      title="Sign in"
      text="Accounts are by invitation. Ask whoever runs CallScript here to add you."
      picture={<WavePicture />}
    >
      <LoginForm next={next} />
    </Door>
  );
}
