import { LiveState } from "./live-state.tsx";

/** The 48 px bar of a page: its one h1, what belongs beside it, and how fresh the page is. */
export function TopBar({
  title,
  before,
  children,
}: {
  title: string;
  /** The way here. */
  before?: React.ReactNode;
  children?: React.ReactNode;
}) {
  return (
    <header className="flex h-12 flex-none items-center gap-2.5 border-border border-b bg-background pr-4 pl-5">
      {before}
      <h1 className="font-semibold text-[14px] leading-5 tracking-[-.01em]">{title}</h1>
      {children}
      <LiveState />
    </header>
  );
}
