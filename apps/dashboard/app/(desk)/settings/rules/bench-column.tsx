import { BenchLazy } from "./bench-lazy.tsx";
import { readBenchJudge, readLatestBench } from "./read-bench.ts";
import type { RulesPage } from "./read-rules-page.ts";

/** The test bench of the pack's draft. */
export async function BenchColumn({ page }: { page: RulesPage }) {
  const { view, draft, next, current, me } = page;
  const [bench, judge] = await Promise.all([readLatestBench(view.pack), readBenchJudge(view.pack)]);
  return (
    <section
      aria-label="Test bench"
      className="flex flex-none flex-col border-border bg-background max-[719px]:hidden max-[1279px]:border-t min-[1280px]:w-[424px] min-[1280px]:overflow-auto min-[1280px]:border-l"
    >
      <BenchLazy
        key={view.pack}
        pack={view.pack}
        initial={bench}
        judge={judge}
        me={me}
        isReady={draft !== null && draft.faulty === 0}
        versions={{ before: current?.version ?? null, after: next }}
      />
    </section>
  );
}
