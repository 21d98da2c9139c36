import { afterEach, expect, test } from "vitest";
import { json } from "../../test/fakes/loopback-server.ts";
import {
  apiError,
  type ChatRequest,
  type ModelReply,
  type OpenAiServer,
  openAiServer,
} from "../../test/fakes/openai-server.ts";
import { createOpenPurse } from "../../test/support/open-purse.ts";
import { inputOf, judgeAt, ruleOf, signal, watchedPurse } from "../../test/support/openai-judge.ts";
import { portFailure } from "../../test/support/port-failure.ts";
import { estimateTokens } from "./estimate-tokens.ts";

const tpmo = ruleOf("missing_disclaimer", {
  phrases: [{ who: "agent", any: ["plan b"], unless_before: ["we do not offer every plan"] }],
});
const rules = [tpmo, ruleOf("agent_abusive")];
const turns = Array.from({ length: 300 }, (_, index) => ({
  speaker: index % 2 === 0 ? "agent" : "caller",
  start: index * 5,
  text: `this is turn ${index} of a long call about nothing in particular`,
}));
const said = (index: number, text: string) =>
  turns.map((turn, at) => (at === index ? { ...turn, text } : turn));

let server: OpenAiServer | undefined;
afterEach(() => server?.close());
const linesOf = (request: ChatRequest | undefined) =>
  request?.messages[1]?.content.split("\n").slice(2, -1) ?? [];

/** A model that finds what its rules name, in the lines that it is shown. */
async function findsIn(words: Record<string, string>, answer = "yes") {
  server = await openAiServer((request): ModelReply => {
    const findings = Object.entries(words).flatMap(([code, quote]) => {
      const line = linesOf(request).find((one) => one.includes(quote));
      const label = /^\[([^\]]+)\]/.exec(line ?? "")?.[1];
      return label === undefined ? [] : [{ code, reason: "it says so", line: label, quote, answer }];
    });
    return { findings };
  });
  return judgeAt(server.baseUrl, { purse: createOpenPurse(), windowTokens: 2_000 });
}

test("is judged in windows that leave nothing out; findings are merged and the tokens summed", async () => {
  const judge = await findsIn({ agent_abusive: "you old fool" });
  const answer = await judge.judge(inputOf(said(250, "listen you old fool"), rules), signal());
  expect(answer.findings).toEqual([
    expect.objectContaining({ code: "agent_abusive", answer: "yes", turn: 250, quote: "you old fool" }),
  ]);
  const { asked = [] } = server ?? {};
  expect(asked.length).toBeGreaterThan(3);
  expect(new Set(asked.map(({ messages }) => messages[0]?.content)).size).toBe(1);
  const shown = new Set(asked.flatMap(linesOf));
  for (const index of turns.keys())
    expect([...shown].some((line) => line.includes(`turn ${index} `) || index === 250)).toBe(true);
  for (const request of asked)
    expect(linesOf(request).reduce((sum, line) => sum + estimateTokens(line), 0)).toBeLessThanOrEqual(
      2_000 + 6,
    );
  expect(asked[2]?.messages[1]?.content).toMatch(
    /^Part 3 of \d+ of the call: parts overlap, .*\n<transcript>\n\[0:00\] A: this is turn 0 /,
  );
  expect(answer.tokensIn).toBeGreaterThan(asked.length * 500);
});

test("the same code in two windows is one finding: yes over unsure, then the earliest", async () => {
  const judge = await findsIn({ agent_abusive: "you old fool" });
  const twice = said(250, "you old fool").map((turn, at) =>
    at === 40 ? { ...turn, text: "you old fool" } : turn,
  );
  const answer = await judge.judge(inputOf(twice, rules), signal());
  expect(answer.findings).toEqual([expect.objectContaining({ turn: 40 })]);
});

test("what was not said before is no more than unsure in a window that does not show all of it", async () => {
  const plans = { missing_disclaimer: "plan b pays for it" };
  const judge = await findsIn(plans);
  // The disclaimer, said at turn 100, is in no window that shows turn 280.
  const late = said(280, "plan b pays for it").map((turn, at) =>
    at === 100 ? { ...turn, text: "we do not offer every plan" } : turn,
  );
  expect((await judge.judge(inputOf(late, rules), signal())).findings).toEqual([
    expect.objectContaining({ code: "missing_disclaimer", answer: "unsure", turn: 280 }),
  ]);
  expect((await judge.judge(inputOf(said(30, "plan b pays for it"), rules), signal())).findings).toEqual([
    expect.objectContaining({ code: "missing_disclaimer", answer: "yes", turn: 30 }),
  ]);
});

test("a turn that is longer than a window is split, and its parts lead back to it", async () => {
  const judge = await findsIn({ agent_abusive: "you old fool" });
  const monologue = `${"and so on ".repeat(1_500)}you old fool ${"and so on ".repeat(1_500)}`;
  const answer = await judge.judge(
    inputOf(
      [
        { start: 1, text: "hello" },
        { start: 3, text: monologue },
        { start: 900, text: "bye" },
      ],
      rules,
    ),
    signal(),
  );
  expect(answer.findings).toEqual([expect.objectContaining({ code: "agent_abusive", turn: 1 })]);
});

// The limit of the model is met once: openai (code), llama.cpp#15780 (type, at first with 500), vllm#20409 (words).
test.each<[string, number, unknown]>([
  [
    "OpenAI",
    400,
    apiError(
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 10383 tokens.",
      "invalid_request_error",
      "context_length_exceeded",
      "messages",
    ),
  ],
  [
    "OpenAI's minute",
    429,
    apiError(
      "Request too large for gpt-4o-mini on tokens per min (TPM): Limit 30000, Requested 39000.",
      "tokens",
      "rate_limit_exceeded",
    ),
  ],
  [
    "vLLM",
    400,
    {
      object: "error",
      message: "This model's maximum context length is 4096 tokens.",
      type: "BadRequestError",
      param: null,
      code: 400,
    },
  ],
  [
    "llama.cpp",
    400,
    {
      error: {
        code: 400,
        message: "the request exceeds the available context size",
        type: "exceed_context_size_error",
        n_prompt_tokens: 1407,
        n_ctx: 256,
      },
    },
  ],
  [
    "llama.cpp of 2025",
    500,
    {
      error: {
        code: 500,
        message: "the request exceeds the available context size",
        type: "exceed_context_size_error",
      },
    },
  ],
])("a model that reads less than a window is asked in halves, once (%s)", async (_, status, body) => {
  let most = 9_000;
  server = await openAiServer((request) => {
    const characters = request.messages[1]?.content.length ?? 0;
    return characters > most ? (response) => json(response, status, body) : { findings: [] };
  });
  const { purse, steps } = watchedPurse();
  const judge = judgeAt(server.baseUrl, { purse });
  const answer = await judge.judge(inputOf(turns.slice(0, 200), rules), signal());
  expect(steps().slice(0, 2)).toEqual(["reserve", "release"]);
  expect(steps().filter((step) => step === "settle").length).toBeGreaterThanOrEqual(2);
  expect(answer.findings).toEqual([]);
  most = 100;
  expect(await portFailure(judge.judge(inputOf(turns, rules), signal()))).toMatchObject({
    kind: "call",
    reason: expect.stringContaining("choose one with a longer context"),
  });
});
