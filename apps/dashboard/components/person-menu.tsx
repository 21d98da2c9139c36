"use client";

import { LogOut } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { signOut } from "../app/login/actions.ts";
import { Button } from "./ui/button.tsx";

const loadChoices = () => import("./person-choices.tsx");
const PersonChoices = lazy(() => loadChoices().then((module) => ({ default: module.PersonChoices })));

/** Who is signed in, with a menu of what they choose for this browser, and the way out. */
export function PersonMenu({ name, role }: { name: string; role: string }) {
  const [isWanted, setWanted] = useState(false);
  const initials = name
    .split(/\s+/)
    .map((part) => part[0] ?? "")
    .join("")
    .slice(0, 2)
    .toUpperCase();
  const button = (
    <button
      type="button"
      aria-haspopup="menu"
      title={`${name}, ${role}`}
      onPointerEnter={loadChoices}
      onFocus={loadChoices}
      onClick={() => setWanted(true)}
      className="flex h-8 min-w-0 items-center gap-2 rounded-md px-1 hover:bg-accent spread:flex-1 pointer-coarse:h-10"
    >
      <span
        className="grid size-[22px] flex-none place-items-center rounded-full border border-border-strong bg-accent font-semibold text-[10px] text-sub"
        aria-hidden="true"
      >
        {initials}
      </span>
      <span className="truncate slim:sr-only">{name}</span>
    </button>
  );
  return (
    <div className="hidden items-center gap-2 border-border border-t pt-2 min-[720px]:flex min-[720px]:flex-col slim:mt-auto spread:flex-row">
      {isWanted ? (
        <Suspense fallback={button}>
          <PersonChoices button={button} />
        </Suspense>
      ) : (
        button
      )}
      <form action={signOut}>
        <Button type="submit" variant="ghost" size="icon" aria-label="Sign out">
          <LogOut className="size-4" strokeWidth={1.75} />
        </Button>
      </form>
    </div>
  );
}
