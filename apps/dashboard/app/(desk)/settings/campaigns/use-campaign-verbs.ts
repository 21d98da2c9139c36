"use client";

import { useState, useTransition } from "react";
import { type CampaignChange, change, undo } from "./actions.ts";
import { changedWords, undoneWords } from "./campaign-words.ts";
import { judgeAgain, offerRejudge, type RejudgeOffer } from "./rejudge-actions.ts";

/** What `z` takes back is the last of so many changes made in this tab. */
const mostUndone = 20;
const notSaved = "Not saved. Check the connection and try again.";

interface Done {
  event: string;
  campaigns: number;
}

/** What is done with campaigns, what came of it, and the way back. */
export function useCampaignVerbs() {
  const [said, setSaid] = useState("");
  const [done, setDone] = useState<readonly Done[]>([]);
  const [offer, setOffer] = useState<RejudgeOffer | null>(null);
  const [isPending, begin] = useTransition();

  const refreshOffer = async (ids: readonly string[]) => {
    try {
      setOffer(await offerRejudge(ids));
    } catch {
      // The reason is in the server's log; what was saved before is saved.
      setOffer(null);
      setSaid((words) => `${words} Which calls could be judged again could not be read.`);
    }
  };
  const set = (ids: readonly string[], what: CampaignChange, name: string | null, after?: () => void) =>
    begin(async () => {
      try {
        const { campaigns, event } = await change(ids, what);
        setSaid(changedWords(what, campaigns, name));
        if (event !== null) setDone((all) => [...all.slice(1 - mostUndone), { event, campaigns }]);
        after?.();
      } catch {
        // The reason is in the server's log; the table still shows what is stored.
        setSaid(notSaved);
        return;
      }
      // What was offered before and not answered is offered along.
      if ("vertical" in what) await refreshOffer([...new Set([...(offer?.campaigns ?? []), ...ids])]);
    });
  const undoLast = () => {
    const last = done.at(-1);
    if (last === undefined) return;
    setDone(done.slice(0, -1));
    begin(async () => {
      try {
        setSaid(undoneWords(await undo(last.event), last.campaigns));
      } catch {
        setDone((all) => [...all, last]);
        setSaid("Not undone. Check the connection and try again.");
        return;
      }
      if (offer !== null) await refreshOffer(offer.campaigns);
    });
  };
  const accept = (accepted: RejudgeOffer) =>
    begin(async () => {
      try {
        const asked = await judgeAgain(accepted.campaigns);
        // What was asked for is told above the table, with how far it is.
        setSaid(asked === 0 ? "No call is left to judge again." : "");
      } catch {
        // The reason is in the server's log; the offer stays, so that it can be tried again.
        setSaid("Not asked for. Check the connection and try again.");
        return;
      }
      await refreshOffer(accepted.campaigns);
    });
  return {
    said,
    say: setSaid,
    offer,
    isPending,
    mayUndo: done.length > 0,
    set,
    undoLast,
    accept,
    decline: () => setOffer(null),
  };
}
