"use client";

import { useActionState } from "react";
import { FormMessage } from "../../../components/form-message.tsx";
import { PasswordField } from "../../../components/password-field.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { join } from "./actions.ts";

export function InviteForm({ token, email }: { token: string; email: string }) {
  const [state, action, pending] = useActionState(join, { error: null, name: "" });
  return (
    <form action={action} className="flex flex-col gap-3.5">
      <input type="hidden" name="token" value={token} />
      <Field label="Work email" type="email" autoComplete="username" value={email} readOnly />
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        required
        maxLength={100}
        defaultValue={state.name}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        required
        minLength={15}
        maxLength={128}
        meter
      />
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? "Joining" : "Join"}
      </Button>
      <FormMessage key={state.error} error={state.error} />
    </form>
  );
}
