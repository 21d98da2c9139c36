import { latestBenchRun } from "@callscript/core/desk/bench.sql.ts";
import Link from "next/link";
import { database } from "../../../../lib/database.ts";
import { DiscardDraft } from "./discard-draft.tsx";
import { PublishButton } from "./publish-button.tsx";
import { lossWords } from "./publish-words.ts";
import type { RulesPage } from "./read-rules-page.ts";
import { RebaseDraft } from "./rebase-draft.tsx";
import { RestoreRule } from "./restore-rule.tsx";
import { changedWords } from "./rule-words.ts";
import { packParam } from "./rules-query.ts";
import { StartDraft } from "./start-draft.tsx";

/** The foot of the editor: what becomes of the draft. */
export async function DraftBar({ page }: { page: RulesPage }) {
  const { view, draft, current, next, chosen, rules } = page;
  const history = (
    <Link
      href={`/settings/rules/history?pack=${packParam(view.pack)}`}
      prefetch={false}
      className="inline-flex h-8 items-center rounded-md px-2.5 text-sub hover:bg-accent"
    >
      History
    </Link>
  );
  const [run] = draft === null ? [] : await latestBenchRun.run(database(), view.pack);
  const isOfThis = draft !== null && run !== undefined && run.revision === draft.revision;
  const report = isOfThis && run.state === "finished" ? run.report : null;
  const isBehind = draft !== null && (draft.based_on ?? null) !== (current?.version ?? null);
  const why = draft === null ? null : hindrance(draft, isBehind ? (current?.version ?? "none") : null);
  return (
    <footer className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-border border-t bg-card px-6 py-2.5">
      <span className="mr-auto">{history}</span>
      <span className="flex flex-wrap items-center gap-2 max-[719px]:hidden">
        {draft === null && rules.length > 0 ? <StartDraft pack={view.pack} label="Edit in a draft" /> : null}
        {chosen?.head.change === "removed" && chosen.head.id !== null ? (
          <RestoreRule id={chosen.head.id} />
        ) : null}
        {draft === null ? null : (
          <DiscardDraft pack={view.pack} revision={draft.revision} words={changedWords(draft.changed)} />
        )}
        {draft !== null && isBehind ? (
          <RebaseDraft pack={view.pack} revision={draft.revision} to={current?.version ?? ""} />
        ) : null}
        {draft === null ? null : (
          <span className="text-muted-foreground text-xs">
            {why ?? (current === null ? "" : `Past calls keep v${current.version}`)}
          </span>
        )}
        {/* It stands here without a draft as well: its dialog says what was published after the draft is over. */}
        <PublishButton
          key={view.pack}
          pack={view.pack}
          draft={draft === null ? null : { revision: draft.revision, isReady: why === null }}
          next={next}
          bench={report}
          loss={report === null ? null : lossWords(next, report)}
        />
      </span>
    </footer>
  );
}

/** Why a draft cannot be published as it is; null: it can. */
function hindrance(draft: { changed: number; faulty: number }, published: string | null): string | null {
  if (draft.changed === 0) return "Nothing changed yet";
  if (draft.faulty > 0) return draft.faulty === 1 ? "1 rule has faults" : `${draft.faulty} rules have faults`;
  return published === null ? null : `v${published} was published meanwhile`;
}
