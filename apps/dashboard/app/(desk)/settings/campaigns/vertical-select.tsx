import { useHeldChoice } from "../../../../lib/use-held-choice.ts";

/** The vertical of one campaign, or with an empty value of those that are selected. */
export function VerticalSelect({
  label,
  value,
  verticals,
  disabled = false,
  onChange,
  ref,
}: {
  label: string;
  value: string;
  verticals: readonly string[];
  disabled?: boolean;
  onChange: (vertical: string) => void;
  ref?: React.Ref<HTMLSelectElement>;
}) {
  return (
    <select
      ref={ref}
      aria-label={label}
      {...useHeldChoice(value, onChange)}
      disabled={disabled}
      className="h-7 rounded-md border border-input bg-card px-1.5 pointer-coarse:h-10 max-[719px]:h-10"
    >
      {value === "" ? <option value="">Set vertical</option> : null}
      {verticals.map((vertical) => (
        <option key={vertical}>{vertical}</option>
      ))}
    </select>
  );
}
