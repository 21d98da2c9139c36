export function Kbd({ children }: { children: React.ReactNode }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded border border-border bg-muted px-1 font-medium text-[11px] text-muted-foreground leading-4 pointer-coarse:hidden">
      {children}
    </kbd>
  );
}
