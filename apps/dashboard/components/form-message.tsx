"use client";

import { useEffect, useRef } from "react";

/** What a form has to say when it could not do it; focus goes there. */
export function FormMessage({ error }: { error: string | null }) {
  const message = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (error !== null) message.current?.focus();
  }, [error]);
  return (
    <p ref={message} tabIndex={-1} role="alert" className="min-h-5 text-sev-4-ink outline-none">
      {error}
    </p>
  );
}
