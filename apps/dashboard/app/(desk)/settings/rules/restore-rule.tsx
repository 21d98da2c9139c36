"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { putBack } from "./draft-actions.ts";

/** Puts a rule back that the draft takes out. */
export function RestoreRule({ id }: { id: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [pending, begin] = useTransition();
  return (
    <>
      <span role="status" className="text-xs">
        {problem}
      </span>
      <Button
        disabled={pending}
        onClick={() =>
          begin(async () => {
            const done = await putBack(id).catch(() => false);
            setProblem(done ? "" : "Not put back. Reload the page and try again.");
            router.refresh();
          })
        }
      >
        Put this rule back
      </Button>
    </>
  );
}
