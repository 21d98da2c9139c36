import type { ShownPreview } from "./preview-words.ts";

/** Whose call it is, and what it is worth. */
export function PreviewFacts({ facts }: Pick<ShownPreview, "facts">) {
  return (
    <dl className="mt-4 grid grid-cols-[92px_minmax(0,1fr)] gap-x-3 gap-y-1 text-[12.5px]">
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
