import { Suspense } from "react";
import { RetryLink } from "./retry-link.tsx";

/** A part of the page that comes when it is read. While it is not, its place is kept; where it cannot be, the rest stands. */
export function Streamed<T>({
  read,
  waiting,
  children,
}: {
  read: () => Promise<T>;
  /** Of the height that the part will have. */
  waiting: React.ReactNode;
  children: (data: T) => React.ReactNode;
}) {
  return (
    <Suspense fallback={waiting}>
      <Read read={read}>{children}</Read>
    </Suspense>
  );
}

async function Read<T>({
  read,
  children,
}: {
  read: () => Promise<T>;
  children: (data: T) => React.ReactNode;
}) {
  const result = await read().then(
    (data) => ({ data }),
    (error: unknown) => ({ error }),
  );
  if ("data" in result) return children(result.data);
  process.stderr.write(`a card of the dashboard was not read: ${String(result.error)}\n`);
  return (
    <p role="status" className="rounded-[10px] border border-border bg-card p-4 text-sub">
      This chart could not be read. <RetryLink />
    </p>
  );
}

/** Grey in the shape of what comes. */
export function Skeleton({ className = "" }: { className?: string }) {
  return <div aria-hidden="true" className={`rounded-md bg-accent ${className}`} />;
}
