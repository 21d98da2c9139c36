"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { isTyping } from "../lib/is-typing.ts";
import { switchLook } from "../lib/switch-look.ts";
import { pageKeys } from "./page-keys.ts";
import { Kbd } from "./ui/kbd.tsx";

const CommandPalette = dynamic(() => import("./command-palette.tsx").then((module) => module.CommandPalette));
const HelpDialog = dynamic(() => import("./help-dialog.tsx").then((module) => module.HelpDialog));

const sequenceMs = 1_000;

/** The search button of the sidebar, and the keys that work on every page. */
export function SearchAndKeys() {
  const router = useRouter();
  const pathname = usePathname();
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  useEffect(() => {
    let gPressedMs = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen("palette");
        return;
      }
      if (isTyping(event)) return;
      const page = Date.now() - gPressedMs < sequenceMs ? pageKeys[event.key] : undefined;
      gPressedMs = event.key === "g" ? Date.now() : 0;
      if (page) {
        // The second key of a sequence means nothing else.
        event.stopImmediatePropagation();
        router.push(page.href);
      } else if (event.key === "?") setOpen("help");
      else if (event.key === "[") switchLook("sidebar");
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [router]);
  const close = (isOpen: boolean) => {
    if (!isOpen) setOpen(null);
  };
  return (
    <>
      <button
        type="button"
        aria-label="Search ⌘K"
        onClick={() => setOpen("palette")}
        className="mb-2.5 hidden h-8 flex-none items-center gap-2 rounded-md border border-border-strong bg-card px-2 text-muted-foreground hover:bg-accent min-[720px]:flex slim:justify-center"
      >
        <Search className="size-4" strokeWidth={1.75} aria-hidden="true" />
        <span className="hidden flex-1 text-left spread:inline">Search</span>
        <span className="hidden spread:inline">
          <Kbd>⌘K</Kbd>
        </span>
      </button>
      {open === "palette" ? (
        <CommandPalette isOpen onOpenChange={close} showHelp={() => setOpen("help")} />
      ) : null}
      {open === "help" ? <HelpDialog isOpen onOpenChange={close} pathname={pathname} /> : null}
    </>
  );
}
