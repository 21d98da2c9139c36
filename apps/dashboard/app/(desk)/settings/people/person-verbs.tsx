"use client";

import { type Verb, Verbs } from "../lanes/verbs.tsx";
import { closeAccount, openAccount, setRole, signOutPerson, takeOffSecondStep } from "./actions.ts";

export function PersonVerbs({
  id,
  name,
  role,
  isClosed,
  hasSecondStep,
  sessions,
}: {
  id: string;
  name: string;
  role: "admin" | "reviewer";
  isClosed: boolean;
  hasSecondStep: boolean;
  sessions: number;
}) {
  const other = role === "admin" ? "reviewer" : "admin";
  const verbs: Verb[] = isClosed
    ? [{ label: "Open the account", of: name, act: () => openAccount(id) }]
    : [
        { label: `Make ${other}`, of: name, act: () => setRole(id, other) },
        ...(hasSecondStep
          ? [
              {
                label: "Take off second step",
                of: name,
                act: () => takeOffSecondStep(id),
                asks: "They are signed out everywhere and set up another at the next sign-in.",
              },
            ]
          : []),
        ...(sessions > 0 ? [{ label: "Sign out", of: name, act: () => signOutPerson(id, null) }] : []),
        { label: "Close the account", of: name, act: () => closeAccount(id) },
      ];
  return <Verbs verbs={verbs} />;
}

export function EndSession({ user, session, device }: { user: string; session: string; device: string }) {
  return <Verbs verbs={[{ label: "End", of: device, act: () => signOutPerson(user, session) }]} />;
}
