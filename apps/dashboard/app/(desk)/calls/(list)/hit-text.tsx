import Link from "next/link";
import { cn } from "../../../../lib/class-names.ts";
import type { HitLine } from "./call-row.ts";

const speakerInk = { agent: "text-agent-ink", caller: "text-caller-ink", other: "text-sub" } as const;

/** The sentence that was found, with what was looked for marked, and its second. React text only: nothing is parsed as HTML. */
export function HitText({ hit, href }: { hit: HitLine; href: string }) {
  return (
    <Link
      href={href}
      tabIndex={-1}
      prefetch={false}
      className="block h-6 truncate pl-7 text-[12.5px] text-sub leading-[18px]"
    >
      <span className={cn("font-medium", speakerInk[hit.speakerKind])}>{hit.speaker}</span>{" "}
      <span className="text-muted-foreground">{hit.at}</span>{" "}
      {hit.pieces.map(({ text, isMarked }, at) =>
        isMarked ? (
          <mark key={at} className="rounded-[3px] bg-signal-soft text-foreground outline-1 outline-signal/50">
            {text}
          </mark>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
    </Link>
  );
}
