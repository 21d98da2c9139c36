import { cn } from "../../lib/class-names.ts";

export function Card({ className, ...props }: React.ComponentProps<"section">) {
  return (
    <section
      data-slot="card"
      className={cn("rounded-[10px] border border-border bg-card shadow-xs dark:shadow-none", className)}
      {...props}
    />
  );
}

export function CardTitle({ className, ...props }: React.ComponentProps<"h2">) {
  return <h2 className={cn("font-semibold text-[13px] leading-5", className)} {...props} />;
}
