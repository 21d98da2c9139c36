"use client";

import { Button } from "../../components/ui/button.tsx";

export default function PageError({ reset }: { reset: () => void }) {
  return (
    <main role="alert" className="flex min-h-0 flex-1 flex-col items-center justify-center gap-3 p-8">
      <p>This page could not be read. The database may be restarting; nothing is lost.</p>
      <Button onClick={reset}>Try again</Button>
    </main>
  );
}
