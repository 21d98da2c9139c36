import { useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { Field } from "../../../../components/ui/field.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../../../../components/ui/popover.tsx";
import { ChipButton } from "./filter-chip.tsx";

/** A filter with a least and a greatest value, both of them optional. */
export function RangeChip({
  name,
  shown,
  labels,
  type,
  values,
  onChange,
}: {
  name: string;
  shown: string | null;
  labels: readonly [from: string, to: string];
  type: "date" | "number";
  values: readonly [from: string, to: string];
  onChange: (from: string, to: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const apply = (from: string, to: string) => {
    setOpen(false);
    onChange(from, to);
  };
  const bounds = type === "number" ? { min: 0, max: 9999, step: 1 } : {};
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <ChipButton name={name} shown={shown} />
      </PopoverTrigger>
      <PopoverContent aria-label={name}>
        <form
          className="flex items-end gap-2 max-[419px]:flex-wrap"
          onSubmit={(event) => {
            event.preventDefault();
            const data = new FormData(event.currentTarget);
            apply(String(data.get("from") ?? ""), String(data.get("to") ?? ""));
          }}
        >
          <Field label={labels[0]} name="from" type={type} defaultValue={values[0]} {...bounds} />
          <Field label={labels[1]} name="to" type={type} defaultValue={values[1]} {...bounds} />
          <Button variant="primary" type="submit">
            Show
          </Button>
          {shown === null ? null : (
            <Button variant="ghost" onClick={() => apply("", "")}>
              Any
            </Button>
          )}
        </form>
      </PopoverContent>
    </Popover>
  );
}
