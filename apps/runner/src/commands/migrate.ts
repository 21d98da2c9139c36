import type { Command } from "commander";
import { type ModeOption, withInstallation } from "./with-installation.ts";

export function addMigrate(program: Command): void {
  program
    .command("migrate")
    .description("bring the database to this version's schema and rules")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", "\nExample:\n  DATABASE_URL=postgresql://owner@db/callscript callscript migrate")
    .action(async (options: ModeOption) => {
      await withInstallation(
        options,
        async ({ applied, mode }) => {
          process.stdout.write(
            applied.length === 0
              ? `The ${mode} database is up to date.\n`
              : `Applied to the ${mode} database:\n${applied.map((name) => `  ${name}\n`).join("")}`,
          );
        },
        { migrates: true },
      );
    });
}
