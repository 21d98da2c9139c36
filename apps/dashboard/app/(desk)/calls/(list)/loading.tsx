import { cn } from "../../../../lib/class-names.ts";
import { columns } from "./call-row-view.tsx";

const cells = ["w-4", "w-9", "w-24", "w-4/5", "w-3/5", "w-8", "w-12", "w-32", "w-6", "w-16", "w-12", "w-12"];

/** The list before it is read: bars of the real heights. */
export default function Loading() {
  return (
    <main aria-busy="true" aria-label="Loading calls" className="flex min-h-0 flex-1 flex-col">
      <div className="h-12 flex-none border-border border-b bg-background" />
      <div className="h-11 flex-none border-border border-b bg-background" />
      <div className="min-h-0 flex-1 overflow-hidden bg-card">
        <div className="h-8 border-border border-b max-[719px]:hidden" />
        {Array.from({ length: 22 }, (_, row) => (
          <div
            key={row}
            className={cn(
              "grid h-[86px] grid-cols-[16px_1fr] items-center gap-x-3 border-border border-b px-5 min-[720px]:h-9",
              columns,
            )}
          >
            {cells.map((width, cell) => (
              <span
                key={cell}
                className={cn("h-3 rounded bg-accent", width, cell > 1 && "max-[719px]:hidden")}
              />
            ))}
          </div>
        ))}
      </div>
    </main>
  );
}
