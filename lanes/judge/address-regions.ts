import { lexicon } from "./address-lexicon.ts";
import type { PlainWord } from "./plain-words.ts";

const foreign =
  /^(?:instruc|instrukc|instruks|instrukt|enstriks|reglas?$|regles?$|regl?eln?$|regel|regul|regras?$|regol|normas?$|ordenes|indicac|directric|directiv|diretriz|pauta|criterio|politica|llamada|conversac|conversazi|conversa$|transcric|transcriz|transkr|grabac|revisor|evaluador|evaluateur|auditor|calific|clasific|inteligencia|intelligence|intelligenza|kunstliche|sprachmodell|violac|violazi|infrac|infrazi|incumpl|hallazgo|lista$|mensaje|aviso|appel|consigne|anweisung|vorgabe|befehl|richtlin|anruf|gespr|telefonat|prufer|prufsys|verstos|verstoß|regelverst|chamada|ligac|ordens|orientac|chiamat|telefonat|istruzi|direttiv|gesprek|oproep|aanwijz|opdracht|rozmow|polecen|zasad|polaczen|wytyczn|инструкц|правил|указан|команд|звон|разговор|вызов|расшифр|дзв|інструк|cuoc|huong|lenh$|tawag|usapan|tagubilin|utos|patakaran|apel$|konvesas|regleman|konsiy|talimat|kural|arama|gorusme|cagri|aturan|perintah|petunjuk|panggil|percakap|anvisning|ia$|ki$|modele$|modelo$|modello|sistema|reviseur|avaliador|aucune?$|nessun|keine?n?$|transcripcion|transcription|melde|signal)/u;

/** What the words of a stretch must weigh by themselves before its phrases are looked for: most of a call does not. */
const worthLooking = 0.5;

export interface Region {
  /** Of words: the first, and the one after the last. */
  from: number;
  to: number;
  /** Has a word that calls for the patterns of other languages. */
  foreign: boolean;
}

/** The stretches of words that have to be looked at, with `reach` words around each: the patterns cost much more. */
export function addressRegions(words: readonly PlainWord[], reach: number): Region[] {
  const regions: Region[] = [];
  const add = (from: number, to: number, isForeign: boolean) => {
    const [first, end] = [Math.max(0, from - reach), Math.min(words.length, to + reach)];
    const last = regions.at(-1);
    if (last && first <= last.to) {
      last.to = Math.max(last.to, end);
      last.foreign ||= isForeign;
    } else regions.push({ from: first, to: end, foreign: isForeign });
  };
  let sum = 0;
  for (const [at, { word }] of words.entries()) {
    sum += lexicon.get(word)?.weight ?? 0;
    sum -= lexicon.get(words[at - reach]?.word ?? "")?.weight ?? 0;
    if (foreign.test(word)) add(at, at + 1, true);
    else if (sum >= worthLooking && lexicon.has(word)) add(at, at + 1, false);
  }
  return regions;
}
