"use client";

import { useActionState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { join } from "./actions.ts";

export function InviteForm({ token }: { token: string }) {
  const [state, action, pending] = useActionState(join, { error: null });
  return (
    <form action={action} className="flex flex-col gap-3.5">
      <input type="hidden" name="token" value={token} />
      <Field label="Name" name="name" autoComplete="name" required maxLength={100} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={15}
        maxLength={128}
        hint="At least 15 characters. A few unrelated words are good."
      />
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? "Joining" : "Join"}
      </Button>
      <p role="alert" className="min-h-5 text-sev-4-ink">
        {state.error}
      </p>
    </form>
  );
}
