/** Wider than a letter of the caption size on average: a name that is said to fit does. */
const letterPx = 6.6;
const gapPx = 8;

/** Which of the names fit above the waveform, each beginning at its own place (px): a later one gives way to an earlier. */
export function namesThatFit(names: readonly { text: string; left: number }[], width: number): boolean[] {
  let taken = Number.NEGATIVE_INFINITY;
  return names.map(({ text, left }) => {
    const right = left + text.length * letterPx;
    const fits = left >= taken && right <= width;
    if (fits) taken = right + gapPx;
    return fits;
  });
}
