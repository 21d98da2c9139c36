"use client";

import { useRouter } from "next/navigation";
import { startTransition, useCallback, useEffect } from "react";
import { Button } from "./ui/button.tsx";

const againMs = 5_000;

/** Shown instead of a page that could not be read; the page is read again by itself until it can be. */
export function PageError({ error, reset }: { error: Error; reset: () => void }) {
  const router = useRouter();
  const again = useCallback(
    () =>
      startTransition(() => {
        router.refresh();
        reset();
      }),
    [router, reset],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each further failure comes as another error, and is waited for.
  useEffect(() => {
    const timer = setTimeout(again, againMs);
    return () => clearTimeout(timer);
  }, [error, again]);
  return (
    <main role="alert" className="flex min-h-0 flex-1 flex-col items-center justify-center gap-3 p-8">
      <p>This page could not be read. The database may be restarting; nothing is lost.</p>
      <p className="text-muted-foreground">It is read again every five seconds.</p>
      <Button onClick={again}>Try again now</Button>
    </main>
  );
}
