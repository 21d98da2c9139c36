"use client";

import { Flag, LayoutDashboard, Phone, SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "../lib/class-names.ts";
import { count } from "../lib/format.ts";
import { SearchAndKeys } from "./search-and-keys.tsx";

const pages = [
  { href: "/dashboard", name: "Dashboard", icon: LayoutDashboard },
  { href: "/flags", name: "Flags", icon: Flag },
  { href: "/calls", name: "Calls", icon: Phone },
  { href: "/settings", name: "Settings", icon: SlidersHorizontal },
] as const;

export function Navigation({ toReview }: { toReview: number }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Main"
      className="flex flex-1 flex-row min-[720px]:flex-none min-[720px]:flex-col min-[720px]:gap-px"
    >
      <span className="mb-3 hidden h-7 items-center gap-2 px-2 font-semibold text-[14px] tracking-[-.015em] min-[720px]:flex">
        <svg viewBox="0 0 20 20" className="size-5 flex-none" aria-hidden="true">
          <rect width="20" height="20" rx="5" className="fill-foreground" />
          <path
            d="M5 8.5v3M8.3 5.5v9M11.7 7v6M15 9v2"
            className="stroke-background"
            strokeWidth="1.7"
            strokeLinecap="round"
          />
        </svg>
        <span className="hidden spread:inline">CallScript</span>
      </span>
      <SearchAndKeys />
      {pages.map(({ href, name, icon: Icon }) => {
        const here = pathname.startsWith(href);
        const waiting = href === "/flags" ? (toReview > 1000 ? "1,000+" : count(toReview)) : null;
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            className={cn(
              "flex min-h-12 flex-1 flex-col items-center justify-center gap-0.5 rounded-md font-medium text-[11px] text-sub hover:bg-accent min-[720px]:h-[30px] min-[720px]:min-h-0 min-[720px]:flex-none min-[720px]:px-2 spread:flex-row spread:justify-start spread:gap-[9px] spread:text-[13px]",
              here && "bg-accent text-foreground",
            )}
          >
            <Icon className="size-4" strokeWidth={1.75} aria-hidden="true" />
            <span className="slim:sr-only">{name}</span>
            {waiting === null ? null : (
              <span className="hidden font-normal text-muted-foreground text-xs spread:ml-auto spread:inline">
                {waiting}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
