"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo, useState, useTransition } from "react";
import { TopBar } from "../../../../components/top-bar.tsx";
import { Card } from "../../../../components/ui/card.tsx";
import { useStable } from "../../../../lib/use-stable.ts";
import { Toast } from "../../flags/toast.tsx";
import { callKeys } from "./call-keys.ts";
import type { Line } from "./call-view.ts";
import { EvidenceButton } from "./evidence-button.tsx";
import { FindingColumn } from "./finding-column.tsx";
import { leadSeconds } from "./flag-lead.ts";
import { OfferStrip } from "./offer-strip.tsx";
import { PlayerCard } from "./player-card.tsx";
import { QueueNav } from "./queue-nav.tsx";
import { Transcript } from "./transcript.tsx";
import { useCopies } from "./use-copies.ts";
import { useFlagPlace } from "./use-flag-place.ts";
import { useHeld } from "./use-held.ts";
import { readSwitch, useKept } from "./use-kept.ts";
import { useOffers } from "./use-offers.ts";
import { usePlayer } from "./use-player.ts";
import { useSearch } from "./use-search.ts";
import { useVerdict } from "./use-verdict.ts";
import { useWorkspaceKeys } from "./use-workspace-keys.ts";
import type { WorkspaceProps } from "./workspace-props.ts";

const noLines: Line[] = [];

/** One call with all its evidence: the recording, what was said, what was found, and what people make of it. */
export function Workspace(props: WorkspaceProps) {
  const { callId, hasRecording, seconds, opinions, queue } = props;
  const router = useRouter();
  const [isLeaving, leave] = useTransition();
  const lines = useStable(props.lines) ?? noLines;
  const peaks = useStable(props.peaks);
  const silences = useStable(props.silences);
  const held = useHeld(props.finding);
  const flags = useStable(held.shown.flags);
  const player = usePlayer(props.startAt, silences);
  const search = useSearch(lines, props.wanted);
  const [place, openFlag] = useFlagPlace(flags, player.playhead, props.openFlag);
  const [isFollowing, setFollowing] = useState(true);
  const [goesOn, setGoesOn] = useKept("call.goesOn", true, readSwitch);
  const offers = useOffers({ callId, swaps: props.swaps, price: props.price });
  const verdict = useVerdict({
    callId,
    version: props.version,
    label: props.label,
    href: props.href,
    nextHref: goesOn ? queue.nextHref : null,
  });
  const copies = useCopies(callId, player.playhead, props.disputeText, offers.tell);

  const toFlag = useMemo(
    () => (index: number) => {
      const flag = flags[index];
      if (flag === undefined) return;
      if (flag.start !== null && hasRecording) player.playFrom(Math.max(0, flag.start - leadSeconds));
      openFlag(index);
    },
    [flags, hasRecording, player.playFrom, openFlag],
  );
  const swap = props.canSwap ? () => offers.swap(props.isJudged, props.finding.isBeforeSwap) : null;
  const open = flags[place];
  const opinion = opinions.find(({ code }) => code === open?.code)?.opinion;
  useWorkspaceKeys(
    callKeys({
      player: hasRecording ? player : null,
      toFlag: flags.length === 0 ? null : (by) => toFlag(Math.min(Math.max(0, place + by), flags.length - 1)),
      decide:
        props.canDecide && !verdict.isSaving && !isLeaving ? (choice) => void verdict.decide(choice) : null,
      isDecided: props.decided.verdict !== null,
      undoLast: verdict.notice?.undo ?? null,
      note: () => verdict.setNote(verdict.note ?? ""),
      wrongFlag:
        open === undefined ? null : () => offers.say(open.code, opinion === "wrong" ? "withdrawn" : "wrong"),
      swap,
      toggleFollow: () => setFollowing(!isFollowing),
      copyDispute: copies.copyDispute,
      go: (where) => {
        if (where === "back" && offers.offer !== null) return offers.close();
        const href = { next: queue.nextHref, previous: queue.previousHref, back: queue.backHref }[where];
        // A key that is held asks once.
        if (href !== null && !isLeaving) leave(() => router.push(href));
      },
    }),
  );

  return (
    <>
      <TopBar
        title="Call"
        before={
          <span className="flex items-center gap-2 text-muted-foreground max-[719px]:hidden">
            <Link href={queue.backHref} className="hover:text-foreground">
              {queue.name}
            </Link>
            <span aria-hidden="true">›</span>
          </span>
        }
      >
        <QueueNav queue={queue} />
        <span className="order-last flex items-center gap-2">
          <EvidenceButton
            callId={callId}
            playhead={player.playhead}
            copyLink={copies.copyLink}
            copyDispute={copies.copyDispute}
            judgeAgain={props.mayJudgeAgain ? offers.offerJudgeAgain : null}
            putBack={props.mayPutBack ? offers.offerPutBack : null}
          />
        </span>
      </TopBar>
      <main className="relative flex min-h-0 flex-1 flex-col gap-3 p-4 max-[1099px]:overflow-auto min-[720px]:px-5 min-[1100px]:overflow-hidden">
        {props.facts}
        <OfferStrip offer={offers.offer} isBusy={offers.isBusy} close={offers.close} />
        {hasRecording ? (
          <PlayerCard
            src={`/calls/${callId}/audio`}
            peaks={peaks}
            seconds={seconds}
            lines={lines}
            flags={flags}
            current={place}
            ticks={search.ticks}
            player={player}
            toFlag={toFlag}
            swap={swap}
          />
        ) : (
          <Card className="flex-none px-4 py-3 text-muted-foreground">
            There is no recording of this call here. {props.waitingFor}
          </Card>
        )}
        <div className="flex min-h-0 flex-col gap-3 min-[1100px]:grid min-[1100px]:flex-1 min-[1100px]:grid-cols-[minmax(0,1fr)_404px] min-[1100px]:grid-rows-[minmax(0,1fr)]">
          <div className="flex min-h-0 min-w-0 flex-col max-[1099px]:order-2">
            {props.lines === null ? (
              <Card className="px-4 py-3 text-muted-foreground">{props.waitingFor}</Card>
            ) : (
              <Transcript
                lines={lines}
                flags={flags}
                search={search}
                playhead={player.playhead}
                isFollowing={isFollowing}
                setFollowing={setFollowing}
                playFrom={hasRecording ? player.playFrom : null}
              />
            )}
          </div>
          <FindingColumn
            qa={{
              finding: { ...held.shown, flags },
              opinions,
              open: place,
              playFlag: toFlag,
              say: offers.say,
              newer: held.isNewer ? { version: props.finding.version, show: held.showNewer } : null,
            }}
            verdict={
              props.canDecide
                ? {
                    decided: props.decided,
                    isSaving: verdict.isSaving,
                    decide: (choice) => void verdict.decide(choice),
                    note: verdict.note,
                    setNote: verdict.setNote,
                    goesOn: queue.nextHref === null ? null : goesOn,
                    setGoesOn,
                  }
                : null
            }
            waitingFor={props.waitingFor}
            life={props.life}
          />
        </div>
        <div className="max-[1099px]:fixed max-[1099px]:inset-x-0 max-[1099px]:bottom-56 max-[1099px]:z-40 max-[1099px]:h-0">
          <Toast notice={verdict.notice} dismiss={verdict.dismiss} />
        </div>
      </main>
    </>
  );
}
