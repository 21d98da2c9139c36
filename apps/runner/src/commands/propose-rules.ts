import { userInfo } from "node:os";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import type { RulesDiff } from "@callscript/core/desk/diff-rules.ts";
import { PublishConflictError, publishRules } from "@callscript/core/desk/publish-rules.ts";
import { readPublishedPacks } from "@callscript/core/desk/read-published-packs.ts";
import { shippedBy } from "@callscript/core/desk/seed-rules.ts";
import type { Db } from "@callscript/core/query.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { withPacks } from "@callscript/core/rules-of.ts";
import { compareOnLabels, worseThan } from "@callscript/evals/compare-on-labels.ts";
import type { Command } from "commander";
import { z } from "zod";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { printable } from "../printable.ts";
import { askYes } from "./ask-yes.ts";
import { comparisonText } from "./comparison-text.ts";
import { labelledCalls } from "./labelled-calls.ts";
import { proposalText } from "./rules-text.ts";
import type { ModeOption } from "./with-installation.ts";

/** Percentage points by which rules may be worse on the labelled calls. */
const usualMargin = "2";

/** What stands in the history of the rules, which is printed. */
const HistoryText = z
  .string()
  .trim()
  .refine((text) => printable(text) === text);

export interface PublishOptions extends ModeOption {
  note?: string;
  by?: string;
  margin: string;
  set?: string;
  force?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

export interface Proposal {
  next: RulePack;
  /** The version in force; null: the pack is new. */
  current: string | null;
  diff: RulesDiff;
  shipped: string | null;
}

export function addPublishOptions(command: Command): Command {
  return command
    .option("--note <why>", "why, for whoever reads the history; needed to publish")
    .option("--by <name>", "who publishes; the user of this machine unless it is said")
    .option("--margin <points>", "percentage points by which labelled calls may be judged worse", usualMargin)
    .option("--set <file>", "labelled calls, JSON lines in the format of docs/formats.md")
    .option("--force", "publish though labelled calls are judged worse, or over a conflict")
    .option("--dry-run", "say what would change, and stop there")
    .option("--yes", "do not ask")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation");
}

/** @throws CommandError (64) before anything is read, where it could not be published in the end. */
export function refuseUnasked(options: PublishOptions): void {
  if (!(Number(options.margin) >= 0) || options.margin.trim() === "")
    throw new CommandError("--margin takes percentage points such as 2 or 0.5.", exitCodes.usage);
  if (options.by?.trim() === shippedBy)
    throw new CommandError(
      `--by ${shippedBy} marks what is built in: an upgrade would replace these rules. Give another name.`,
      exitCodes.usage,
    );
  for (const option of ["note", "by"] as const)
    if (!HistoryText.optional().safeParse(options[option]).success)
      throw new CommandError(
        `--${option} takes one line, without line breaks and other control characters.`,
        exitCodes.usage,
      );
  if (options.dryRun) return;
  if ((options.note ?? "").trim() === "")
    throw new CommandError('Say why: --note "..." (or --dry-run to see what would change).', exitCodes.usage);
  if (!options.yes && !process.stdin.isTTY)
    throw new CommandError(
      "Nobody can be asked here: give --yes, or --dry-run to see what would change.",
      exitCodes.usage,
    );
}

/**
 * Shows what the proposals change, also on the labelled calls, and publishes them together once it is agreed to.
 * @throws CommandError where the labelled calls are judged worse than the margin allows, or somebody was faster.
 */
export async function proposeRules(
  db: Db,
  proposals: readonly Proposal[],
  options: PublishOptions,
  signal: AbortSignal,
): Promise<void> {
  process.stdout.write(proposals.map(proposalText).join(""));
  const before = await readPublishedPacks(db);
  const { file, calls } = await labelledCalls(options.set ?? null);
  const comparison = await compareOnLabels({
    before,
    after: withPacks(
      before,
      proposals.map(({ next }) => next),
    ),
    calls,
    judge: createPhraseJudge(),
    signal,
  });
  process.stdout.write(comparisonText(comparison, { judge: "the phrase judge", set: file }));
  const worse = worseThan(Number(options.margin), comparison);
  if (worse.length > 0 && !options.force)
    throw new CommandError(`${sentence(worse)}. Nothing was published; --force publishes it all the same.`);
  if (options.dryRun) return;
  if (!options.yes && !(await askYes("Publish?", signal))) {
    process.stdout.write("Nothing was published.\n");
    return;
  }
  await publish(db, proposals, options);
}

async function publish(db: Db, proposals: readonly Proposal[], options: PublishOptions): Promise<void> {
  const by = options.by?.trim() || userName();
  const reason = (options.note ?? "").trim();
  await publishRules(
    db,
    proposals.map(({ next, current, shipped }) => ({ pack: next, basedOn: current, by, reason, shipped })),
  ).catch((error: unknown) => {
    if (!(error instanceof PublishConflictError)) throw error;
    throw new CommandError(`Somebody was faster: ${printable(error.message)}. Nothing was published.`);
  });
  const names = proposals.map(({ next }) => `${next.pack}@${next.version}`).join(", ");
  process.stdout.write(
    `Published ${names} as ${by}. Calls are judged by it from now on; those judged before keep their judgement.\n`,
  );
}

/** A service's user may have the name that marks what is built in. */
function userName(): string {
  const { username } = userInfo();
  return username === shippedBy ? "the command line" : username;
}

function sentence(parts: readonly string[]): string {
  const text = parts.join(", and ");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
