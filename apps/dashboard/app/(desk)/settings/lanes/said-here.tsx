"use client";

import { createContext, useState } from "react";

/** Where verbs say what came of them, when the row that they stand in may be gone by then. */
export const SayContext = createContext<((said: string) => void) | null>(null);

/** Says above its children what came of the verbs among them. */
export function SaidHere({ children }: { children: React.ReactNode }) {
  const [said, setSaid] = useState("");
  return (
    <SayContext value={setSaid}>
      <p role="status" className="mb-2 text-[12.5px] text-sub empty:hidden">
        {said}
      </p>
      {children}
    </SayContext>
  );
}
