"use client";

import Link from "next/link";
import { useSelectedLayoutSegment } from "next/navigation";
import { cn } from "../../../lib/class-names.ts";

const tabs = [
  { segment: "rules", name: "Rules", isAdmins: false },
  { segment: "campaigns", name: "Campaigns", isAdmins: false },
  { segment: "people", name: "People", isAdmins: true },
  { segment: "lanes", name: "Lanes", isAdmins: true },
  { segment: "account", name: "My account", isAdmins: false },
] as const;

/** The pages of the settings; each is an address of its own. */
export function SettingsTabs({ isAdmin }: { isAdmin: boolean }) {
  const here = useSelectedLayoutSegment();
  return (
    <nav aria-label="Settings" className="flex h-full min-w-0 gap-1 overflow-x-auto">
      {tabs
        .filter(({ isAdmins }) => isAdmin || !isAdmins)
        .map(({ segment, name }) => (
          <Link
            key={segment}
            href={`/settings/${segment}`}
            prefetch={false}
            aria-current={segment === here ? "page" : undefined}
            className={cn(
              "flex h-full flex-none items-center whitespace-nowrap border-transparent border-y-2 px-2.5 font-medium text-sub -outline-offset-2 hover:text-foreground",
              segment === here && "border-b-foreground text-foreground",
            )}
          >
            {name}
          </Link>
        ))}
    </nav>
  );
}
