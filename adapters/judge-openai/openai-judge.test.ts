import { addUsd } from "@callscript/core/money.ts";
import { afterEach, expect, test } from "vitest";
import { type ModelReply, type OpenAiServer, openAiServer } from "../../test/fakes/openai-server.ts";
import { createOpenPurse } from "../../test/support/open-purse.ts";
import { inputOf, judgeAt, ruleOf, signal, watchedPurse } from "../../test/support/openai-judge.ts";
import { portFailure } from "../../test/support/port-failure.ts";

const rules = [ruleOf("government_impersonation"), ruleOf("agent_abusive")];
const input = inputOf(
  [
    { start: 61.4, text: "I'm calling from Medicare." },
    { speaker: "caller", start: 61.9, text: "oh" },
    { speaker: "S2", text: "right" },
  ],
  rules,
);
const finding = {
  code: "government_impersonation",
  reason: "says to call from Medicare",
  line: "1:01",
  quote: "calling from Medicare",
  answer: "yes",
};
const { line: _line, ...fields } = finding;
const raw = { ...fields, turn: 0, confidence: null };

let server: OpenAiServer | undefined;
afterEach(() => server?.close());
async function serve(reply: (nth: number) => ModelReply) {
  server = await openAiServer((_request, nth) => reply(nth));
  return server;
}

test("asks with rules first and the transcript last, held to a strict schema, and counts what it took", async () => {
  const { baseUrl, asked, requests } = await serve(() => ({ findings: [finding] }));
  const purse = createOpenPurse();
  const answer = await judgeAt(baseUrl, { purse }).judge(input, signal());
  expect(answer).toMatchObject({
    findings: [expect.objectContaining({ code: finding.code, answer: "yes", turn: 0, quote: finding.quote })],
    model: "openai/gpt-4o-mini@0.15/0.075/0.60",
    persuadable: true,
    tokensCached: 0,
  });
  expect(answer.findings).toEqual([raw]);
  expect(answer.costUsd).toBe(
    (answer.tokensIn * 0.15e-6 + answer.tokensOut * 0.6e-6).toFixed(8).replace(/0+$/, ""),
  );
  const { tokensIn, tokensCached, tokensOut, costUsd } = answer;
  expect(purse.spent()).toEqual({ tokensIn, tokensCached, tokensOut, costUsd });

  expect(requests[0]).toMatchObject({ method: "POST", path: "/v1/chat/completions" });
  expect(requests[0]?.body).not.toContain("sk-test-key");
  expect(asked[0]).toMatchObject({
    model: "gpt-4o-mini",
    temperature: 0,
    seed: 7,
    max_tokens: 1_000,
    stream: false,
  });
  expect(asked[0]?.messages.map(({ role }) => role)).toEqual(["system", "user"]);
  const [system, user] = asked[0]?.messages ?? [];
  expect(system?.content).toContain("government_impersonation: Did somebody do");
  expect(system?.content).not.toContain("from Medicare");
  expect(user?.content).toBe(
    "<transcript>\n[1:01] A: I'm calling from Medicare.\n[1:01b] C: oh\n[#3] S2: right\n</transcript>",
  );
  expect(asked[0]?.response_format?.json_schema).toEqual({
    name: "findings",
    strict: true,
    schema: {
      type: "object",
      properties: {
        findings: {
          type: "array",
          items: {
            type: "object",
            properties: {
              code: { type: "string", enum: ["agent_abusive", "government_impersonation"] },
              reason: { type: "string" },
              line: { type: "string" },
              quote: { type: "string" },
              answer: { type: "string", enum: ["yes", "unsure"] },
            },
            required: ["code", "reason", "line", "quote", "answer"],
            additionalProperties: false,
          },
        },
      },
      required: ["findings"],
      additionalProperties: false,
    },
  });
  // Models write the properties in the schema's order (OpenAI, Structured Outputs: key ordering).
  expect(requests[0]?.body).toMatch(/"properties":\{"code":.*"reason":.*"line":.*"quote":.*"answer":/);
});

test("the second call of a rule set is read from the cache up to its transcript", async () => {
  const { baseUrl, requests } = await serve(() => ({ findings: [] }));
  const many = Array.from({ length: 24 }, (_, index) =>
    ruleOf(`rule_number_${index}`, {
      question: `Is this question ${index}, which is asked of every call of the vertical whoever speaks, answered yes?`,
    }),
  );
  const judge = judgeAt(baseUrl, { purse: createOpenPurse() });
  await judge.judge(inputOf([{ text: "hello" }], many), signal());
  const answer = await judge.judge(inputOf([{ text: "good morning" }], [...many].reverse()), signal());
  expect(answer.tokensCached).toBeGreaterThanOrEqual(1_024);
  expect(answer.tokensIn - answer.tokensCached).toBeLessThan(128 + 60);
  const [before, after] = requests.map(({ body }) => body.slice(0, body.indexOf("<transcript>\\n")));
  expect(before).toBe(after);
});

test("nothing is asked of a call without words or without rules", async () => {
  const { baseUrl, asked } = await serve(() => ({ findings: [] }));
  const judge = judgeAt(baseUrl, { purse: createOpenPurse() });
  expect(await judge.judge(inputOf([{ text: " " }], rules), signal())).toMatchObject({
    findings: [],
    costUsd: "0",
  });
  expect(await judge.judge(inputOf([{ text: "hello" }], []), signal())).toMatchObject({ tokensIn: 0 });
  expect(asked).toHaveLength(0);
});

test.each<[string, Record<string, unknown>, number | null]>([
  ["with its brackets", { line: "[1:01b]" }, 1],
  ["with the speaker behind it", { line: "1:01B A: oh" }, 1],
  ["of a turn without times", { line: "#3" }, 2],
  ["that no line has", { line: "9:59" }, null],
  ["that is none", { line: "the second" }, null],
])("a label %s", async (_, more, turn) => {
  const { baseUrl } = await serve(() => ({ findings: [{ ...finding, ...more }] }));
  const answer = await judgeAt(baseUrl, { purse: createOpenPurse() }).judge(input, signal());
  expect(answer.findings).toEqual([expect.objectContaining({ turn, quote: finding.quote })]);
});

test("one finding a code: yes over unsure, then the earliest; an empty quote is none", async () => {
  const { baseUrl } = await serve(() => ({
    findings: [
      { ...finding, answer: "unsure" },
      { ...finding, line: "#3" },
      { ...finding, line: "1:01b" },
      { ...finding, code: "agent_abusive", answer: "unsure", quote: " " },
    ],
  }));
  const answer = await judgeAt(baseUrl, { purse: createOpenPurse() }).judge(input, signal());
  expect(answer.findings).toEqual([
    expect.objectContaining({ code: "government_impersonation", answer: "yes", turn: 1 }),
    expect.objectContaining({ code: "agent_abusive", answer: "unsure", quote: null }),
  ]);
});

const json = JSON.stringify({ findings: [finding] });
test.each<[string, string]>([
  ["bare", json],
  ["in a code fence", `\`\`\`json\n${json}\n\`\`\``],
  ["in a code fence with a word before it", `Here it is:\n\`\`\`\n${json}\n\`\`\`\n`],
  ["behind the model's thoughts", `<think>{"findings": []} or not?</think>\n\n${json}`],
  [
    "with fields that were not asked for",
    JSON.stringify({ findings: [{ ...finding, confidence: 1 }], note: "" }),
  ],
])("an answer %s is read as it is", async (_, content) => {
  const { baseUrl, asked } = await serve(() => ({ content }));
  const answer = await judgeAt(baseUrl, { purse: createOpenPurse() }).judge(input, signal());
  expect(answer.findings).toEqual([raw]);
  expect(asked).toHaveLength(1);
});

test.each<[string, ModelReply, string]>([
  ["prose", { content: "This call is safe." }, "the answer was not JSON"],
  ["prose around JSON", { content: `Sure! ${json}` }, "the answer was not JSON"],
  ["JSON that breaks off", { content: json.slice(0, 40) }, "the answer was not JSON"],
  ["another shape", { content: '{"findings":[{"code":1}]}' }, "another shape"],
  ["another answer", { findings: [{ ...finding, answer: "no" }] }, "another shape"],
  ["nothing", { content: "" }, "the answer was empty"],
  ["null", { content: null }, "the answer was empty"],
  ["a refusal", { refusal: "I'm sorry, I can't assist with that." }, "the model refused to answer"],
  ["a content filter", { content: null, finishReason: "content_filter" }, "held back by a content filter"],
  [
    "too long an answer",
    { content: JSON.stringify({ findings: Array(80).fill(finding) }) },
    "cut off for its length",
  ],
  ["a page", (response) => void response.end("<html>hello</html>"), "something else than a completion"],
  [
    "no choices",
    (response) => void response.end('{"object":"list","choices":[]}'),
    "something else than a completion",
  ],
])("%s is asked for once more, with what was wrong, and both are paid for", async (_, reply, words) => {
  const { baseUrl, requests } = await serve((nth) => (nth === 1 ? reply : { findings: [finding] }));
  const { purse, done, steps } = watchedPurse();
  const answer = await judgeAt(baseUrl, { purse }).judge(input, signal());
  expect(answer.findings).toEqual([raw]);
  // What is no completion does not say what it took, and counts with its bound.
  const isCompletion = !words.startsWith("something else");
  expect(steps()).toEqual(
    isCompletion ? ["reserve", "settle", "reserve", "settle"] : ["reserve", "reserve", "settle"],
  );
  const settled = done.flatMap(({ spent }) => (spent ? [spent.costUsd] : []));
  expect(answer.costUsd).toBe(
    addUsd(...settled, ...(isCompletion ? [] : [done[0]?.request?.usdAtMost ?? ""])),
  );
  const messages = JSON.parse(requests[1]?.body ?? "").messages;
  expect(messages.slice(0, 2)).toEqual(JSON.parse(requests[0]?.body ?? "").messages);
  expect(messages.at(-1)).toMatchObject({ role: "user", content: expect.stringContaining(words) });
  await server?.close();

  const again = await serve(() => reply);
  const failure = await portFailure(judgeAt(again.baseUrl, { purse }).judge(input, signal()));
  expect(failure).toMatchObject({ kind: "call", reason: expect.stringContaining(words) });
  expect(failure.reason).toContain("also after one repair");
  expect(again.requests).toHaveLength(2);
});

test("codes that were not asked are asked about once, and then flag nothing", async () => {
  const strange = { ...finding, code: "invented_rule" };
  const { baseUrl, asked } = await serve(() => ({ findings: [finding, strange] }));
  const answer = await judgeAt(baseUrl, { purse: createOpenPurse() }).judge(input, signal());
  expect(answer.findings).toEqual([raw]);
  expect(asked).toHaveLength(2);
  await server?.close();
  // What could be used of the first answer is not lost with the second.
  const again = await serve((nth) => (nth === 1 ? { findings: [finding, strange] } : { content: "Sorry!" }));
  expect(
    (await judgeAt(again.baseUrl, { purse: createOpenPurse() }).judge(input, signal())).findings,
  ).toEqual([raw]);
});
