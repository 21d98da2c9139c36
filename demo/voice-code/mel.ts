/** The mel scale of Slaney's Auditory Toolbox, as the recogniser's front end has it. */
function melOf(hertz: number): number {
  return hertz < 1000 ? (hertz * 3) / 200 : 15 + Math.log(hertz / 1000) / (Math.log(6.4) / 27);
}

function hertzOf(mel: number): number {
  return mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp((mel - 15) * (Math.log(6.4) / 27));
}

/** The front end's filters: 128 bins from 0 to 7600 Hz (it leaves the last 400 Hz below Nyquist out). */
export const melBins = 128;
const top = melOf(7600);
export const binCentres: readonly number[] = Array.from({ length: melBins }, (_, bin) =>
  hertzOf(((bin + 1) * top) / (melBins + 1)),
);
