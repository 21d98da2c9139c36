"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const beatMs = 2_000;

/** What was asked for lately and how far it is; read again every 2 s while something is open and the page is seen. */
export function RejudgeProgress({
  batches,
}: {
  batches: readonly { id: string; text: string; isOpen: boolean }[];
}) {
  const router = useRouter();
  const isOpen = batches.some((batch) => batch.isOpen);
  useEffect(() => {
    if (!isOpen) return;
    const beat = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, beatMs);
    return () => clearInterval(beat);
  }, [isOpen, router]);
  if (batches.length === 0) return null;
  return (
    <ul aria-label="Calls judged again" className="border-border border-b bg-muted px-5 py-2 text-[12.5px]">
      {batches.map((batch) => (
        <li key={batch.id} role="status">
          {batch.text}
        </li>
      ))}
    </ul>
  );
}
