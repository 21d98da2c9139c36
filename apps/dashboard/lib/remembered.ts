/**
 * What `read` answered, for so many milliseconds; whoever asks while it is read waits for the same answer. A failure is not
 * kept.
 */
export function remembered<T>(
  read: () => Promise<T>,
  keepMs: number,
  now: () => number = Date.now,
): () => Promise<T> {
  let kept: { answer: Promise<T>; untilMs: number } | undefined;
  return () => {
    if (kept !== undefined && now() < kept.untilMs) return kept.answer;
    const answer = read();
    const asked = { answer, untilMs: now() + keepMs };
    kept = asked;
    answer.catch(() => {
      if (kept === asked) kept = undefined;
    });
    return answer;
  };
}
