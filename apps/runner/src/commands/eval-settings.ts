import path from "node:path";
import { readDay } from "@callscript/adapters/import/read-day.ts";
import type { Damage } from "@callscript/evals/damage-set.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";

export interface EvalOptions {
  set?: string;
  judge?: string;
  date?: string;
  rules?: string;
  noise: string;
  swap: string;
  seed: string;
  parallel?: string;
  own?: boolean;
  attacks?: boolean;
  days: string;
  json?: boolean;
}

/** How a labelled set is judged. */
export interface SetSettings {
  /** null: the golden calls. */
  file: string | null;
  judge: "phrases" | "openai";
  date: string | null;
  /** null: the packs that come with CallScript. */
  rules: string | null;
  damage: Damage | null;
  parallel: number;
}

export type EvalSettings =
  | { kind: "own"; days: number }
  | ({ kind: "set" } & SetSettings)
  | ({ kind: "attacks" } & SetSettings);

/** What was asked for. @throws CommandError (usage) naming the option that cannot be. */
export function evalSettings(options: EvalOptions, hasKey: boolean): EvalSettings {
  const { set, own = false, attacks = false } = options;
  if (own ? set !== undefined || attacks : set === undefined && !attacks)
    throw usage(
      "Say what to measure on, one of three: --set <file> with labelled calls, --attacks, or --own for your own calls.",
    );
  for (const option of ["set", "rules"] as const)
    if (options[option]?.trim() === "") throw usage(`--${option} needs the name of a file.`);
  if (own) return { kind: "own", days: wholeNumber("--days", options.days, 1, 3650) };
  const settings = setSettings(options, attacks && hasKey ? "openai" : "phrases");
  if (!attacks) return { kind: "set", ...settings };
  if (settings.damage !== null)
    throw usage("--noise and --swap damage a --set; they do not go with --attacks.");
  return { kind: "attacks", ...settings };
}

function setSettings(options: EvalOptions, usual: SetSettings["judge"]): SetSettings {
  const { set, judge = usual, date, rules, parallel } = options;
  if (judge !== "phrases" && judge !== "openai") throw usage("--judge is phrases or openai.");
  if (date !== undefined && readDay(date, "UTC") === null)
    throw usage(`--date takes a day such as 2026-11-20, between 1990 and 2100, not "${date}".`);
  const damage = {
    noise: share("--noise", options.noise),
    swap: share("--swap", options.swap),
    seed: wholeNumber("--seed", options.seed, 0, Number.MAX_SAFE_INTEGER),
  };
  const atOnce = judge === "openai" ? 8 : 1;
  return {
    file: set === undefined ? null : path.resolve(set),
    judge,
    date: date ?? null,
    rules: rules === undefined ? null : path.resolve(rules),
    damage: damage.noise === 0 && damage.swap === 0 ? null : damage,
    parallel: parallel === undefined ? atOnce : wholeNumber("--parallel", parallel, 1, 100),
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
