import { Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { Kbd } from "../../../../components/ui/kbd.tsx";
import { isTyping } from "../../../../lib/is-typing.ts";

/** Words and "phrases" of transcripts, a caller's number or a call's id; `/` goes here, Enter searches. */
export function SearchBox({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <form
      role="search"
      className="relative w-52 min-[1600px]:w-72 flex-none max-[719px]:w-full"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(input.current?.value.trim() ?? "");
      }}
    >
      <Search
        className="pointer-events-none absolute top-1.5 left-2 size-4 text-muted-foreground pointer-coarse:top-3"
        strokeWidth={1.75}
        aria-hidden="true"
      />
      <input
        ref={input}
        key={value}
        type="search"
        defaultValue={value}
        maxLength={200}
        aria-label="Search what was said, a caller or an id"
        placeholder="Words said, caller or id"
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
        className="h-7 w-full rounded-md border border-input bg-card pr-8 pl-8 placeholder:text-muted-foreground pointer-coarse:h-10"
      />
      <span className="pointer-events-none absolute top-[5px] right-2 max-[719px]:hidden">
        <Kbd>/</Kbd>
      </span>
    </form>
  );
}
