import { z } from "zod";
import { CallStatus } from "../call-state.ts";
import { Doubt } from "../flag.ts";
import { query } from "../query.ts";
import { Word } from "../transcript.ts";
import { callFactColumns, callFacts } from "./call-facts.ts";

/** Everything the workspace shows of one call. */
export const CallDetail = z.object({
  ...callFacts,
  ringba_call_id: z.string(),
  source: z.enum(["ringba", "import"]),
  start_time_source: z.string(),
  status: CallStatus,
  skip_reason: z.string().nullable(),
  processing_error: z.string().nullable(),
  recording_channels: z.int().nullable(),
  recording_sha256: z.string().nullable(),
  recording_bytes: z.string().nullable(),
  judge_model: z.string().nullable(),
  speech_model: z.string().nullable(),
  stand_in: z.boolean(),
  verdict: z.enum(["confirmed_bad", "marked_safe"]).nullable(),
  verdict_version: z.int(),
  decided_by: z.string().nullable(),
  decided_at_utc: z.date().nullable(),
  /** Of agent and caller: all there were, and those since the flags were found. */
  swaps: z.int(),
  swaps_since_judged: z.int(),
  /** It waits to be judged again, or is just being. */
  is_rejudge_open: z.boolean(),
});
export type CallDetail = z.infer<typeof CallDetail>;

export const callDetail = query<[id: string]>()(
  "call_detail",
  CallDetail,
  `select ${callFactColumns}, c.ringba_call_id, c.source, c.start_time_source, c.status, c.skip_reason, c.processing_error,
    c.recording_channels::int as recording_channels, c.recording_sha256, c.recording_bytes::text as recording_bytes,
    c.judge_model, c.speech_model, c.speech_stand_in as stand_in, c.verdict, c.verdict_version,
    coalesce(u.name, r.reviewer) as decided_by, r.reviewed_at_utc as decided_at_utc,
    (select count(*)::int from core.call_events e where e.call_id = c.id and e.kind = 'speakers_swapped') as swaps,
    core.swaps_since_judged(c.id) as swaps_since_judged,
    exists (select from core.rejudge_requests q where q.call_id = c.id and q.finished_at_utc is null) as is_rejudge_open
  from core.calls c left join core.campaigns g on g.id = c.campaign_id
    left join lateral (select reviewer, reviewed_at_utc from core.reviews where call_id = c.id order by reviewed_at_utc desc limit 1) r
      on c.verdict is not null
    left join app_auth."user" u on u.email = r.reviewer
  where c.id = $1`,
);

export const callNumber = query<[id: string]>()(
  "call_number",
  z.object({ caller_number: z.string().nullable() }),
  "select caller_number from core.calls where id = $1",
);

/** What the engine heard word by word, where it says. */
export const callWords = query<[id: string]>()(
  "call_words",
  z.object({ words: z.array(Word) }),
  "select words from core.call_words where call_id = $1",
);

export const callRecording = query<[id: string]>()(
  "call_recording",
  z.object({ storage_path: z.string().nullable(), recording_type: z.string().nullable() }),
  "select storage_path, recording_type from core.calls where id = $1",
);

const CallPeaks = z.object({ channels: z.array(z.array(z.number())), seconds: z.number() });

export const callPeaks = query<[id: string]>()(
  "call_peaks",
  z.object({ peaks: CallPeaks }),
  "select peaks from core.call_peaks where call_id = $1",
);

export const CallEvent = z.object({
  id: z.string(),
  at_utc: z.date(),
  kind: z.string(),
  from_status: z.string().nullable(),
  to_status: z.string().nullable(),
  lane: z.string().nullable(),
  actor: z.string(),
  attempt: z.int().nullable(),
  milliseconds: z.int().nullable(),
  cost_usd: z.string().nullable(),
  /** What was decided or came of it, or why. */
  said: z.string().nullable(),
});
export type CallEvent = z.infer<typeof CallEvent>;

export const callEvents = query<[id: string]>()(
  "call_events",
  CallEvent,
  `select e.id::text as id, e.at_utc, e.kind, e.from_status, e.to_status, e.lane, coalesce(u.name, e.actor) as actor, e.attempt,
    e.milliseconds, e.cost_usd::text as cost_usd, coalesce(e.detail ->> 'verdict', e.detail ->> 'reason', e.detail ->> 'outcome',
      case when e.kind = 'flag_reviewed' then concat(e.detail ->> 'code', ' ', e.detail ->> 'opinion') end) as said
  from core.call_events e left join app_auth."user" u on u.email = e.actor
  where e.call_id = $1 order by e.id`,
);

const CurrentJudgement = z.object({
  id: z.uuid(),
  judged_at_utc: z.date(),
  asked: z.array(z.string()),
  not_applicable: z.array(z.string()),
  doubts: z.array(Doubt),
});
export type CurrentJudgement = z.infer<typeof CurrentJudgement>;

/** What the newest judgement of a call asked, which rules in force did not apply to it, and what was left in doubt. */
export const currentJudgement = query<[id: string]>()(
  "current_judgement",
  CurrentJudgement,
  `select id, judged_at_utc, asked, not_applicable, doubts from core.judgements where call_id = $1 order by judged_at_utc desc limit 1`,
);

/** The rules behind a call's flags, as they were asked of a call that began then: which day of UTC that was decides. */
export const ruleTexts = query<[qaVersion: string, codes: readonly string[], beganAt: Date]>()(
  "rule_texts",
  z.object({
    code: z.string(),
    question: z.string(),
    pack: z.string(),
    version: z.string(),
    effective_from: z.string(),
  }),
  `select distinct on (r.code) r.code, r.definition ->> 'question' as question, v.pack, v.version, r.effective_from::text as effective_from
  from core.rules r join core.rule_versions v on v.id = r.rule_version_id
  where v.pack || '@' || v.version = any (string_to_array($1, '+')) and r.code = any ($2)
    and ($3::timestamptz at time zone 'UTC')::date between r.effective_from and coalesce(r.effective_to, 'infinity'::date)
  order by r.code, r.effective_from desc`,
);
