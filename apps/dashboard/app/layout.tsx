import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { DemoStrip } from "../components/strips.tsx";
import { isDemo } from "../lib/installation.ts";

export const metadata: Metadata = {
  title: { default: "CallScript", template: "%s · CallScript" },
  robots: { index: false },
  icons: { icon: "/icon.svg" },
};

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        <script src="/first-paint.js" nonce={nonce} />
      </head>
      <body className="flex h-dvh flex-col font-sans">
        {(await isDemo()) ? <DemoStrip /> : null}
        <div className="min-h-0 flex-1">{children}</div>
      </body>
    </html>
  );
}
