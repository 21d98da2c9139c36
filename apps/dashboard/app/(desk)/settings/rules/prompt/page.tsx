import { rulesPrompt } from "@callscript/adapters/judge-openai/prompt.ts";
import { promptTokens } from "@callscript/adapters/rules-yaml/lint-together.ts";
import { benchJudge } from "@callscript/core/desk/bench.sql.ts";
import { readPublishedPacks } from "@callscript/core/desk/read-published-packs.ts";
import { askedOfJudge, rulesOf } from "@callscript/core/rules-of.ts";
import { verticals } from "@callscript/core/vertical.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { database } from "../../../../../lib/database.ts";
import { count, smallMoney } from "../../../../../lib/format.ts";
import { requirePerson } from "../../../../../lib/session.ts";
import { rulesHref } from "../rules-query.ts";
import { countTokens } from "./count-tokens.ts";
import { pricesNamed } from "./prices-named.ts";

export const metadata: Metadata = { title: "What a model is asked" };

const Chosen = z.enum(verticals).catch("General");

/** What stands before the transcript when a model judges a call of a vertical today. */
export default async function PromptPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const vertical = Chosen.parse((await searchParams)["vertical"]);
  await requirePerson(`/settings/rules/prompt?vertical=${encodeURIComponent(vertical)}`);
  const db = database();
  const [packs, [judge]] = await Promise.all([readPublishedPacks(db), benchJudge.run(db)]);
  const rules = askedOfJudge(rulesOf(packs, vertical, new Date().toISOString().slice(0, 10)));
  const prompt = rulesPrompt(vertical, rules);
  const tokens = await countTokens(prompt);
  const prices = judge === undefined ? null : pricesNamed(judge.judge_model);
  const dollars = (perMillion: number) => smallMoney((tokens * perMillion) / 1e6);
  return (
    <main className="min-h-0 flex-1 overflow-auto bg-card px-6 py-5">
      <p>
        <Link href={rulesHref({ pack: vertical, rule: null, v: "draft" })} className="text-sub underline">
          Rules of {vertical}
        </Link>
      </p>
      <h2 className="mt-1 font-semibold text-[18px] leading-6 tracking-[-.02em]">What a model is asked</h2>
      <p className="mt-1 max-w-prose text-sub">
        This stands before the transcript of each {vertical} call of today, by {rules.version}. It is the same
        for all of them, so that the model's side can keep it.
      </p>
      <form action="/settings/rules/prompt" className="mt-3 flex items-center gap-2">
        <select
          name="vertical"
          aria-label="Vertical"
          defaultValue={vertical}
          className="h-8 rounded-md border border-input bg-card px-2 pointer-coarse:h-10"
        >
          {verticals.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <button
          type="submit"
          className="h-8 rounded-md border border-border-strong bg-card px-3 font-medium hover:bg-accent pointer-coarse:h-10"
        >
          Show
        </button>
      </form>
      <dl className="mt-4 flex flex-wrap gap-x-8 gap-y-2">
        <Fact name="Rules" value={count(rules.rules.length)} />
        <Fact name="Tokens" value={`${count(tokens)} of ${count(promptTokens)} planned`} />
        <Fact
          name="Price of it, per call"
          value={
            prices === null
              ? judge?.judge_model === "phrases"
                ? "Free: the phrase judge asks no model"
                : "Not known"
              : `${dollars(prices.input)}, ${dollars(prices.cached)} where it is kept`
          }
        />
      </dl>
      <pre className="mt-4 max-w-4xl whitespace-pre-wrap break-words rounded-md border border-border p-4 font-mono text-[12px] leading-5">
        {prompt}
      </pre>
    </main>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}
