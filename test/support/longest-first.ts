import path from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Of the files that take longer than half a minute, the seconds that each takes on one of two cores. Vitest knows no times
 * on a fresh checkout and goes by the size of a file: what takes two minutes then begins last, and the other core waits.
 */
const seconds: Readonly<Record<string, number>> = {
  "test/e2e/kill.test.ts": 130,
  "test/e2e/import.test.ts": 80,
  "test/hostile-week.db.test.ts": 75,
  "test/e2e/main-job.test.ts": 70,
  "test/e2e/together.test.ts": 55,
  "test/e2e/every-page.test.ts": 55,
  "lanes/vault/vault-crash.db.test.ts": 54,
  "test/e2e/database.test.ts": 43,
  "adapters/speech-sherpa/sherpa-engine.test.ts": 41,
  "test/e2e/bucket.test.ts": 37,
  "test/e2e/ringba-commands.test.ts": 35,
  "test/e2e/access.test.ts": 42,
  "test/e2e/cli.test.ts": 33,
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
