"use client";

import { useRouter } from "next/navigation";

/** Reads the page again as it is. */
export function RetryLink() {
  const router = useRouter();
  return (
    <button
      type="button"
      onClick={() => router.refresh()}
      className="font-medium underline underline-offset-[3px]"
    >
      Try again.
    </button>
  );
}
