"use client";

import "./globals.css";
import { PageError } from "../components/page-error.tsx";

/** For what not even the outermost layout can read: it stands for that layout as well. */
export default function GlobalError(props: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body className="flex h-dvh flex-col font-sans">
        <PageError {...props} />
      </body>
    </html>
  );
}
