import type { DiffPart } from "@callscript/core/desk/diff-text.ts";
import { cn } from "../../../../lib/class-names.ts";

/** What changed in a text: underlined what came, struck what went, and said to who does not see it. */
export function DiffText({ parts, isCode = false }: { parts: readonly DiffPart[]; isCode?: boolean }) {
  const Text = isCode ? "pre" : "p";
  return (
    <Text className={cn("whitespace-pre-wrap break-words", isCode && "font-mono text-[12px] leading-5")}>
      {parts.map(({ kind, text }, index) => {
        // The parts of one text never change places.
        const key = `${index}`;
        if (kind === "same") return <span key={key}>{text}</span>;
        if (kind === "added")
          return (
            <ins
              key={key}
              className="bg-safe-soft text-safe-ink underline decoration-[1.5px] underline-offset-[3px]"
            >
              {text}
            </ins>
          );
        return (
          <del key={key} className="bg-sev-4-soft text-sev-4-ink line-through">
            {text}
          </del>
        );
      })}
    </Text>
  );
}
