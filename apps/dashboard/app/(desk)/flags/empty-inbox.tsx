import type { InboxTab } from "@callscript/core/desk/inbox-filter.ts";
import Link from "next/link";

const words: Record<InboxTab, { title: string; text: string }> = {
  review: { title: "All reviewed.", text: "New flags appear here by themselves." },
  unsure: {
    title: "Nothing is unsure.",
    text: "Calls that the judge could not decide, or whose quote was not found, come here.",
  },
  confirmed: {
    title: "Nothing is confirmed yet.",
    text: "Calls that you confirm bad are kept here, and can be reopened.",
  },
  safe: {
    title: "Nothing is marked safe yet.",
    text: "Calls that you mark safe are kept here, and can be reopened.",
  },
};

const link = "mt-2 font-medium text-signal underline underline-offset-[3px]";

/** Nothing is left, or nothing matches; the heading takes the focus when the last row has left. */
export function EmptyInbox({
  tab,
  clearHref,
  today,
}: {
  tab: InboxTab;
  clearHref: string | null;
  /** What was decided today, in words. */
  today: string | null;
}) {
  const { title, text } = words[tab];
  return (
    <div className="flex h-full flex-col items-center justify-center gap-1 p-8 text-center">
      <h2 tabIndex={-1} data-empty className="font-semibold text-[16px] outline-none">
        {clearHref === null ? title : "No flags match."}
      </h2>
      {clearHref === null ? (
        <>
          <p className="text-muted-foreground">
            {tab === "review" && today !== null ? `${today} ` : ""}
            {text}
          </p>
          <p className="flex gap-4">
            {tab === "review" ? (
              <Link href="/flags?closing=today" prefetch={false} className={link}>
                Closing today
              </Link>
            ) : null}
            <Link href="/calls" className={link}>
              See every call
            </Link>
          </p>
        </>
      ) : (
        <Link href={clearHref} className={link}>
          Clear filters
        </Link>
      )}
    </div>
  );
}
