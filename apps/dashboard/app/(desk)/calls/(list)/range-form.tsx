import { type Chip, ChipButton } from "../../../../components/chip-button.tsx";
import { Button } from "../../../../components/ui/button.tsx";
import { Field } from "../../../../components/ui/field.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../../../../components/ui/popover.tsx";

export interface Range {
  labels: readonly [from: string, to: string];
  type: "date" | "number";
  values: readonly [from: string, to: string];
  onChange: (from: string, to: string) => void;
}

export function RangeForm({
  isOpen,
  setOpen,
  labels,
  type,
  values,
  onChange,
  ...chip
}: Chip & Range & { isOpen: boolean; setOpen: (isOpen: boolean) => void }) {
  const apply = (from: string, to: string) => {
    setOpen(false);
    onChange(from, to);
  };
  const bounds = type === "number" ? { min: 0, max: 9999, step: 1 } : {};
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <ChipButton {...chip} />
      </PopoverTrigger>
      <PopoverContent aria-label={chip.name}>
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
          {chip.shown === null ? null : (
            <Button variant="ghost" onClick={() => apply("", "")}>
              Any
            </Button>
          )}
        </form>
      </PopoverContent>
    </Popover>
  );
}
