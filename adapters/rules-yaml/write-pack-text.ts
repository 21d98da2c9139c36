import { Phrase, Rule, type RulePack } from "@callscript/core/rule.ts";
import { Document, isScalar, Scalar, visit } from "yaml";

const header = ` Exported by "callscript rules export". Comments and anchors of the file that it was published from are not kept.
 "version" says which version an edit is based on: leave it as it is, "callscript rules import" names the next one.`;

/**
 * A pack as YAML: fields in the order of the schema, those that have their default left out. Reading it gives the same
 * pack.
 */
export function writePackText({ pack, version, rules }: RulePack): string {
  const document = new Document(
    { pack, version, rules: rules.map(ruleFields) },
    { aliasDuplicateObjects: false },
  );
  document.commentBefore = header;
  return inText(document);
}

/** Some fields of one rule, as a file has them; "" where all of them have their defaults. */
export function writeRuleFields(rule: Rule, names: readonly string[]): string {
  const fields = Object.entries(ruleFields(rule)).filter(([name]) => names.includes(name));
  if (fields.length === 0) return "";
  return inText(new Document(Object.fromEntries(fields), { aliasDuplicateObjects: false }));
}

function inText(document: Document): string {
  // Days, versions and patterns are quoted throughout: some of them would be numbers or marks of YAML.
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && isScalar(pair.value) && isQuoted(String(pair.key.value)))
        pair.value.type = Scalar.QUOTE_DOUBLE;
    },
    Seq(_, { items }, ancestors) {
      const isDirect = ancestors.length > 0;
      for (const item of items)
        if (isDirect && isScalar(item) && String(item.value).includes(" ")) item.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 110, doubleQuotedMinMultiLineLength: 600 });
}

function isQuoted(field: string): boolean {
  return ["version", "effective_from", "effective_to"].includes(field);
}

function ruleFields(rule: Rule): Record<string, unknown> {
  const { phrases, ...rest } = Rule.parse(rule);
  const fields: Record<string, unknown> = {
    ...rest,
    phrases: phrases.map((one) => withoutDefaults(one, phraseDefaults(one))),
  };
  const { applies_if } = rest;
  if (applies_if?.who === "anyone") fields["applies_if"] = { any: applies_if.any };
  const written = withoutDefaults(fields, ruleDefaults(rule));
  return Object.fromEntries(
    Object.keys(Rule.shape).flatMap((name) => (name in written ? [[name, written[name]]] : [])),
  );
}

/** The same rule with nothing but what has no default: what the schema fills in need not be written. */
function ruleDefaults(rule: Rule): Record<string, unknown> {
  const { code, name, severity, verticals, effective_from, question, at_fault, refundable, examples } = rule;
  return Rule.parse({
    code,
    name,
    severity,
    verticals,
    effective_from,
    question,
    at_fault,
    refundable,
    examples,
  });
}

function phraseDefaults({ who, any }: Phrase): Record<string, unknown> {
  return Phrase.parse({ who, any });
}

/** Fields that have no default are in both and are kept. */
function withoutDefaults(
  fields: Record<string, unknown>,
  defaults: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => needed.has(name) || JSON.stringify(value) !== JSON.stringify(defaults[name]),
    ),
  );
}

const needed = new Set([
  "code",
  "name",
  "severity",
  "verticals",
  "effective_from",
  "question",
  "at_fault",
  "refundable",
  "examples",
  "who",
  "any",
]);
