/** The sign and the name. */
export function Brand() {
  return (
    <span className="flex items-center gap-2 font-semibold text-[14px] tracking-[-.015em]">
      <svg viewBox="0 0 20 20" className="size-5 flex-none" aria-hidden="true">
        <rect width="20" height="20" rx="5" className="fill-foreground" />
        <path
          d="M5 8.5v3M8.3 5.5v9M11.7 7v6M15 9v2"
          className="stroke-background"
          strokeWidth="1.7"
          strokeLinecap="round"
        />
      </svg>
      CallScript
    </span>
  );
}
