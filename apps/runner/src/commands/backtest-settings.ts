import { Usd } from "@callscript/core/usd.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { ModeOption } from "./with-installation.ts";

export interface BacktestOptions extends ModeOption {
  rules: string[];
  days: string;
  judge: string;
  sample?: string;
  seed: string;
  set?: string;
  maxUsd?: string;
  all?: boolean;
  json?: boolean;
  yes?: boolean;
}

export interface BacktestSettings {
  days: number;
  judge: "phrases" | "openai";
  sample: { size: number; seed: string } | null;
  maxUsd: Usd | null;
}

/** A minute of phrases; a few dimes of a model. */
const usualSample = { phrases: 10_000, openai: 500 } as const;

/** @throws CommandError (64) naming the option that cannot be used. */
export function backtestSettings(options: BacktestOptions): BacktestSettings {
  const { judge, seed, maxUsd } = options;
  if (judge !== "phrases" && judge !== "openai")
    throw new CommandError("--judge is phrases or openai.", exitCodes.usage);
  const days = Number(options.days);
  if (!(Number.isInteger(days) && days >= 1 && days <= 3650))
    throw new CommandError("--days takes a whole number from 1 to 3650.", exitCodes.usage);
  const size = options.sample === "all" ? null : Number(options.sample ?? usualSample[judge]);
  if (size !== null && !(Number.isInteger(size) && size >= 1))
    throw new CommandError('--sample takes a whole number above 0, or "all".', exitCodes.usage);
  if (maxUsd !== undefined && (!Usd.safeParse(maxUsd).success || maxUsd.startsWith("-")))
    throw new CommandError(`--max-usd takes dollars such as 2 or 0.50, not "${maxUsd}".`, exitCodes.usage);
  return { days, judge, sample: size === null ? null : { size, seed }, maxUsd: maxUsd ?? null };
}
