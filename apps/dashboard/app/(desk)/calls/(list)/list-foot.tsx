import { Button } from "../../../../components/ui/button.tsx";

/** What stands under the last row: whether more is coming, how far a search came, and what to do where it broke off. */
export function ListFoot({
  hasMore,
  hasFailed,
  searchedTo,
  loadMore,
}: {
  hasMore: boolean;
  hasFailed: boolean;
  searchedTo: string | null;
  loadMore: () => void;
}) {
  if (!hasMore) return null;
  return (
    <div role="status" className="flex min-h-12 items-center justify-center gap-3 p-3 text-muted-foreground">
      {hasFailed ? (
        <>
          <span>The next calls were not loaded. Check the connection.</span>
          <Button size="small" onClick={loadMore}>
            Try again
          </Button>
        </>
      ) : searchedTo === null ? (
        <span>Loading more calls</span>
      ) : (
        <span>Looked through all calls since {searchedTo} (UTC), looking further back</span>
      )}
    </div>
  );
}
