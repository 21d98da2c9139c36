"use client";

import dynamic from "next/dynamic";
import { use } from "react";
import type { InboxRow } from "./inbox-row.ts";
import { PreviewPane, type PreviewPaneProps } from "./preview-pane.tsx";
import type { ShownPreview } from "./preview-words.ts";
import { usePreviews } from "./use-previews.ts";

const PreviewSheet = dynamic(() => import("./preview-sheet.tsx").then((module) => module.PreviewSheet));

export interface PreviewAsideProps extends Pick<PreviewPaneProps, "from" | "act" | "play" | "onSwitch"> {
  rows: readonly InboxRow[];
  place: number;
  first: Promise<ShownPreview | null>;
  isSheet: boolean;
  isOpen: boolean;
  close: () => void;
}

/** The preview: beside the list where there is room, else a sheet over it. */
export function PreviewAside({ rows, place, first, isSheet, isOpen, close, ...pane }: PreviewAsideProps) {
  const preview = usePreviews(rows, place, isOpen, use(first));
  const shown = <PreviewPane callId={rows[place]?.id ?? null} preview={preview} {...pane} />;
  if (isSheet) {
    return isOpen ? <PreviewSheet close={close}>{shown}</PreviewSheet> : null;
  }
  if (!isOpen) return null;
  return (
    <aside
      aria-label="Preview"
      className="hidden w-[360px] flex-none flex-col border-border border-l bg-background min-[1100px]:flex min-[1280px]:w-[420px]"
    >
      {shown}
    </aside>
  );
}
