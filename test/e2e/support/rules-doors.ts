import type { Change, Door } from "./doors.ts";

const drafts = "app/(desk)/settings/rules/draft-actions.ts";
const publishing = "app/(desk)/settings/rules/publish-actions.ts";
const bench = "app/(desk)/settings/rules/bench-actions.ts";

/** A run that is over, of General's draft; `givenRules` makes both. */
export const benchRunId = "00000000-0000-4000-8000-00000000be7c";
/** A version and a revision that nothing has. */
const never = 999_999;

export const rulesDoors: Readonly<Record<string, Door>> = {
  "/settings/rules": { who: "reviewer", shows: /in force/ },
  "/settings/rules/history": { who: "reviewer", shows: /the built-in pack/ },
  "/settings/rules/prompt": { who: "reviewer", shows: /You check the transcript/ },
  "/api/bench": { who: "admin", shows: /"isOfThisDraft"/, query: `?run=${benchRunId}` },
};

const ofAdmins = (sends: Change["sends"], answers: RegExp | null = null): Change => ({
  who: "admin",
  sends,
  answers,
});
const refused = /^1:false$/m;
const form = {
  code: "another",
  name: "Another name",
  severity: "low",
  verticals: ["General"],
  effective_from: "2026-01-01",
  effective_to: null,
  applies_when: "always",
  question: "Is it another rule than before?",
  at_fault: "system",
  refundable: false,
  flag: [],
  pass: [],
  precheck: "",
};

/** The actions of the rules' page: all of them are admins'. */
export const rulesActions: Readonly<Record<string, Change>> = {
  // Before a rule of the draft is given faults, with which it is not tried.
  [`${bench} runBench`]: ofAdmins(() => ["General", { callsOf: "recent", size: 100, usdAtMost: "0" }]),
  [`${drafts} startDraft`]: ofAdmins(() => ["Solar"]),
  [`${drafts} saveRule`]: ofAdmins(({ draftRuleId }) => [draftRuleId, 1, form]),
  [`${drafts} lintStored`]: ofAdmins(({ draftRuleId }) => [draftRuleId], /needs at least 2 examples/),
  // Over a version of it that nobody has seen.
  [`${drafts} setRemoved`]: ofAdmins(({ draftRuleId }) => [draftRuleId, never, true], refused),
  [`${drafts} undoRule`]: ofAdmins(({ draftRuleId }) => [draftRuleId, never], refused),
  [`${drafts} putBack`]: ofAdmins(({ draftRuleId }) => [draftRuleId]),
  [`${drafts} addRule`]: ofAdmins(() => ["General"]),
  [`${drafts} nowEditing`]: ofAdmins(({ draftRuleId }) => [draftRuleId]),
  [`${drafts} discardDraft`]: ofAdmins(() => ["General", String(never)], refused),
  [`${drafts} rebaseDraft`]: ofAdmins(() => ["General", String(never)], refused),
  [`${publishing} reviewDraft`]: ofAdmins(() => ["General"], /"faults":/),
  [`${publishing} publish`]: ofAdmins(
    () => ["General", String(never), "why"],
    /"outcome":"(conflict|refused)"/,
  ),
  // Based on a version that is not in force.
  [`${publishing} goBack`]: ofAdmins(() => ["General", "2", "1", "why"], /"outcome":"conflict"/),
  [`${publishing} judgeSinceAgain`]: ofAdmins(() => ["General", "2026-01-01T00:00:00Z"], /^1:\d+$/m),
  [`${bench} cancelBench`]: ofAdmins(() => [benchRunId], refused),
};

/** A draft of General and a run of it that is over; answers the id of a rule of the draft. */
export async function givenRules({
  sql,
  admin,
}: {
  sql(text: string, ...params: unknown[]): Promise<Record<string, unknown>[]>;
  admin: { email: string };
}): Promise<string> {
  await sql("select core.start_rule_draft('General', $1)", admin.email);
  await sql(
    `insert into core.bench_runs (id, pack, calls_of, size, usd_at_most, revision, rules, requested_by, state, finished_at_utc)
    values ($1, 'General', 'recent', 100, 0, 1, '[]', $2, 'finished', now())`,
    benchRunId,
    admin.email,
  );
  const [rule] = await sql(
    "select id from core.rule_draft_rules where pack = 'General' order by position limit 1",
  );
  return String(rule?.["id"]);
}
