import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SeverityBars } from "../../components/severity.tsx";
import { currentPerson } from "../../lib/session.ts";
import { LoginForm } from "./login-form.tsx";
import { ownPath } from "./own-path.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const next = ownPath((await searchParams).next);
  if (await currentPerson()) redirect(next);
  return (
    <main className="flex min-h-full flex-col items-center justify-center gap-8 px-4 py-10">
      <div className="w-full max-w-[360px]">
        <h1 className="mb-1 font-semibold text-[18px] leading-6 tracking-[-.02em]">Sign in to CallScript</h1>
        <p className="mb-5 text-muted-foreground">
          Accounts are by invitation. Ask whoever runs CallScript here to add you.
        </p>
        <LoginForm next={next} />
      </div>
      <figure className="w-full max-w-[360px] rounded-[10px] border border-border bg-card p-4">
        <svg viewBox="0 0 320 40" className="w-full" aria-hidden="true">
          <rect x="118" width="74" height="40" rx="3" fill="var(--sev-4-soft)" />
          {Array.from({ length: 64 }, (_, bar) => {
            const height = 4 + Math.abs(Math.sin(bar * 1.7) * Math.cos(bar * 0.6)) * 30;
            return (
              <rect
                key={bar * 5}
                x={bar * 5}
                y={20 - height / 2}
                width="2.2"
                height={height}
                rx="1.1"
                fill={bar >= 24 && bar < 38 ? "var(--sev-4)" : "var(--vol)"}
              />
            );
          })}
        </svg>
        <figcaption className="mt-3 flex items-start gap-2 text-[12.5px] text-sub">
          <SeverityBars severity={4} />
          <span>
            Agent, 0:42: “You qualify for the grocery card.” Every flag shows who said which words, at which
            second.
          </span>
        </figcaption>
      </figure>
    </main>
  );
}
