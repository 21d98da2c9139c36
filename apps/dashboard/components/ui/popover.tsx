"use client";

import { Popover as Primitive } from "radix-ui";
import { cn } from "../../lib/class-names.ts";

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;

export function PopoverContent({ className, ...props }: React.ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        align="start"
        sideOffset={4}
        className={cn(
          "z-40 max-w-[calc(100vw-16px)] rounded-[10px] border border-border bg-popover p-3 shadow-xl outline-none",
          className,
        )}
        {...props}
      />
    </Primitive.Portal>
  );
}
