"use client";

import { LogOut, Moon, Sun } from "lucide-react";
import Link from "next/link";
import { signOut } from "../app/login/actions.ts";
import { switchTheme } from "../lib/switch-theme.ts";
import { Button } from "./ui/button.tsx";

export function PersonMenu({ name, role }: { name: string; role: string }) {
  const initials = name
    .split(/\s+/)
    .map((part) => part[0] ?? "")
    .join("")
    .slice(0, 2)
    .toUpperCase();
  return (
    <div className="hidden items-center gap-2 border-border border-t pt-2 min-[720px]:flex min-[720px]:max-[1099px]:mt-auto min-[720px]:flex-col min-[1100px]:flex-row min-[1100px]:px-1">
      <span
        className="grid size-[22px] flex-none place-items-center rounded-full border border-border-strong bg-accent font-semibold text-[10px] text-sub"
        aria-hidden="true"
      >
        {initials}
      </span>
      <Link
        href="/settings/account"
        prefetch={false}
        className="hidden min-w-0 flex-1 truncate hover:underline min-[1100px]:block"
        title={`${name}, ${role}. My account`}
      >
        {name}
      </Link>
      <Button variant="ghost" size="icon" aria-label="Switch between light and dark" onClick={switchTheme}>
        <Sun className="size-4 dark:hidden" strokeWidth={1.75} />
        <Moon className="hidden size-4 dark:block" strokeWidth={1.75} />
      </Button>
      <form action={signOut}>
        <Button type="submit" variant="ghost" size="icon" aria-label="Sign out">
          <LogOut className="size-4" strokeWidth={1.75} />
        </Button>
      </form>
    </div>
  );
}
