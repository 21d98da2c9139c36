/**
 * Counts tokens as gpt-4o-mini does (o200k_base). For estimates and benches: loading the table takes 0.4 s and 70 MB, so
 * that it is loaded here when it is first asked for. What stands in a transcript such as "<|endoftext|>" is plain text.
 */
export async function loadTokenCounter(): Promise<(text: string) => number> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  const plain = { disallowedSpecial: new Set<string>() };
  return (text) => countTokens(text, plain);
}
