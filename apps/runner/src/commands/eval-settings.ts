import path from "node:path";
import { readDay } from "@callscript/adapters/import/read-day.ts";
import type { Damage } from "@callscript/evals/damage-set.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";

export interface EvalOptions {
  set?: string;
  judge: string;
  date?: string;
  rules?: string;
  noise: string;
  swap: string;
  seed: string;
  parallel?: string;
  own?: boolean;
  days: string;
  json?: boolean;
}

export type EvalSettings =
  | { kind: "own"; days: number }
  | {
      kind: "set";
      file: string;
      judge: "phrases" | "openai";
      date: string | null;
      /** null: the packs that come with CallScript. */
      rules: string | null;
      damage: Damage | null;
      parallel: number;
    };

/** What was asked for. @throws CommandError (usage) naming the option that cannot be. */
export function evalSettings(options: EvalOptions): EvalSettings {
  const { set, own = false, judge, date, rules } = options;
  if (own === (set !== undefined))
    throw usage(
      "Say what to measure on: --set <file> with labelled calls, or --own for your own calls, one of both.",
    );
  if (set === undefined) return { kind: "own", days: wholeNumber("--days", options.days, 1, 3650) };
  if (judge !== "phrases" && judge !== "openai") throw usage("--judge is phrases or openai.");
  if (date !== undefined && readDay(date, "UTC") === null)
    throw usage(`--date takes a day such as 2026-11-20, between 1990 and 2100, not "${date}".`);
  const damage = {
    noise: share("--noise", options.noise),
    swap: share("--swap", options.swap),
    seed: wholeNumber("--seed", options.seed, 0, Number.MAX_SAFE_INTEGER),
  };
  return {
    kind: "set",
    file: path.resolve(set),
    judge,
    date: date ?? null,
    rules: rules === undefined ? null : path.resolve(rules),
    damage: damage.noise === 0 && damage.swap === 0 ? null : damage,
    parallel:
      options.parallel === undefined
        ? judge === "openai"
          ? 8
          : 1
        : wholeNumber("--parallel", options.parallel, 1, 100),
  };
}

function share(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1))
    throw usage(`${option} takes a share from 0 to 1, such as 0.1, not "${text}".`);
  return value;
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw usage(`${option} takes a whole number from ${least} to ${most}, not "${text}".`);
  return value;
}

function usage(message: string): CommandError {
  return new CommandError(message, exitCodes.usage);
}
