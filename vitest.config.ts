import { defineConfig } from "vitest/config";

const sources = ["core", "lanes", "adapters", "apps", "demo", "evals", "scripts", "test"].map(
  (folder) => `${folder}/**`,
);
const never = ["**/node_modules/**", "**/dist/**", "**/.next/**"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: sources.map((folder) => `${folder}/*.test.ts`),
          exclude: [...never, "**/*.db.test.ts", "test/e2e/**"],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "db",
          include: sources.map((folder) => `${folder}/*.db.test.ts`),
          exclude: never,
          globalSetup: "test/support/global-setup.ts",
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "blackbox",
          include: ["test/e2e/**/*.test.ts"],
          exclude: never,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
