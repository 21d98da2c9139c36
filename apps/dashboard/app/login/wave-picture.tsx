const bars = 240;
const flagged = { from: 107, to: 133 };

/** Height of a bar, 0 in a pause: syllables within phrases, the same at each look. */
function height(bar: number): number {
  const phrase = Math.sin(bar * 0.21) + 0.6 * Math.sin(bar * 0.083 + 2);
  if (phrase < -0.45 && (bar < flagged.from || bar >= flagged.to)) return 0;
  return 10 + 118 * Math.abs(Math.sin(bar * 1.7) * Math.cos(bar * 0.61 + 1));
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
        {Array.from({ length: bars }, (_, bar) => {
          const tall = height(bar);
          return tall === 0 ? null : (
            <rect
              key={bar * 6}
              x={bar * 6 + 2}
              y={75 - tall / 2}
              width="2.6"
              height={tall}
              rx="1.3"
              fill={bar >= flagged.from && bar < flagged.to ? "var(--sev-4)" : "var(--vol)"}
            />
          );
        })}
      </svg>
    </figure>
  );
}
