import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeHtml } from "./escape-html.ts";

test("nothing that is escaped opens a tag or leaves an attribute, and it can be read back", () => {
  expect(escapeHtml(`<a href="x" b='y'>&amp;`)).toBe("&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;");
  const read = (html: string) =>
    html
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&");
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."<>&\"'a;#3lt") }), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(read(escaped)).toBe(text);
    }),
  );
});
