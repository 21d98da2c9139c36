export default function Loading() {
  return (
    <main aria-busy="true" aria-label="Loading flags" className="min-h-0 flex-1 bg-card pt-12">
      {Array.from({ length: 14 }, (_, row) => (
        <div
          key={`row-${row * 1}`}
          className="flex h-[79px] items-center gap-3 border-border border-b px-5 min-[720px]:h-[52px] compact:h-9"
        >
          <span className="size-4 rounded bg-accent" />
          <span className="size-6 rounded bg-accent" />
          <span className="flex flex-1 flex-col gap-1.5">
            <span className="h-3 w-40 rounded bg-accent" />
            <span className="h-3 w-3/5 rounded bg-muted compact:hidden" />
          </span>
        </div>
      ))}
    </main>
  );
}
