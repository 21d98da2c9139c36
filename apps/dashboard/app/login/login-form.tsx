"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button } from "../../components/ui/button.tsx";
import { Field } from "../../components/ui/field.tsx";
import { signIn } from "./actions.ts";

export function LoginForm({ next }: { next: string }) {
  const [state, action, pending] = useActionState(signIn, { error: null });
  const message = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (state.error !== null) message.current?.focus();
  }, [state]);
  return (
    <form action={action} className="flex flex-col gap-3.5">
      <input type="hidden" name="next" value={next} />
      <Field label="Work email" name="email" type="email" autoComplete="username" required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? "Signing in" : "Sign in"}
      </Button>
      <p ref={message} tabIndex={-1} role="alert" className="min-h-5 text-sev-4-ink outline-none">
        {state.error}
      </p>
    </form>
  );
}
