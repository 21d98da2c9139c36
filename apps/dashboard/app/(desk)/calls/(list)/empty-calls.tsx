import Link from "next/link";

export function EmptyCalls({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className="flex h-full flex-1 flex-col items-center justify-center gap-1 p-8 text-center">
      <h2 className="font-semibold text-[16px]">{isFiltered ? "No calls match." : "No calls yet."}</h2>
      {isFiltered ? (
        <Link href="/calls" className="mt-2 font-medium text-signal underline underline-offset-[3px]">
          Clear filters
        </Link>
      ) : (
        <p className="text-muted-foreground">The first one appears seconds after it ends.</p>
      )}
    </div>
  );
}
