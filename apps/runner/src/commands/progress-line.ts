const leastBetweenMs = 100;
/** Before this much of the work is seen, nothing is said of the rest. */
const surePaceMs = 3000;

/** One line that is written over on a terminal; silent where the output is a file or a pipe. */
export function progressLine(): {
  /** How much is done; the time left is told once the pace is known. Written ten times a second at most. */
  show(done: number, total: number): void;
  tell(text: string): void;
  end(): void;
} {
  const visible = process.stderr.isTTY === true;
  const beganMs = Date.now();
  let shownAtMs: number | null = null;
  const tell = (text: string) => {
    if (!visible) return;
    shownAtMs = Date.now();
    process.stderr.write(`\r${text}\x1b[K`);
  };
  return {
    tell,
    show(done, total) {
      const nowMs = Date.now();
      if (done < total && shownAtMs !== null && nowMs - shownAtMs < leastBetweenMs) return;
      const left = nowMs - beganMs < surePaceMs ? null : remainingSeconds(nowMs - beganMs, done, total);
      tell(`${done} of ${total}${timeLeft(left)}`);
    },
    end() {
      if (shownAtMs !== null) process.stderr.write("\n");
      shownAtMs = null;
    },
  };
}

/** Of work that is done at an even pace; null before any of it was done, or when it is over. */
export function remainingSeconds(spentMs: number, done: number, whole: number): number | null {
  return done <= 0 || done >= whole ? null : (spentMs / 1000) * (whole / done - 1);
}

/** ", about 4 min left"; nothing where it is not known. */
export function timeLeft(seconds: number | null): string {
  if (seconds === null) return "";
  const about = seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
  return `, about ${seconds < 5400 ? about : `${(seconds / 3600).toFixed(1)} h`} left`;
}
