import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { writeWhole } from "@callscript/adapters/files/write-whole.ts";
import { writePackText } from "@callscript/adapters/rules-yaml/write-pack-text.ts";
import { readPackVersions, readPublishedPacks } from "@callscript/core/desk/read-published-packs.ts";
import type { Db } from "@callscript/core/query.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import type { Command } from "commander";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { noSuchPack } from "./pack-named.ts";
import { counted } from "./rules-text.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

interface ExportOptions extends ModeOption {
  out: string;
  pack?: string;
  version?: string;
  force?: boolean;
}

export function addRulesExport(rules: Command): void {
  rules
    .command("export")
    .description("write the rules in force to files, one a pack, to be edited and imported again")
    .option("--out <folder>", "where to; made if it is not there", "my-rules")
    .option("--pack <name>", "only this pack, such as Medicare")
    .option("--version <version>", "with --pack: this version, not the one in force")
    .option("--force", "write over files that say something else")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText(
      "after",
      "\nExamples:\n  callscript rules export --out my-rules\n  callscript rules export --pack Medicare --version 2",
    )
    .action(async (options: ExportOptions) => {
      if (options.version !== undefined && options.pack === undefined)
        throw new CommandError("--version needs --pack: packs have versions of their own.", exitCodes.usage);
      const packs = await withInstallation(options, ({ db }) => packsToExport(db, options));
      const files = packs.map((pack) => ({ pack, file: path.join(options.out, fileName(pack)) }));
      if (!options.force) await refuseOverwriting(files);
      await mkdir(options.out, { recursive: true });
      for (const { pack, file } of files) {
        await writeWhole(file, (append) => append(writePackText(pack)));
        process.stdout.write(
          `${file}  ${pack.pack}@${pack.version}, ${counted(pack.rules.length, "rule")}\n`,
        );
      }
    });
}

async function packsToExport(db: Db, { pack, version }: ExportOptions): Promise<RulePack[]> {
  const published = await readPublishedPacks(db);
  if (pack === undefined) return published;
  const current = published.find((one) => one.pack.toLowerCase() === pack.toLowerCase());
  if (!current) throw noSuchPack(pack, published);
  if (version === undefined) return [current];
  const versions = await readPackVersions(db, current.pack);
  const found = versions.find((one) => one.version === version);
  if (found) return [found];
  throw new CommandError(
    `${current.pack} has no version ${version}; it has ${versions.map((one) => one.version).join(", ")}.`,
    exitCodes.usage,
  );
}

function fileName({ pack }: RulePack): string {
  return `${pack.toLowerCase().replaceAll(" ", "-")}.yaml`;
}

/** @throws CommandError where a file says something else already, before any is written. */
async function refuseOverwriting(files: readonly { pack: RulePack; file: string }[]): Promise<void> {
  const different: string[] = [];
  for (const { pack, file } of files) {
    const there = await readFile(file, "utf8").catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    });
    if (there !== null && there !== writePackText(pack)) different.push(file);
  }
  if (different.length > 0)
    throw new CommandError(
      `Nothing was written: ${different.join(", ")} would change. --force writes over (comments are lost), --out writes elsewhere.`,
    );
}
