"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { switchLook } from "../lib/switch-look.ts";
import { switchTheme } from "../lib/switch-theme.ts";
import { pageKeys } from "./page-keys.ts";
import { Dialog, DialogContent } from "./ui/dialog.tsx";
import { Kbd } from "./ui/kbd.tsx";

/** Everything that can be gone to or done, found by typing; each line shows its key. */
export function CommandPalette({
  isOpen,
  onOpenChange,
  showHelp,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  showHelp: () => void;
}) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const run = (act: () => void) => {
    onOpenChange(false);
    setTyped("");
    act();
  };
  const callsWith = `/calls?q=${encodeURIComponent(typed.trim())}`;
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent title="Search and run" hideTitle className="p-0">
        <Command label="Search and run" loop>
          <Command.Input
            value={typed}
            onValueChange={setTyped}
            placeholder="Search calls, go to a page, run an action"
            className="h-12 w-full border-border border-b bg-transparent px-4 text-[14px] outline-none placeholder:text-muted-foreground"
          />
          <Command.List className="max-h-[360px] overflow-auto p-1.5">
            <Command.Empty className="px-3 py-6 text-center text-muted-foreground">
              Nothing matches.
            </Command.Empty>
            {typed.trim() === "" ? null : (
              <Line
                value={`find ${typed}`}
                run={() => run(() => router.push(callsWith))}
                words={`Find “${typed.trim()}” in all calls`}
              />
            )}
            {Object.entries(pageKeys).map(([key, { name, href }]) => (
              <Line
                key={href}
                value={`go to ${name}`}
                run={() => run(() => router.push(href))}
                words={name}
                keys={["g", key]}
              />
            ))}
            <Line
              value="switch between light and dark theme"
              run={() => run(switchTheme)}
              words="Switch between light and dark"
            />
            <Line
              value="density switch between compact rows and rows of two lines"
              run={() => run(() => switchLook("density"))}
              words="Switch between compact rows and rows of two lines"
            />
            <Line
              value="sidebar as icons and back"
              run={() => run(() => switchLook("sidebar"))}
              words="Sidebar as icons, and back"
              keys={["["]}
            />
            <Line
              value="keys shortcuts help"
              run={() => run(showHelp)}
              words="Show the keys of this page"
              keys={["?"]}
            />
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

function Line({
  value,
  words,
  keys = [],
  run,
}: {
  value: string;
  words: string;
  keys?: readonly string[];
  run: () => void;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={run}
      className="flex h-9 cursor-default items-center rounded-md px-3 data-[selected=true]:bg-accent"
    >
      <span className="min-w-0 flex-1 truncate">{words}</span>
      <span className="flex gap-1">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </span>
    </Command.Item>
  );
}
