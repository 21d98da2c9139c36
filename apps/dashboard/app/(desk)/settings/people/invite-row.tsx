"use client";

import { Verbs } from "../lanes/verbs.tsx";
import { takeBack } from "./actions.ts";

export function InviteRow({ id, email, facts }: { id: string; email: string; facts: string }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-border border-t py-2 first:border-t-0">
      <span className="font-medium">{email}</span>
      <span className="text-[12.5px] text-sub">{facts}</span>
      <span className="ml-auto">
        <Verbs verbs={[{ label: "Take back", of: email, act: () => takeBack(id) }]} />
      </span>
    </li>
  );
}
