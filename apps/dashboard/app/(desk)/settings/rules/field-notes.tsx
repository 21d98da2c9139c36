import { cn } from "../../../../lib/class-names.ts";
import type { FieldNote } from "./rule-state.ts";

/** What lint says of a field: a fault keeps the draft from being published. */
export function FieldNotes({ id, notes }: { id: string; notes: readonly FieldNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul id={id} className="mt-1 flex flex-col gap-0.5 text-xs">
      {notes.map(({ level, message }) => (
        <li key={message} className={cn("break-words", level === "fault" ? "text-sev-4-ink" : "text-sub")}>
          {level === "fault" ? "Fault: " : "Worth knowing: "}
          {message}
        </li>
      ))}
    </ul>
  );
}
