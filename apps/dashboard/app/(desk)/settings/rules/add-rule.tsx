"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { addRule } from "./draft-actions.ts";
import { rulesHref } from "./rules-query.ts";

/** Adds an empty rule to the draft and opens it. */
export function AddRule({ pack }: { pack: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [pending, begin] = useTransition();
  const add = () =>
    begin(async () => {
      const id = await addRule(pack).catch(() => null);
      if (id === null) return setProblem("Not added. Reload the page and try again.");
      setProblem("");
      router.push(rulesHref({ pack, rule: id, v: "draft" }));
    });
  return (
    <>
      <Button variant="ghost" className="w-full justify-start px-2.5" disabled={pending} onClick={add}>
        <Plus className="size-4" strokeWidth={1.75} aria-hidden="true" />
        Add rule
      </Button>
      <p role="status" className="px-2.5 text-xs">
        {problem}
      </p>
    </>
  );
}
