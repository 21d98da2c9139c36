"use client";

import { Verbs } from "../lanes/verbs.tsx";
import { endOwnSession } from "./actions.ts";

export function EndOwnSession({ session, device }: { session: string; device: string }) {
  return <Verbs verbs={[{ label: "End", of: device, act: () => endOwnSession(session) }]} />;
}

export function EndOthers() {
  return <Verbs verbs={[{ label: "Sign out everywhere else", act: () => endOwnSession(null) }]} />;
}
