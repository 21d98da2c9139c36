import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

const sources = ["core", "lanes", "adapters", "apps", "demo", "evals", "scripts", "test"].map(
  (folder) => `${folder}/**`,
);
const never = ["**/node_modules/**", "**/dist/**", "**/.next/**"];
// Vitest's own choice, one fewer than there are cores, would be one worker on the smallest machine.
const maxWorkers = Math.max(2, availableParallelism() - 1);
// Vitest gives up after a second: on a busy machine that is not a failure, and a poll that succeeds costs nothing more.
const patient = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          maxWorkers,
          expect: patient,
          include: sources.map((folder) => `${folder}/*.test.ts`),
          exclude: [...never, "**/*.db.test.ts", "test/e2e/**"],
          testTimeout: 60_000,
          // A process a file would take longer to start than most of these files take to run.
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
        },
      },
      {
        test: {
          name: "db",
          maxWorkers,
          expect: patient,
          include: sources.map((folder) => `${folder}/*.db.test.ts`),
          exclude: never,
          globalSetup: "test/support/global-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "blackbox",
          expect: patient,
          include: ["test/e2e/**/*.test.ts"],
          exclude: never,
          maxWorkers,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
