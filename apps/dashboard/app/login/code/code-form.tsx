"use client";

import { useActionState } from "react";
import { FormMessage } from "../../../components/form-message.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { confirmCode } from "./actions.ts";

export function CodeForm({ next }: { next: string }) {
  const [state, action, pending] = useActionState(confirmCode, { error: null });
  return (
    <form action={action} className="flex flex-col gap-3.5">
      <input type="hidden" name="next" value={next} />
      <Field label="Code" name="code" autoComplete="one-time-code" maxLength={20} required autoFocus />
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? "Signing in" : "Sign in"}
      </Button>
      <FormMessage key={state.error} error={state.error} />
    </form>
  );
}
