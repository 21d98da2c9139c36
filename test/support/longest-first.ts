import path from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Of the files that take longer than half a minute, the seconds that each takes on one of two cores. Vitest knows no times
 * on a fresh checkout and goes by the size of a file: what takes two minutes then begins last, and the other core waits.
 */
const seconds: Readonly<Record<string, number>> = {
  "test/e2e/kill.test.ts": 120,
  "test/hostile-week.db.test.ts": 110,
  "test/e2e/every-page.test.ts": 90,
  "test/e2e/import.test.ts": 76,
  "test/e2e/every-door.test.ts": 74,
  "test/e2e/main-job.test.ts": 67,
  "test/e2e/together.test.ts": 56,
  "test/e2e/rules-editor.test.ts": 51,
  "test/e2e/ringba-commands.test.ts": 45,
  "test/e2e/database.test.ts": 44,
  "test/e2e/access.test.ts": 43,
  "lanes/vault/vault-crash.db.test.ts": 42,
  "adapters/speech-sherpa/sherpa-engine.test.ts": 40,
  "test/e2e/people.test.ts": 40,
  "test/e2e/settings-lanes.test.ts": 39,
  "test/e2e/call-workspace.test.ts": 38,
  "lanes/ingest/ingest-crash.db.test.ts": 36,
  "test/e2e/cli.test.ts": 35,
  "test/e2e/bucket.test.ts": 31,
};

/** The longest files first, so that no core is left with nothing to do at the end; the others as Vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = await super.sort(files);
    const secondsOf = ({ moduleId }: TestSpecification) =>
      seconds[path.relative(this.ctx.config.root, moduleId).replaceAll(path.sep, "/")] ?? 0;
    return [...rest].sort((one, other) => secondsOf(other) - secondsOf(one));
  }
}
