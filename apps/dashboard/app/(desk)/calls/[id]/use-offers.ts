"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { judgeAgain, putBack } from "../(list)/actions.ts";
import { againWords, putBackWords } from "../(list)/bulk-words.ts";
import { judgeSwapped, sayOfFlag, swap as swapSpeakers } from "./actions.ts";
import type { Offer } from "./offer-strip.tsx";

export interface OfferInput {
  callId: string;
  swaps: number;
  /** What a judgement costs, in words: "about $0.00050". */
  price: string;
}

const failed = "Not done. Check the connection and try again.";
const judgedSoon = "It will be judged again in a moment. What people decided stands.";

/** What can be done with the call beside deciding it; what costs is offered with its price first. */
export function useOffers({ callId, swaps, price }: OfferInput) {
  const router = useRouter();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<Offer | null>) => {
    setBusy(true);
    try {
      setOffer(await work());
    } catch {
      // The reason is in the server's log.
      setOffer({ text: failed, accept: null });
    } finally {
      setBusy(false);
      router.refresh();
    }
  };
  const offerSwapped = (): Offer => ({
    text: `Swapped. Judge again with the swap? ${price}`,
    accept: {
      label: "Judge again",
      run: () =>
        void run(async () => ({
          text: (await judgeSwapped(callId)) ? judgedSoon : "It is to be judged again already.",
          accept: null,
        })),
    },
  });
  return {
    offer,
    isBusy,
    tell: setOffer,
    close: () => setOffer(null),
    swap: (isJudged: boolean, isBack: boolean) =>
      void run(async () => {
        const problem = await swapSpeakers({ call: callId, swaps });
        if (problem !== null) return { text: problem, accept: null };
        if (!isJudged) return null;
        return isBack ? { text: "Swapped back, as the judge heard them.", accept: null } : offerSwapped();
      }),
    offerJudgeAgain: () =>
      setOffer({
        text: `Judge this call again by the rules in force? ${price}`,
        accept: {
          label: "Judge again",
          run: () => void run(async () => ({ text: againWords(await judgeAgain([callId])), accept: null })),
        },
      }),
    offerPutBack: () =>
      setOffer({
        text: `Put this call back in the queue? Its recording is fetched and heard again where that is missing, then it is judged: ${price}`,
        accept: {
          label: "Put back in the queue",
          run: () => void run(async () => ({ text: putBackWords(await putBack([callId]), 1), accept: null })),
        },
      }),
    say: (code: string, opinion: "wrong" | "right" | "withdrawn") =>
      void run(async () => {
        const isSaved = await sayOfFlag({ call: callId, code, opinion });
        return isSaved ? null : { text: "This flag is not on the call any more.", accept: null };
      }),
  };
}
