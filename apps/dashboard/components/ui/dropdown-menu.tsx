import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import { cn } from "../../lib/class-names.ts";

export const DropdownMenu = Primitive.Root;
export const DropdownMenuTrigger = Primitive.Trigger;
export const DropdownMenuRadioGroup = Primitive.RadioGroup;

/** A menu under its button; typing finds an entry. */
export function DropdownMenuContent({ className, ...props }: React.ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        data-slot="dropdown-menu"
        align="start"
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          "z-50 max-h-[min(420px,var(--radix-dropdown-menu-content-available-height))] min-w-44 max-w-[calc(100vw-16px)] overflow-y-auto rounded-[10px] border border-border bg-popover p-1 shadow-lg",
          className,
        )}
        {...props}
      />
    </Primitive.Portal>
  );
}

const entry =
  "relative flex min-h-8 cursor-default select-none items-center gap-2 rounded-md py-1 pr-2.5 pl-7 outline-none data-[highlighted]:bg-accent pointer-coarse:min-h-10";

function Tick() {
  return (
    <Primitive.ItemIndicator className="absolute left-2">
      <Check className="size-3.5" strokeWidth={2} aria-hidden="true" />
    </Primitive.ItemIndicator>
  );
}

/** An entry that does something. */
export function DropdownMenuItem({ className, ...props }: React.ComponentProps<typeof Primitive.Item>) {
  return <Primitive.Item className={cn(entry, "pl-2.5", className)} {...props} />;
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: React.ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem className={cn(entry, className)} {...props}>
      <Tick />
      {children}
    </Primitive.RadioItem>
  );
}

export function DropdownMenuCheckboxItem({
  className,
  children,
  ...props
}: React.ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem className={cn(entry, className)} {...props}>
      <Tick />
      {children}
    </Primitive.CheckboxItem>
  );
}

export function DropdownMenuSeparator(props: React.ComponentProps<typeof Primitive.Separator>) {
  return <Primitive.Separator className="mx-1 my-1 h-px bg-border" {...props} />;
}
