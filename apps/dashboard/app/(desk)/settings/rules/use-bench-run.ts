"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { BenchView } from "./bench-state.ts";

const lookMs = 1_000;

export const isOpen = ({ run }: BenchView) => run !== null && ["queued", "running"].includes(run.state);

/** A run and how far it is: looked at again each second until it is over. */
export function useBenchRun(initial: BenchView): [BenchView, (run: string) => void] {
  const router = useRouter();
  const [bench, setBench] = useState(initial);
  const [watched, watch] = useState(isOpen(initial) ? (initial.run?.id ?? null) : null);
  useEffect(() => {
    if (watched === null) return;
    let isHere = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer = await fetch(`/api/bench?run=${watched}`).catch(() => null);
      const found: BenchView | null = answer?.ok ? await answer.json() : null;
      if (!isHere) return;
      if (found !== null) setBench(found);
      if (found === null || isOpen(found)) {
        timer = setTimeout(() => void look(), lookMs);
        return;
      }
      watch(null);
      // The foot of the page says what the bench found.
      router.refresh();
    };
    void look();
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [watched, router]);
  // What the page read by itself later: another person's run, or that the draft was changed since.
  useEffect(() => {
    if (watched !== null) return;
    setBench(initial);
    if (isOpen(initial)) watch(initial.run?.id ?? null);
  }, [initial, watched]);
  return [bench, watch];
}
