import Link from "next/link";
import { cn } from "../../../lib/class-names.ts";

/** One of a few views of the same place: each is an address. */
export function LinkSwitch({
  label,
  choices,
}: {
  label: string;
  choices: readonly { name: string; href: string; isOn: boolean }[];
}) {
  return (
    <nav aria-label={label} className="inline-flex flex-none gap-px rounded-[7px] bg-accent p-0.5">
      {choices.map(({ name, href, isOn }) => (
        <Link
          key={name}
          href={href}
          scroll={false}
          aria-current={isOn ? "page" : undefined}
          className={cn(
            "whitespace-nowrap rounded-[5px] px-2 font-medium text-[12px] text-sub leading-5 pointer-coarse:leading-9",
            isOn && "bg-card text-foreground shadow-sm dark:bg-border-strong",
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
