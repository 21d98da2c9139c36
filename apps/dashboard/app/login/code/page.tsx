import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentPerson } from "../../../lib/session.ts";
import { Door } from "../door.tsx";
import { ownPath } from "../own-path.ts";
import { WavePicture } from "../wave-picture.tsx";
import { CodeForm } from "./code-form.tsx";

export const metadata: Metadata = { title: "Second step" };

export default async function CodePage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const next = ownPath((await searchParams).next);
  if (await currentPerson()) redirect(next);
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
