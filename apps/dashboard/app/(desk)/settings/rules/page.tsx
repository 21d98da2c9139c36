import type { Metadata } from "next";
import Link from "next/link";
import { cn } from "../../../../lib/class-names.ts";
import { requirePerson } from "../../../../lib/session.ts";
import { BenchColumn } from "./bench-column.tsx";
import { DraftBar } from "./draft-bar.tsx";
import { EmptyPack } from "./empty-pack.tsx";
import { readRulesPage } from "./read-rules-page.ts";
import { readRulesView } from "./read-rules-query.ts";
import { RuleChanges } from "./rule-changes.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import { RuleHeader } from "./rule-header.tsx";
import { RuleList } from "./rule-list.tsx";
import { RuleView } from "./rule-view.tsx";
import { rulesHref } from "./rules-query.ts";

export const metadata: Metadata = { title: "Rules" };

export default async function RulesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const view = readRulesView(await searchParams);
  const person = await requirePerson(rulesHref(view));
  const page = await readRulesPage(view, person);
  const { chosen, draft, isAdmin } = page;
  const isOpen = view.rule !== null;
  return (
    <main className="flex min-h-0 flex-1 flex-col overflow-auto min-[720px]:flex-row min-[720px]:overflow-hidden">
      <RuleList page={page} className={cn(isOpen && "max-[719px]:hidden")} />
      <div
        className={cn(
          "flex min-w-0 flex-1 flex-col min-[1280px]:flex-row min-[720px]:overflow-auto min-[1280px]:overflow-hidden",
          !isOpen && "max-[719px]:hidden",
        )}
      >
        <section aria-label="Rule" className="flex min-w-0 flex-1 flex-col bg-card min-[1280px]:min-h-0">
          {chosen === null ? (
            <EmptyPack pack={view.pack} isAdmin={isAdmin} hasDraft={draft !== null} />
          ) : (
            <>
              <Link
                href={rulesHref({ ...view, rule: null })}
                className="px-5 pt-3 text-sub underline min-[720px]:hidden"
              >
                All rules of {view.pack}
              </Link>
              <RuleHeader page={page} chosen={chosen} />
              <section
                aria-label="What it says"
                className="min-h-0 flex-1 px-6 py-4 min-[1280px]:overflow-auto"
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
                tabIndex={0}
              >
                {chosen.shows === "changes" ? (
                  <RuleChanges changes={chosen.changes} version={page.current?.version ?? null} />
                ) : chosen.shows === "editor" ? (
                  <>
                    <div className="max-[719px]:hidden">
                      <RuleEditor key={chosen.open.id} open={chosen.open} me={person.email} />
                    </div>
                    <div className="min-[720px]:hidden">
                      <RuleView form={chosen.open.form} />
                    </div>
                  </>
                ) : (
                  <RuleView form={chosen.form} />
                )}
              </section>
            </>
          )}
          {isAdmin ? <DraftBar page={page} /> : null}
        </section>
        {isAdmin && draft !== null ? <BenchColumn page={page} /> : null}
      </div>
    </main>
  );
}
