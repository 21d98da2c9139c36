const bars = 240;
const flagged = { from: 107, to: 133 };

/** Height of a bar, 0 in a pause: syllables within phrases, the same at each look. */
function height(bar: number): number {
  const phrase = Math.sin(bar * 0.21) + 0.6 * Math.sin(bar * 0.083 + 2);
  if (phrase < -0.45 && (bar < flagged.from || bar >= flagged.to)) return 0;
  return 10 + 118 * Math.abs(Math.sin(bar * 1.7) * Math.cos(bar * 0.61 + 1));
}

/** The bars from one to before another, in one path: an element each would be most of the page. */
function linesOf(from: number, to: number): string {
  let lines = "";
  for (let bar = from; bar < to; bar += 1) {
    const tall = height(bar) - 2.6;
    if (tall > 0) lines += `M${bar * 6 + 3.3} ${(75 - tall / 2).toFixed(1)}v${tall.toFixed(1)}`;
  }
  return lines;
}

/** What CallScript is, in one picture: a call, and the words on it that count. */
export function WavePicture() {
  return (
    <figure className="w-full">
      <figcaption className="mb-2 ml-[calc(50%-78px)] pr-4 text-[12.5px] leading-5">
        <span className="block font-medium">“You qualify for the sixty-four hundred dollar card”</span>
        <span className="text-muted-foreground">Agent, 0:42. Promises a cash card.</span>
      </figcaption>
      <svg
        viewBox="0 0 1440 150"
        preserveAspectRatio="xMidYMid slice"
        className="h-[150px] w-full"
        aria-hidden="true"
      >
        <rect
          x={flagged.from * 6}
          width={(flagged.to - flagged.from) * 6}
          height="150"
          rx="4"
          fill="var(--sev-4-soft)"
        />
        <rect
          x={flagged.from * 6}
          width={(flagged.to - flagged.from) * 6}
          height="3"
          rx="1.5"
          fill="var(--sev-4)"
        />
        <g fill="none" strokeWidth="2.6" strokeLinecap="round">
          <path d={`${linesOf(0, flagged.from)}${linesOf(flagged.to, bars)}`} stroke="var(--vol)" />
          <path d={linesOf(flagged.from, flagged.to)} stroke="var(--sev-4)" />
        </g>
      </svg>
    </figure>
  );
}
