import type { PlainWord } from "./plain-words.ts";

/**
 * Words without two of which nothing in `addressFamilies` weighs enough. They are looked for first, because most of a
 * call has none and the patterns cost a hundred times as much.
 */
const english =
  /^(?:ignor|disregard|forget|overrid|overrul|bypass|overlook|discard|dismiss|disobey|unlearn|neglect|suspend|waive|skip|disabl|deactivat|instruct|rule|prompt|guid(?:eline|ance)|direct(?:ive|ion)|criteri|programm|guardrail|checklist|rubric|command|constraint|restriction|safeguard|polic(?:y|ies)|requirement|regulation|standard|ai$|ais$|artificial|robot|bots?$|chatbot|machine|computer|algorithm|models?$|llm|gpt|chatgpt|openai|anthropic|callscript|software|programs?$|systems?$|automat|review|grad(?:e|ing)|judg|audit|evaluat|classif|moderat|scor(?:e|ing)|rat(?:e|ing)|analy|assess|annotat|label|transcri|flag|violat|infract|complian|comply|complie|safe|clean|spotless|legit|billable|verdict|finding|json|yaml|schema|mode$|token|whoever|whomever|whichever|exempt|whitelist|approv|preapprov|pass(?:e[sd]|ing)?$|certif|qualit|qa$|reading|reads?$|listen|tests?$|training|simulat|roleplay|role$|pretend|imagin|fiction|hypothetic|appl(?:y|ie)|developer|admin|output|evidence|cit(?:e|ed|ing|ation)$|mark(?:ed|ing|s)?$|deem|impersonat|abus|penali|noncomplian|breach|assistant|language$|retrain|unplug|reprogram|delet|intelligence|bracket|base64|rot13|memo|note$|report|consent|disclaimer|disclosure|lenient|evaluator|quote$|quoting|line$|turn$)/u;

const foreign =
  /^(?:instruc|instrukc|instruks|instrukt|enstriks|reglas?$|regles?$|regl?eln?$|regel|regul|regras?$|regol|normas?$|ordenes|indicac|directric|directiv|diretriz|pauta|criterio|politica|llamada|conversac|conversazi|conversa$|transcric|transcriz|transkr|grabac|revisor|evaluador|evaluateur|auditor|calific|clasific|inteligencia|intelligence|intelligenza|kunstliche|sprachmodell|violac|violazi|infrac|infrazi|incumpl|hallazgo|lista$|mensaje|aviso|appel|consigne|anweisung|vorgabe|befehl|richtlin|anruf|gespr|telefonat|prufer|prufsys|verstos|verstoß|regelverst|chamada|ligac|ordens|orientac|chiamat|telefonat|istruzi|direttiv|gesprek|oproep|aanwijz|opdracht|rozmow|polecen|zasad|polaczen|wytyczn|инструкц|правил|указан|команд|звон|разговор|вызов|расшифр|дзв|інструк|cuoc|huong|lenh$|tawag|usapan|tagubilin|utos|patakaran|apel$|konvesas|regleman|konsiy|talimat|kural|arama|gorusme|cagri|aturan|perintah|petunjuk|panggil|percakap|anvisning|ia$|ki$|modele$|modelo$|modello|sistema|reviseur|avaliador|aucune?$|nessun|keine?n?$|transcripcion|transcription|melde|signal)/u;

/** What a word has been found to be; a vocabulary is small, and this many words are kept of it. */
const known = new Map<string, { english: boolean; foreign: boolean }>();
const mostKnown = 50_000;

function kindOf(word: string): { english: boolean; foreign: boolean } {
  const seen = known.get(word);
  if (seen) return seen;
  const kind = { english: english.test(word), foreign: foreign.test(word) };
  if (known.size < mostKnown) known.set(word, kind);
  return kind;
}

export interface Region {
  /** Of words: the first, and the one after the last. */
  from: number;
  to: number;
  /** Has a word that calls for the patterns of other languages. */
  foreign: boolean;
}

/** The stretches of words that have to be looked at: two words of an address within `reach`, with as many around. */
export function addressRegions(words: readonly PlainWord[], reach: number): Region[] {
  const regions: Region[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const [at, { word }] of words.entries()) {
    const kind = kindOf(word);
    if (!kind.english && !kind.foreign) continue;
    if (kind.foreign || at - before < reach) {
      const from = Math.max(
        0,
        Math.min(at, Number.isFinite(before) && at - before < reach ? before : at) - reach,
      );
      const to = Math.min(words.length, at + reach);
      const last = regions.at(-1);
      if (last && from <= last.to) {
        last.to = to;
        last.foreign ||= kind.foreign;
      } else regions.push({ from, to, foreign: kind.foreign });
    }
    if (kind.english) before = at;
  }
  return regions;
}
