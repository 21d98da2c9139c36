"use client";

import { useRouter } from "next/navigation";

interface Choice {
  name: string;
  href: string;
}

/** All campaigns, those of a vertical, or one: choosing goes to its address. */
export function ScopeSelect({
  here,
  all,
  groups,
}: {
  here: string;
  all: string;
  groups: readonly { label: string; options: readonly Choice[] }[];
}) {
  const router = useRouter();
  return (
    <select
      aria-label="Campaigns"
      value={here}
      onChange={(event) => router.push(event.target.value)}
      className="h-7 min-w-0 max-w-[170px] rounded-md border border-border-strong bg-card px-2 font-medium text-[12.5px] text-sub pointer-coarse:h-10"
    >
      <option value={all}>All campaigns</option>
      {groups.map(({ label, options }) =>
        options.length === 0 ? null : (
          <optgroup key={label} label={label}>
            {options.map(({ name, href }) => (
              <option key={href} value={href}>
                {name}
              </option>
            ))}
          </optgroup>
        ),
      )}
    </select>
  );
}
