"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { InboxRow } from "./inbox-row.ts";
import type { ShownPreview } from "./preview-words.ts";

type Known = ShownPreview | "failed" | null;

const kept = 200;

/** The preview of the focused call, at once where it is known; its neighbours are read before they are asked for. */
export function usePreviews(
  rows: readonly InboxRow[],
  place: number,
  isShown: boolean,
  first: ShownPreview | null,
): Known {
  const known = useRef(new Map<string, Known>(first === null ? [] : [[first.id, first]]));
  const [, redraw] = useState(0);
  const read = useCallback(async (id: string) => {
    const before = known.current.get(id);
    if (before !== undefined && before !== "failed") return;
    known.current.set(id, null);
    const found = await readPreview(id);
    known.current.set(id, found);
    const [oldest] = known.current.keys();
    if (known.current.size > kept && oldest !== undefined) known.current.delete(oldest);
    redraw((count) => count + 1);
  }, []);
  const ids = [0, 1, -1, 2].map((step) => rows[place + step]?.id).join(" ");
  useEffect(() => {
    if (!isShown) return;
    for (const id of ids.split(" ")) if (id !== "") void read(id);
  }, [ids, isShown, read]);
  return known.current.get(rows[place]?.id ?? "") ?? null;
}

async function readPreview(id: string): Promise<ShownPreview | "failed"> {
  try {
    const answer = await fetch(`/api/calls/${id}/preview`);
    return answer.ok ? await answer.json() : "failed";
  } catch {
    return "failed";
  }
}
