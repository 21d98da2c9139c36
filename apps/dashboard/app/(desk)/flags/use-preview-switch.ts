"use client";

import { useCallback, useRef, useState } from "react";
import { useMedia } from "../../../lib/use-media.ts";

const keptFor = 31_536_000;

/** Whether the preview is shown, beside the list (which is kept) or as a sheet; and the switch of its player. */
export function usePreviewSwitch(wasOpen: boolean) {
  const isSheet = useMedia("(max-width: 1099px)");
  const [isPaneOpen, setPaneOpen] = useState(wasOpen);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [canPlay, setCanPlay] = useState(false);
  const player = useRef<(() => void) | null>(null);
  const onSwitch = useCallback((toggle: (() => void) | null) => {
    player.current = toggle;
    setCanPlay(toggle !== null);
  }, []);
  const play = useCallback(() => player.current?.(), []);
  const toggle = useCallback(() => {
    if (isSheet) return setSheetOpen((isOpen) => !isOpen);
    setPaneOpen((isOpen) => {
      // biome-ignore lint/suspicious/noDocumentCookie: the server draws the page by it, and the other way is not everywhere yet.
      document.cookie = `flags_preview=${isOpen ? "closed" : "open"}; path=/flags; max-age=${keptFor}; samesite=lax`;
      return !isOpen;
    });
  }, [isSheet]);
  return {
    isSheet,
    isOpen: isSheet ? isSheetOpen : isPaneOpen,
    toggle,
    openSheet: useCallback(() => setSheetOpen(true), []),
    close: useCallback(() => setSheetOpen(false), []),
    play: canPlay ? play : null,
    onSwitch,
  };
}
