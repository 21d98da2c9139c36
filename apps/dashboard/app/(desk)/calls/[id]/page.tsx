import {
  callDetail,
  callEvents,
  callPeaks,
  callWords,
  currentJudgement,
  ruleTexts,
} from "@callscript/core/desk/call.sql.ts";
import { readCallCosts } from "@callscript/core/desk/costs.ts";
import { flagReviews } from "@callscript/core/desk/flag-reviews.sql.ts";
import { meanJudgementCost } from "@callscript/core/desk/rejudge.sql.ts";
import { laneStates } from "@callscript/core/desk/status.sql.ts";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { callHref } from "../../../../lib/call-href.ts";
import { database } from "../../../../lib/database.ts";
import { maskedPhone, money } from "../../../../lib/format.ts";
import { requirePerson } from "../../../../lib/session.ts";
import { disputeText } from "./dispute-text.ts";
import { FactsLine } from "./facts-line.tsx";
import { leadSeconds } from "./flag-lead.ts";
import { LifeOfCall } from "./life-of-call.tsx";
import { readAddress } from "./read-address.ts";
import { readQueue } from "./read-queue.ts";
import { priceWords, toDecided, toFinding, toLines, toSilences, toSpeech } from "./shown-call.ts";
import { laneWords, stateInWords } from "./state-in-words.ts";
import { Workspace } from "./workspace.tsx";

export const metadata: Metadata = { title: "Call" };

export default async function CallPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const id = z.uuid().safeParse((await params).id);
  const address = readAddress(await searchParams);
  const person = await requirePerson(id.success ? callHref(id.data, address.from) : "/flags");
  if (!id.success) notFound();
  const db = database();
  const [[call], [peaks], [words], events, [judgement], costs, opinions, [mean], queue] = await Promise.all([
    callDetail.run(db, id.data),
    callPeaks.run(db, id.data),
    callWords.run(db, id.data),
    callEvents.run(db, id.data),
    currentJudgement.run(db, id.data),
    readCallCosts(db, id.data),
    flagReviews.run(db, id.data),
    meanJudgementCost.run(db),
    readQueue(db, address.from, id.data, person.email),
  ]);
  if (!call) notFound();
  const now = new Date();
  const flags = call.flags.toSorted(
    (a, b) => (a.start ?? Number.POSITIVE_INFINITY) - (b.start ?? Number.POSITIVE_INFINITY),
  );
  const rules = await ruleTexts.run(
    db,
    call.qa_version ?? "",
    flags.map(({ code }) => code),
    call.start_time_utc,
  );
  const seconds = call.recording_seconds ?? peaks?.peaks.seconds ?? null;
  const openFlag = address.flag === null || address.flag > flags.length ? null : address.flag - 1;
  const asked = openFlag === null ? flags.find(({ start }) => start !== null) : flags[openFlag];
  const isJudged = call.status === "flagged" || call.status === "safe";
  const lanes = isJudged ? [] : await laneStates.run(db);
  const isAdmin = person.role === "admin";
  const lines = toLines(call.segments, words?.words ?? []);
  return (
    <Workspace
      key={call.id}
      callId={call.id}
      href={callHref(call.id, address.from)}
      queue={queue}
      label={[
        call.caller_number === null ? call.ringba_call_id : maskedPhone(call.caller_number),
        ...(call.revenue === null ? [] : [money(call.revenue)]),
      ].join(", ")}
      hasRecording={call.has_recording}
      peaks={peaks?.peaks ?? null}
      seconds={seconds}
      lines={lines}
      silences={toSilences(call.segments ?? [], words?.words ?? [], seconds)}
      waitingFor={`${stateInWords(call)}${laneWords(call.status, lanes)}`}
      finding={toFinding({ call, flags, rules, judgement: judgement ?? null })}
      opinions={opinions.map(({ code, opinion, by }) => ({ code, opinion, by }))}
      startAt={address.t ?? Math.max(0, (asked?.start ?? 0) - leadSeconds)}
      openFlag={openFlag}
      wanted={address.q}
      decided={toDecided(call, person.name)}
      version={call.verdict_version}
      canDecide={isJudged}
      swaps={call.swaps}
      canSwap={(call.segments ?? []).some(({ speaker }) => speaker === "agent" || speaker === "caller")}
      isJudged={isJudged}
      price={priceWords(mean?.usd ?? null)}
      mayJudgeAgain={isAdmin && isJudged && call.segments !== null && !call.is_rejudge_open}
      mayPutBack={isAdmin && (call.status === "failed" || call.status === "skipped")}
      disputeText={disputeText(call, flags, rules)}
      facts={<FactsLine call={call} now={now} />}
      life={
        <LifeOfCall
          events={events}
          status={call.status}
          costs={costs}
          endedAt={call.ended_at_utc}
          now={now}
          recording={
            call.recording_sha256 === null
              ? null
              : { sha256: call.recording_sha256, bytes: Number(call.recording_bytes) }
          }
          speech={toSpeech(call)}
        />
      }
    />
  );
}
