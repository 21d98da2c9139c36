import { cn } from "../../../lib/class-names.ts";
import type { ShownPreview } from "./preview-words.ts";

const speakerInk = { agent: "text-agent-ink", caller: "text-caller-ink", other: "text-sub" } as const;

/** A line of the transcript with the ones beside it; where there are none, the reason. */
export function QuotedLines({ lines, reason }: Pick<ShownPreview, "lines" | "reason">) {
  if (lines.length === 0) return <p className="px-3.5 py-3">{reason}</p>;
  return (
    <ol className="flex flex-col gap-2 px-3.5 py-3">
      {lines.map((line) => (
        <li
          key={`${line.at} ${line.text}`}
          className="grid grid-cols-[46px_minmax(0,1fr)] gap-x-2 leading-[19px]"
        >
          <span className={cn("truncate font-medium text-[12.5px]", speakerInk[line.kind])} title={line.at}>
            {line.speaker}
          </span>
          <span className={line.quote === null ? "text-muted-foreground" : undefined}>
            <Quoted text={line.text} quote={line.quote} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The words of the quote marked within their line, where they stand in it to the letter. */
function Quoted({ text, quote }: { text: string; quote: string | null }) {
  const at = quote === null ? -1 : text.toLowerCase().indexOf(quote.toLowerCase());
  if (quote === null || at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className="bg-sev-4-soft py-px font-medium text-inherit shadow-[inset_0_-2px_0_var(--sev-4)]">
        {text.slice(at, at + quote.length)}
      </mark>
      {text.slice(at + quote.length)}
    </>
  );
}
