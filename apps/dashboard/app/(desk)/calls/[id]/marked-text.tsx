/** A line with its quotes underlined and tinted, and what is searched for lit. React text only: nothing is parsed as HTML. */
export function markedText(text: string, quotes: readonly string[], search: string): React.ReactNode {
  const kinds = new Array<"plain" | "quote" | "found">(text.length).fill("plain");
  const paint = (needle: string, kind: "quote" | "found", haystack: string) => {
    if (needle === "") return;
    for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length))
      kinds.fill(kind, at, at + needle.length);
  };
  for (const quote of quotes) paint(quote, "quote", text);
  paint(search, "found", text.toLowerCase());
  const pieces: React.ReactNode[] = [];
  for (let from = 0; from < text.length; ) {
    let to = from;
    while (to < text.length && kinds[to] === kinds[from]) to += 1;
    const piece = text.slice(from, to);
    if (kinds[from] === "quote") {
      pieces.push(
        <mark key={from} className="bg-sev-4-soft py-px text-inherit shadow-[inset_0_-2px_0_var(--sev-4)]">
          {piece}
        </mark>,
      );
    } else if (kinds[from] === "found") {
      pieces.push(
        <mark key={from} className="bg-signal-soft text-inherit outline-1 outline-signal">
          {piece}
        </mark>,
      );
    } else pieces.push(piece);
    from = to;
  }
  return pieces;
}
