import Link from "next/link";
import { cn } from "../../../../lib/class-names.ts";
import { age } from "../../../../lib/format.ts";
import { type Chosen, nameOf, type RulesPage } from "./read-rules-page.ts";
import { personWords } from "./rule-words.ts";
import { rulesHref } from "./rules-query.ts";

/** The rule's name, and which text of it is shown. */
export function RuleHeader({ page, chosen }: { page: RulesPage; chosen: Chosen }) {
  const { view, current, draft, next, me } = page;
  const { head } = chosen;
  const rule = nameOf(head, page.rules);
  const places = [
    ...(current === null ? [] : [{ v: "published" as const, name: `v${current.version}` }]),
    { v: "draft" as const, name: `Draft v${next}` },
    { v: "changes" as const, name: "Changes" },
  ];
  const shown = draft === null ? "published" : view.v;
  return (
    <header className="flex flex-wrap items-start gap-3 border-border border-b px-6 py-4">
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold text-[18px] leading-6 tracking-[-.02em]">
          {head.name === "" ? "New rule" : head.name}
        </h2>
        <p className="mt-0.5 text-muted-foreground text-xs">
          <span className="font-mono text-[11.5px]">{head.code === "" ? "no code yet" : head.code}</span>
          {chosen.shows === "editor" && chosen.open.changedBy !== null && chosen.open.changedAt !== null
            ? `, edited ${age(new Date(chosen.open.changedAt), new Date())} ago by ${personWords(chosen.open.changedBy, me)}`
            : ""}
        </p>
      </div>
      {draft === null ? null : (
        <nav aria-label="Which text" className="inline-flex flex-none gap-px rounded-[7px] bg-accent p-0.5">
          {places.map(({ v, name }) => (
            <Link
              key={v}
              href={rulesHref({ ...view, rule, v })}
              prefetch={false}
              aria-current={v === shown ? "page" : undefined}
              className={cn(
                "whitespace-nowrap rounded-[5px] px-2.5 font-medium text-[12.5px] text-sub leading-6 pointer-coarse:leading-9",
                v === shown && "bg-card text-foreground shadow-sm dark:bg-border-strong",
              )}
            >
              {name}
            </Link>
          ))}
        </nav>
      )}
    </header>
  );
}
