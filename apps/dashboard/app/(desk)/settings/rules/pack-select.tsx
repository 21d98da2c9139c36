"use client";

import { useRouter } from "next/navigation";
import { openOnArrow } from "../../../../lib/open-select.ts";
import { type RulesView, rulesHref } from "./rules-query.ts";

/** Which pack is shown. */
export function PackSelect({
  packs,
  chosen,
  v,
}: {
  packs: readonly { pack: string; version: string | null; isDraft: boolean }[];
  chosen: string;
  v: RulesView["v"];
}) {
  const router = useRouter();
  return (
    <select
      aria-label="Rule pack"
      value={chosen}
      onKeyDown={openOnArrow}
      onChange={(event) => router.push(rulesHref({ pack: event.target.value, rule: null, v }))}
      className="h-8 w-full rounded-md border border-input bg-card px-2 font-medium pointer-coarse:h-10"
    >
      {packs.map(({ pack, version, isDraft }) => (
        <option key={pack} value={pack}>
          {pack}
          {version === null ? " (no rules yet)" : ""}
          {isDraft ? " (draft)" : ""}
        </option>
      ))}
    </select>
  );
}
