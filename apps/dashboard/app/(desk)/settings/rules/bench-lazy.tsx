"use client";

import dynamic from "next/dynamic";
import type { BenchPaneProps } from "./bench-pane.tsx";

const BenchPane = dynamic(() => import("./bench-pane.tsx").then((module) => module.BenchPane), {
  ssr: false,
  loading: () => <h2 className="p-5 font-semibold">Test bench</h2>,
});

export function BenchLazy(props: BenchPaneProps) {
  return <BenchPane {...props} />;
}
