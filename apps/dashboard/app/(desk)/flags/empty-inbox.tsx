import type { InboxTab } from "@callscript/core/desk/inbox.sql.ts";
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

export function EmptyInbox({ tab }: { tab: InboxTab }) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-1 p-8 text-center">
      <h2 className="font-semibold text-[16px]">{words[tab].title}</h2>
      <p className="text-muted-foreground">{words[tab].text}</p>
      <Link href="/calls" className="mt-2 font-medium text-signal underline underline-offset-[3px]">
        See every call
      </Link>
    </div>
  );
}
