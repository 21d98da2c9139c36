import "server-only";
import { loadTokenCounter } from "@callscript/adapters/judge-openai/count-tokens.ts";

const counted = new Map<string, number>();
/** The prompts of all verticals, and some that were in force before. */
const mostCounted = 50;

/** A prompt's tokens; the same prompt is counted once. */
export async function countTokens(prompt: string): Promise<number> {
  const known = counted.get(prompt);
  if (known !== undefined) return known;
  const count = await loadTokenCounter();
  const tokens = count(prompt);
  if (counted.size >= mostCounted) counted.clear();
  counted.set(prompt, tokens);
  return tokens;
}
