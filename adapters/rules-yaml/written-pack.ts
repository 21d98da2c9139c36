import { PackVersion, RulePack } from "@callscript/core/rule.ts";

/** A pack as a file may have it: what was published under wider limits stays readable, and is not written again. */
export const WrittenPack = RulePack.safeExtend({ version: PackVersion });
