import { judgeOne } from "@callscript/lanes/judge/judge-one.ts";
import { afterEach, expect, test } from "vitest";
import { type OpenAiServer, openAiServer } from "./fakes/openai-server.ts";
import { createOpenPurse } from "./support/open-purse.ts";
import { inputOf, judgeAt, ruleOf, signal } from "./support/openai-judge.ts";

const { rules, segments } = inputOf(
  [
    { start: 3, text: "Good afternoon, I am calling from Medicare about your card." },
    { speaker: "caller", start: 9, text: "I never asked anybody to call me." },
  ],
  [ruleOf("government_impersonation"), ruleOf("tcpa_no_consent")],
);
const call = {
  id: "0190aaaa-0000-7000-8000-000000000000",
  purpose: "judge" as const,
  vertical: "General",
  day: "2026-11-01",
  segments,
  words: [],
  recordingSeconds: 30,
  peaks: null,
  earlierCalls: [],
};

let server: OpenAiServer | undefined;
afterEach(() => server?.close());

async function judged(...findings: Record<string, string>[]) {
  server = await openAiServer(() => ({ findings }));
  const judge = judgeAt(server.baseUrl, { purse: createOpenPurse() });
  const { verdict } = await judgeOne(judge, call, rules, signal());
  return verdict;
}
const claim = {
  code: "government_impersonation",
  reason: "says to be Medicare",
  line: "0:03",
  answer: "yes",
};

test("a quote that was never said flags nothing and puts the call before a person", async () => {
  const verdict = await judged({ ...claim, quote: "we are the federal Medicare office" });
  expect(verdict).toMatchObject({ status: "safe", flags: [], needsReview: "unverified_quote" });
});

test("a quote that was said flags the call with the transcript's own words and seconds", async () => {
  const verdict = await judged(
    { ...claim, quote: "calling from medicare" },
    {
      code: "tcpa_no_consent",
      reason: "never asked",
      line: "[0:09]",
      quote: "never asked anybody",
      answer: "yes",
    },
  );
  expect(verdict).toMatchObject({
    status: "flagged",
    needsReview: null,
    flags: [
      { code: "government_impersonation", quote: "calling from Medicare", turn: 0, reason: claim.reason },
      { code: "tcpa_no_consent", quote: "never asked anybody", turn: 1, speaker: "caller" },
    ],
  });
});

test.each(["0:03", "7:77"])(
  "a quote flags nothing under the label %s, which is another line's or none's",
  async (line) => {
    const quote = "never asked anybody";
    const verdict = await judged({
      code: "tcpa_no_consent",
      reason: "never asked",
      line,
      quote,
      answer: "yes",
    });
    expect(verdict).toMatchObject({ status: "safe", flags: [], needsReview: "unverified_quote" });
  },
);

test("unsure flags nothing and puts the call before a person", async () => {
  const verdict = await judged({ ...claim, answer: "unsure", quote: "calling from Medicare" });
  expect(verdict).toMatchObject({ status: "safe", flags: [], needsReview: "unsure" });
});
