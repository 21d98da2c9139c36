import Link from "next/link";
import { SeverityBars } from "../../../../components/severity.tsx";
import { cn } from "../../../../lib/class-names.ts";
import { count } from "../../../../lib/format.ts";
import { AddRule } from "./add-rule.tsx";
import { PackSelect } from "./pack-select.tsx";
import { bySeverity, nameOf, type RulesPage } from "./read-rules-page.ts";
import { personWords, severityChoices } from "./rule-words.ts";
import { rulesHref } from "./rules-query.ts";

/** The packs, and the rules of one by how bad they are. */
export function RuleList({ page, className }: { page: RulesPage; className?: string }) {
  const { view, packs, current, draft, next, rules } = page;
  return (
    <section
      aria-label="Rules"
      className={cn(
        "flex flex-none flex-col border-border min-[720px]:w-[264px] min-[720px]:border-r max-[719px]:flex-1",
        className,
      )}
    >
      <div className="border-border border-b p-3">
        <PackSelect packs={packs} chosen={view.pack} v={view.v} />
        <p className="mt-2 flex items-center gap-1.5 text-xs">
          {current === null ? null : (
            <span className="rounded-[5px] bg-safe-soft px-1.5 font-medium text-safe-ink leading-[22px]">
              v{current.version} in force
            </span>
          )}
          {draft === null ? null : (
            <span className="rounded-[5px] bg-signal-soft px-1.5 font-medium text-foreground leading-[22px]">
              v{next} draft
            </span>
          )}
          <span className="ml-auto text-muted-foreground">
            {rules.length} {rules.length === 1 ? "rule" : "rules"}
          </span>
        </p>
      </div>
      <nav aria-label={`Rules of ${view.pack}`} className="min-h-0 flex-1 overflow-auto px-2 py-2">
        {severityChoices.map(({ value, word, level }, index) => {
          const group = bySeverity(rules).filter(({ severity }) => severity === value);
          if (group.length === 0) return null;
          const isFirst = !severityChoices
            .slice(0, index)
            .some((one) => rules.some(({ severity }) => severity === one.value));
          return (
            <section key={value} className="mb-3">
              <h2 className="flex justify-between px-2 py-1 text-muted-foreground text-xs">
                {word}
                {isFirst ? <span title="Flags today (UTC)">Today</span> : null}
              </h2>
              <ul>
                {group.map((rule) => (
                  <RuleLine
                    key={rule.id ?? `${rule.code}@${rule.effective_from}`}
                    rule={rule}
                    level={level}
                    page={page}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </nav>
      <div className="border-border border-t p-2 max-[719px]:hidden">
        {page.isAdmin && draft !== null ? <AddRule pack={view.pack} /> : null}
        <Link
          href={`/settings/rules/prompt?vertical=${encodeURIComponent(view.pack)}`}
          prefetch={false}
          className="flex h-8 items-center rounded-md px-2.5 text-sub hover:bg-accent hover:text-foreground"
        >
          What a model is asked
        </Link>
      </div>
    </section>
  );
}

function RuleLine({
  rule,
  level,
  page,
}: {
  rule: RulesPage["rules"][number];
  level: number;
  page: RulesPage;
}) {
  const { view, rules, chosen, flagsToday, today, me } = page;
  const isOff = rule.effective_to !== null && rule.effective_to < today;
  const isLater = rule.effective_from > today;
  const isHere = chosen?.head === rule;
  const v = view.v === "changes" && rule.change === "none" ? "draft" : view.v;
  const about = [
    ...(rule.change === "removed" ? ["taken out"] : isOff ? ["off"] : isLater ? ["not yet in force"] : []),
    ...(rule.editing_by !== null && rule.editing_by !== me
      ? [`${personWords(rule.editing_by, me)} is editing`]
      : []),
    ...(rule.faults > 0 ? [rule.faults === 1 ? "1 fault" : `${rule.faults} faults`] : []),
  ].join(", ");
  return (
    <li>
      <Link
        href={rulesHref({ ...view, v, rule: nameOf(rule, rules) })}
        prefetch={false}
        aria-current={isHere ? "page" : undefined}
        className={cn(
          "flex min-h-[30px] items-center gap-2 rounded-md px-2 py-1 hover:bg-accent pointer-coarse:min-h-10",
          isHere && "bg-accent font-medium",
        )}
      >
        <SeverityBars severity={level} />
        <span className={cn("min-w-0", rule.change === "removed" && "line-through")}>
          <span className="break-words">{rule.name === "" ? "New rule" : rule.name}</span>
          {about === "" ? null : (
            <span className="block font-normal text-muted-foreground text-xs">{about}</span>
          )}
        </span>
        {rule.change === "none" ? null : (
          <span className="size-1.5 flex-none rounded-full bg-signal" title="Changed in the draft">
            <span className="sr-only">changed in the draft</span>
          </span>
        )}
        <span className="ml-auto flex-none text-muted-foreground text-xs" title="Flags today (UTC)">
          {count(flagsToday.get(rule.code) ?? 0)}
        </span>
      </Link>
    </li>
  );
}
