import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import { cn } from "../../lib/class-names.ts";

const button = cva(
  "inline-flex h-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border px-3 font-medium transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50 pointer-coarse:h-10",
  {
    variants: {
      variant: {
        primary: "border-transparent bg-primary text-primary-foreground hover:opacity-90",
        outline: "border-border-strong bg-card shadow-xs hover:bg-accent",
        ghost: "border-transparent text-sub hover:bg-accent hover:text-foreground",
      },
      size: { default: "", small: "h-7 px-2 text-[12.5px]", icon: "w-8 px-0" },
    },
    defaultVariants: { variant: "outline", size: "default" },
  },
);

export function Button({
  className,
  variant,
  size,
  asChild = false,
  ...props
}: React.ComponentProps<"button"> & VariantProps<typeof button> & { asChild?: boolean }) {
  const Element = asChild ? Slot.Root : "button";
  return <Element data-slot="button" className={cn(button({ variant, size }), className)} {...props} />;
}
