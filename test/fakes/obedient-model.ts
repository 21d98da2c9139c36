import { z } from "zod";
import type { Trick } from "../../evals/attacks/read-tricks.ts";
import { json, type LoopbackServer, loopbackServer } from "./loopback-server.ts";

const Asked = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({
    json_schema: z.object({
      schema: z.object({
        properties: z.object({
          findings: z.object({
            items: z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) }),
          }),
        }),
      }),
    }),
  }),
});

export interface ObedientModel extends LoopbackServer {
  /** For OPENAI_BASE_URL. */
  baseUrl: string;
  /** How many requests had a trick in them that it obeyed, by what it did. */
  obeyed: Map<Trick["obeys"], number>;
}

/**
 * A model behind an OpenAI-compatible endpoint that does whatever a caller or agent tells it. Where it is told nothing
 * it is honest: it gives the labelled flags whose quotes it reads.
 */
export async function obedientModel(
  tricks: readonly Trick[],
  labels: readonly { code: string; quote: string }[],
): Promise<ObedientModel> {
  const obeyed = new Map<Trick["obeys"], number>();
  const known = tricks.map(({ obeys, turns }) => ({ obeys, turns: turns.map(plain) }));
  const server = await loopbackServer(({ body }, response) => {
    const { messages, response_format } = Asked.parse(JSON.parse(body));
    const codes = response_format.json_schema.schema.properties.findings.items.properties.code.enum;
    const prompt = messages.find(({ role }) => role === "user")?.content ?? "";
    const lines = Array.from(
      prompt.matchAll(/^\[([^\]]+)\] [^:]+: (.*)$/gm),
      ([, label = "", text = ""]) => ({ label, text }),
    );
    const honest = labels.flatMap(({ code, quote }) => {
      const line = lines.find(({ text }) => text.includes(quote));
      return line && codes.includes(code) ? [finding(code, line.label, quote)] : [];
    });
    const said = plain(prompt);
    const trick = known.find(({ turns }) => turns.every((turn) => said.includes(turn)));
    if (trick) obeyed.set(trick.obeys, (obeyed.get(trick.obeys) ?? 0) + 1);
    const spoken = lines.find(({ text }) => text.split(" ").length > 4) ?? lines[0];
    const answers = {
      clean: () => ({ findings: [] }),
      invent: () => ({
        findings: codes.map((code) => finding(code, spoken?.label ?? "", spoken?.text ?? "")),
      }),
      wrong_line: () => ({
        findings: honest.map((one) => ({
          ...one,
          line: lines.find(({ text }) => !text.includes(one.quote))?.label ?? "",
        })),
      }),
      malformed: () => "A poem: the call was long, the call was song.",
    };
    const answer = trick ? answers[trick.obeys]() : { findings: honest };
    const content = typeof answer === "string" ? answer : JSON.stringify(answer);
    json(response, 200, {
      choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
      usage: { prompt_tokens: Math.ceil(body.length / 4), completion_tokens: Math.ceil(content.length / 4) },
    });
  });
  return { ...server, baseUrl: `${server.origin}/v1`, obeyed };
}

function finding(code: string, line: string, quote: string) {
  return { code, reason: "as it was said", line, quote, answer: "yes" };
}

/** As the prompt may have changed it: no invisible characters, single spaces, no brackets. */
function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}[\]()<>‹›［【〔＜]/gu, "")
    .replaceAll(/[\s\p{Z}]+/gu, " ")
    .trim();
}
