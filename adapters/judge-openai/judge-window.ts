import { callFailure } from "@callscript/core/failure.ts";
import type { JudgePurpose, Spent } from "@callscript/core/ports.ts";
import { type ModelFinding, responseFormat } from "./answer-schema.ts";
import { type Message, type Payer, paidRequest } from "./paid-request.ts";
import { type ReadAnswer, readAnswer } from "./read-answer.ts";

/** What is sent back of an answer that cannot be used. */
const quotedCharacters = 4_000;

/**
 * Asks about one window. An answer that cannot be read, or names codes that were never asked, is asked for once more with
 * what was wrong; such codes are then left out. What it took is added to `spent`, also where it throws.
 * @throws a call failure where the second answer cannot be read either
 */
export async function judgeWindow(
  payer: Payer,
  call: { callId: string; purpose: JudgePurpose },
  prompts: { rules: string; transcript: string; codes: readonly string[] },
  spent: Spent[],
  signal: AbortSignal,
): Promise<ModelFinding[]> {
  const asked: Message[] = [
    { role: "system", content: prompts.rules },
    { role: "user", content: prompts.transcript },
  ];
  const ask = async (messages: readonly Message[]) => {
    const request = { ...call, messages, responseFormat: responseFormat(prompts.codes) };
    const answer = await paidRequest(payer, request, signal);
    spent.push(answer.spent);
    return readAnswer(answer.completion, prompts.codes);
  };
  const first = await ask(asked);
  if (first.fault === null && first.findings !== null) return first.findings;
  const second = await ask([...asked, ...repair(first)]);
  const findings = second.findings ?? first.findings;
  if (findings === null) throw callFailure(`${second.fault}, also after one repair`);
  return findings;
}

function repair({ fault, content }: ReadAnswer): Message[] {
  const said: Message[] =
    content.trim() === "" ? [] : [{ role: "assistant", content: content.slice(0, quotedCharacters) }];
  return [
    ...said,
    {
      role: "user",
      content: `That could not be used: ${fault}. This is a compliance review of a recorded call. Answer with the JSON alone, with the codes of the rules alone, and briefly.`,
    },
  ];
}
