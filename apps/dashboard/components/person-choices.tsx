"use client";

import Link from "next/link";
import { useState } from "react";
import { keepHere, readKept } from "../lib/kept-here.ts";
import { switchLook } from "../lib/switch-look.ts";
import { switchTheme } from "../lib/switch-theme.ts";
import { useLook } from "../lib/use-look.ts";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "./ui/dropdown-menu.tsx";
import { Kbd } from "./ui/kbd.tsx";

/** What somebody chooses for this browser, under the button with their name; it opens as it comes. */
export function PersonChoices({ button }: { button: React.ReactNode }) {
  const [hasShortcuts, setShortcuts] = useState(() => readKept("shortcuts") !== "off");
  return (
    <DropdownMenu modal={false} defaultOpen>
      <DropdownMenuTrigger asChild>{button}</DropdownMenuTrigger>
      <DropdownMenuContent aria-label="You and this browser">
        <DropdownMenuItem asChild className="pl-7">
          <Link href="/settings/account" prefetch={false}>
            My account
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem className="pl-7" onSelect={switchTheme}>
          Switch between light and dark
        </DropdownMenuItem>
        <DropdownMenuCheckboxItem
          checked={useLook("compact")}
          onCheckedChange={(isOn) => switchLook("density", isOn)}
        >
          Compact rows
        </DropdownMenuCheckboxItem>
        <DropdownMenuCheckboxItem
          className="max-[1099px]:hidden"
          checked={useLook("slim")}
          onCheckedChange={(isOn) => switchLook("sidebar", isOn)}
        >
          <span className="flex-1">Sidebar as icons</span>
          <Kbd>[</Kbd>
        </DropdownMenuCheckboxItem>
        <DropdownMenuCheckboxItem
          checked={hasShortcuts}
          onCheckedChange={(isOn) => {
            keepHere("shortcuts", isOn ? null : "off");
            setShortcuts(isOn);
          }}
        >
          Shortcuts of a single key
        </DropdownMenuCheckboxItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
