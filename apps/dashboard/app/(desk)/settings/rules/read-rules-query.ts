import { type Vertical, verticals } from "@callscript/core/vertical.ts";
import { z } from "zod";
import { packParam, type RulesView } from "./rules-query.ts";

const Text = z.string().max(200);
const View = z.object({
  rule: Text.nullable().catch(null).default(null),
  v: z.enum(["draft", "published", "changes"]).catch("draft").default("draft"),
});

/** The view that an address asks for; what it says wrongly falls back. */
export function readRulesView(
  params: Record<string, string | string[] | undefined>,
): RulesView & { pack: Vertical } {
  return { ...View.parse(params), pack: readPack(params["pack"]) };
}

/** The pack that a parameter names; General unless it does. */
export function readPack(param: unknown): Vertical {
  return verticals.find((one) => packParam(one) === param) ?? "General";
}
