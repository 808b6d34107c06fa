import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Expression } from './expression.js';

/** A rule as the files of Prometheus have it. */
export interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Groups of rules, as a file has them. */
export interface Groups {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
}

/** A rule and where it is. */
export interface PlacedRule {
  readonly file: string;
  readonly where: string;
  readonly rule: Rule;
}

/** The rules of a file of Prometheus, or of a PrometheusRule of Kubernetes. */
export function rulesOf(root: string, file: string): PlacedRule[] {
  const content = parse(readFileSync(join(root, file), 'utf8')) as Groups & { spec?: Groups };
  return rulesFrom(file, content.spec ?? content);
}

/** The rules of groups that are at hand. */
export function rulesFrom(file: string, { groups }: Groups): PlacedRule[] {
  return groups.flatMap(({ name, rules }) =>
    rules.map((rule) => ({
      file,
      where: `${file}: ${name}/${rule.record ?? rule.alert ?? '?'}`,
      rule,
    })),
  );
}

/** The expressions of a rule, those in the templates of its annotations included. */
export function expressionsOfRule({ file, where, rule }: PlacedRule): Expression[] {
  const use = rule.alert === undefined ? 'recording' : 'alert';
  const asked = Object.entries({ ...rule.annotations, ...rule.labels }).flatMap(([name, text]) =>
    embeddedQueries(text).map((query): Expression => {
      return { file, where: `${where}/${name}`, text: query, use: 'annotation' };
    }),
  );
  return [{ file, where, text: rule.expr, use }, ...asked];
}

/** The labels that the templates of a rule speak of, but for those that they ask for first. */
export function templateLabels({ annotations, labels }: Rule): string[] {
  const texts = Object.values({ ...annotations, ...labels });
  return texts.flatMap((text) =>
    [...text.matchAll(/(?<!(?:with|if) )\$labels\.(\w+)/g)].map(([, label = '']) => label),
  );
}

const STRING = '("(?:[^"\\\\]|\\\\.)*"|`[^`]*`)';
const QUERY = new RegExp(`\\bquery\\s+${STRING}|${STRING}[^}]*?\\|\\s*query\\b`, 'g');

/** What templates ask for: `query "…"`, `"…" | query`, `printf "…%s…" … | query`. */
function embeddedQueries(template: string): string[] {
  return [...template.matchAll(QUERY)].map(([, after, before]) => {
    const literal = after ?? before ?? '""';
    const inner = literal.slice(1, -1);
    const text = literal.startsWith('`') ? inner : inner.replace(/\\(.)/g, '$1');
    return text.replace(/%q/g, '".+"').replace(/%[svd]/g, '.+');
  });
}
