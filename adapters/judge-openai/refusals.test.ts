import { afterEach, expect, test } from "vitest";
import { json } from "../../test/fakes/loopback-server.ts";
import { apiError, type OpenAiServer, openAiServer } from "../../test/fakes/openai-server.ts";
import { inputOf, judgeAt, ruleOf, signal, watchedPurse } from "../../test/support/openai-judge.ts";
import { portFailure } from "../../test/support/port-failure.ts";
import { keyHeader } from "./ask.ts";

const input = inputOf([{ start: 1, text: "hello there" }], [ruleOf("agent_abusive")]);

let server: OpenAiServer | undefined;
afterEach(() => server?.close());

function gate(): [opened: Promise<void>, open: () => void] {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return [opened, open];
}

async function refusedWith(status: number, body: unknown, headers: Record<string, string> = {}) {
  server = await openAiServer(() => (response) => json(response, status, body, headers));
  const { purse, steps } = watchedPurse();
  const failure = await portFailure(judgeAt(server.baseUrl, { purse }).judge(input, signal()));
  return { failure, steps: steps() };
}

// The bodies are as documented or reported; the place stands beside each.
test.each<[string, number, unknown, string, string]>([
  // developers.openai.com/docs/guides/error-codes
  [
    "OpenAI: a wrong key",
    401,
    apiError("Incorrect API key provided: sk-tes****-key.", "invalid_request_error", "invalid_api_key"),
    "lane",
    "the model's key was refused (401): check OPENAI_API_KEY",
  ],
  [
    "OpenAI: a country",
    403,
    apiError(
      "Country, region, or territory not supported",
      "request_forbidden",
      "unsupported_country_region_territory",
    ),
    "lane",
    "the key may not use the model gpt-4o-mini (403)",
  ],
  // github.com/ChatGPTNextWeb/NextChat/issues/3123
  [
    "OpenAI: no quota",
    429,
    apiError(
      "You exceeded your current quota, please check your plan and billing details.",
      "insufficient_quota",
      "insufficient_quota",
    ),
    "lane",
    "no balance left (429): add credit",
  ],
  // github.com/waylaidwanderer/node-chatgpt-api/issues/167
  [
    "OpenAI: no quota, by its type",
    429,
    apiError("You exceeded your current quota", "insufficient_quota", null),
    "lane",
    "no balance left",
  ],
  [
    "OpenAI: no credit",
    429,
    apiError("Your credit balance is used up.", "rate_limit_error", "credit_balance_exhausted"),
    "lane",
    "no balance left",
  ],
  // openrouter.ai/docs/api/reference/errors-and-debugging
  [
    "OpenRouter: no credits",
    402,
    {
      error: { code: 402, message: "Insufficient credits", metadata: { limit_source: "openrouter_credits" } },
    },
    "lane",
    "no balance left (402)",
  ],
  [
    "Anthropic's: no credits",
    400,
    {
      error: { type: "invalid_request_error", message: "Your credit balance is too low to access the API." },
    },
    "lane",
    "no balance left",
  ],
  // github.com/Aider-AI/aider/issues/2030
  [
    "OpenAI: no such model",
    404,
    apiError(
      "The model `gpt-9` does not exist or you do not have access to it.",
      "invalid_request_error",
      "model_not_found",
    ),
    "lane",
    "does not know the model gpt-4o-mini (404): check JUDGE_MODEL and OPENAI_BASE_URL",
  ],
  // github.com/vllm-project/vllm/issues/3485
  [
    "vLLM: no such model",
    404,
    {
      object: "error",
      message: "The model `x` does not exist.",
      type: "NotFoundError",
      param: null,
      code: 404,
    },
    "lane",
    "does not know the model",
  ],
  // github.com/chatboxai/chatbox/issues/861
  [
    "Azure: no such deployment",
    404,
    {
      error: { code: "DeploymentNotFound", message: "The API deployment for this resource does not exist." },
    },
    "lane",
    "does not know the model",
  ],
  [
    "OpenRouter: no such model",
    400,
    { error: { code: 400, message: "gpt-9 is not a valid model ID" } },
    "lane",
    "does not know the model",
  ],
  ["no such address", 404, "<html>not found</html>", "lane", "check JUDGE_MODEL and OPENAI_BASE_URL"],
  // github.com/langchain-ai/langchain/issues/31490
  [
    "Azure: no structured outputs",
    400,
    apiError(
      "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
      "invalid_request_error",
      null,
    ),
    "lane",
    "cannot be held to a JSON schema",
  ],
  // github.com/feder-cr/invisible_playwright_mcp/issues/249: a plain limit that names billing in its words
  [
    "OpenAI: too many requests",
    429,
    apiError(
      "Rate limit reached for gpt-4o-mini on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s. You can increase your rate limit by adding a payment method to your account at https://platform.openai.com/account/billing.",
      "requests",
      "rate_limit_exceeded",
    ),
    "transient",
    "answered 429",
  ],
  // ai.google.dev/gemini-api/docs/openai: the words of a quota for what is a limit a minute
  [
    "Gemini: too many requests",
    429,
    [
      {
        error: {
          code: 429,
          message: "You exceeded your current quota, please check your plan and billing details.",
          status: "RESOURCE_EXHAUSTED",
        },
      },
    ],
    "transient",
    "answered 429",
  ],
  // github.com/open-webui/computer/issues/293
  [
    "OpenRouter: a provider's limit",
    429,
    {
      error: {
        message: "Provider returned error",
        code: 429,
        metadata: { raw: "temporarily rate-limited upstream", provider_name: "BaseTen" },
      },
    },
    "transient",
    "answered 429",
  ],
  [
    "OpenAI: an error of theirs",
    500,
    apiError("The server had an error while processing your request", "server_error", null),
    "transient",
    "answered 500",
  ],
  ["a proxy's page", 503, "<html>busy</html>", "transient", "answered 503"],
  ["a request that timed out there", 408, "", "transient", "answered 408"],
  ["a lock that timed out there", 409, {}, "transient", "answered 409"],
  // learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter
  [
    "Azure: a filtered prompt",
    400,
    {
      error: {
        message: "The response was filtered",
        type: null,
        param: "prompt",
        code: "content_filter",
        status: 400,
      },
    },
    "call",
    "content filter refused this call (400)",
  ],
  [
    "OpenRouter: a moderated prompt",
    403,
    {
      error: {
        code: 403,
        message: "moderated",
        metadata: { reasons: ["violence"], flagged_input: "hello there" },
      },
    },
    "call",
    "content filter refused this call (403)",
  ],
  [
    "something else in the request",
    400,
    apiError("Invalid request", "invalid_request_error", null),
    "call",
    "refused this call (400)",
  ],
  // github.com/ollama/ollama, openai/openai.go: Error
  [
    "Ollama: something else",
    400,
    { error: { message: "invalid", type: "invalid_request_error", param: null, code: null } },
    "call",
    "refused this call (400)",
  ],
])("%s (%i)", async (_, status, body, kind, words) => {
  const { failure, steps } = await refusedWith(status, body);
  expect(failure).toMatchObject({ kind, reason: expect.stringContaining(words) });
  expect(failure.reason).not.toMatch(/sk-|hello|billing/);
  expect(steps, "it cost nothing").toEqual(["reserve", "release"]);
  expect(server?.requests).toHaveLength(1);
});

test("waits as it is told, with a quarter of jitter at most, or leaves the wait to the breaker", async () => {
  const limit = apiError("Rate limit reached", "tokens", "rate_limit_exceeded");
  const { failure } = await refusedWith(429, limit, { "retry-after": "8" });
  expect(failure).toMatchObject({ kind: "transient" });
  const { retryAfterSeconds: seconds = 0 } = failure as { retryAfterSeconds?: number };
  expect(seconds).toBeGreaterThanOrEqual(8);
  expect(seconds).toBeLessThanOrEqual(10);
  await server?.close();
  expect((await refusedWith(429, limit)).failure).not.toHaveProperty("retryAfterSeconds");
});

test("a redirect is not followed: the key goes to no other address", async () => {
  const { failure, steps } = await refusedWith(
    307,
    {},
    { location: "http://127.0.0.1:1/v1/chat/completions" },
  );
  expect(failure).toMatchObject({ kind: "lane", reason: expect.stringContaining("check OPENAI_BASE_URL") });
  expect(steps).toEqual(["reserve", "release"]);
});

// openrouter.ai/docs/api/reference/errors-and-debugging; github.com/maximhq/bifrost/issues/5425
test.each<[string, Record<string, unknown>, string]>([
  ["beside the choices", { error: { code: 502, message: "Provider returned error" } }, "transient"],
  [
    "in the choice",
    {
      choices: [
        { message: { content: '{"find' }, finish_reason: "error", error: { code: 429, message: "busy" } },
      ],
    },
    "transient",
  ],
  [
    "by its end alone",
    {
      choices: [{ message: { content: '{"find' }, finish_reason: "error" }],
      usage: { prompt_tokens: null, completion_tokens: null, total_tokens: 0 },
    },
    "transient",
  ],
  ["for want of credit", { error: { code: 402, message: "Insufficient credits" } }, "lane"],
])(
  "a provider that fails behind a status of 200, said %s, may have cost its bound",
  async (_, body, kind) => {
    server = await openAiServer(() => (response) => json(response, 200, body));
    const { purse, steps } = watchedPurse();
    expect(await portFailure(judgeAt(server.baseUrl, { purse }).judge(input, signal()))).toMatchObject({
      kind,
    });
    expect(steps()).toEqual(["reserve"]);
    expect(server.requests).toHaveLength(1);
  },
);

// github.com/griptape-ai/ComfyUI-Griptape/issues/312, github.com/johny-b/llmcomp/issues/69
test("learns what a model does not take, and asks it no second time", async () => {
  server = await openAiServer((request) => {
    const unsupported =
      (param: string, code: string, message: string) => (response: Parameters<typeof json>[0]) =>
        json(response, 400, apiError(message, "invalid_request_error", code, param));
    if (request.max_tokens !== undefined)
      return unsupported(
        "max_tokens",
        "unsupported_parameter",
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      );
    if (request.temperature !== undefined)
      return unsupported(
        "temperature",
        "unsupported_value",
        "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
      );
    return { findings: [] };
  });
  const { purse, steps } = watchedPurse();
  const judge = judgeAt(server.baseUrl, { purse, model: "gpt-5-mini" });
  await judge.judge(input, signal());
  expect(steps()).toEqual(["reserve", "release", "reserve", "release", "reserve", "settle"]);
  await judge.judge(input, signal());
  expect(server.asked).toHaveLength(4);
  expect(server.asked[3]).toMatchObject({ max_completion_tokens: 1_000, seed: 7 });
  expect(server.asked[3]).not.toHaveProperty("max_tokens");
});

test("what one request learns holds for those that were under way", async () => {
  let open = 0;
  const [allAsked, release] = gate();
  server = await openAiServer(async (request) => {
    if (request.max_tokens === undefined) return { findings: [] };
    open += 1;
    if (open === 3) release();
    await allAsked;
    return (response) =>
      json(
        response,
        400,
        apiError(
          "Unsupported parameter: 'max_tokens' is not supported with this model.",
          "invalid_request_error",
          "unsupported_parameter",
          "max_tokens",
        ),
      );
  });
  const { purse, steps } = watchedPurse();
  const judge = judgeAt(server.baseUrl, { purse, model: "gpt-5-mini" });
  const answers = await Promise.all([1, 2, 3].map(() => judge.judge(input, signal())));
  expect(answers.map(({ findings }) => findings)).toEqual([[], [], []]);
  expect(steps().filter((step) => step === "release")).toHaveLength(3);
  expect(steps().filter((step) => step === "settle")).toHaveLength(3);
});

test("a parameter that nothing can be done about pauses the lane", async () => {
  const { failure } = await refusedWith(
    400,
    apiError(
      "Unsupported parameter: 'messages' is not supported.",
      "invalid_request_error",
      "unsupported_parameter",
      "messages",
    ),
  );
  expect(failure).toMatchObject({ kind: "lane", reason: expect.stringContaining("does not take messages") });
});

test("Azure's keys go into Azure's header", () => {
  const apiKey = "k";
  expect(keyHeader({ apiKey, baseUrl: "https://mine.openai.azure.com/openai/v1" })).toEqual({
    "api-key": "k",
  });
  expect(keyHeader({ apiKey, baseUrl: "https://azure.com.example/v1" })).toEqual({
    authorization: "Bearer k",
  });
});
