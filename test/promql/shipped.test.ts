import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE_ROOT } from '../integration/preload/bot.js';
import { ACCEPTED } from '../support/promql/accepted.js';
import { analyse } from '../support/promql/analysis.js';
import { DOCUMENT_FILES, shippedExpressions, shippedRules } from '../support/promql/collection.js';
import type { Expression } from '../support/promql/expression.js';
import { templateLabels } from '../support/promql/rules.js';
import { vocabularyWith } from '../support/promql/vocabulary.js';

const rules = shippedRules();
const vocabulary = vocabularyWith(rules);
const expressions = shippedExpressions();

function faultsOf({ text, use }: Expression): readonly string[] {
  if (use === 'name' && vocabulary.has(`${text}_bucket`)) return [];
  return analyse(text, vocabulary).faults;
}

function unexcused(expression: Expression): string[] {
  const accepted = ACCEPTED.filter(({ text }) => text === expression.text);
  return faultsOf(expression).filter((found) => !accepted.some(({ fault }) => fault.test(found)));
}

describe('the expressions of dashboards, rules and documents', () => {
  it('are PromQL, of metrics, labels and values that there are, of the right kind', () => {
    const faults = expressions.flatMap((expression) =>
      unexcused(expression).map((fault) => `${expression.where}: ${fault}\n    ${expression.text}`),
    );
    expect(faults.join('\n')).to.equal('');
  });

  it('are excused only from what they still do', () => {
    const unneeded = ACCEPTED.filter(({ text, fault }) => {
      const isThere = expressions.some((expression) => expression.text === text);
      return !isThere || !analyse(text, vocabulary).faults.some((found) => fault.test(found));
    });
    expect(unneeded.map(({ text }) => text)).to.deep.equal([]);
  });

  it('have only variables of Grafana that their dashboard declares', () => {
    const left = expressions.filter(({ text }) => /\$\{?[a-z_]|\[\[/i.test(text));
    expect(left.map(({ where, text }) => `${where}: ${text}`)).to.deep.equal([]);
  });

  it('are all that dashboards have', () => {
    const panels = expressions.filter(({ use }) => use === 'panel');
    const files = new Set(panels.map(({ file }) => file));
    expect(files.size).to.be.at.least(4);
    for (const file of files) {
      const text = readFileSync(join(PACKAGE_ROOT, file), 'utf8');
      const found = panels.filter((panel) => panel.file === file);
      expect(found.length, file).to.equal([...text.matchAll(/"expr":/g)].length);
    }
  });

  it('are found in every document that has some', () => {
    const files = new Set(expressions.map(({ file }) => file));
    expect(DOCUMENT_FILES.filter((file) => files.has(file))).to.include.members([
      'README.md',
      'docs/metrics.md',
      'docs/otlp.md',
    ]);
  });
});

describe('the templates of alerts', () => {
  it('speak only of labels that their alert has', () => {
    const faults = rules
      .filter(({ rule }) => rule.alert !== undefined)
      .flatMap(({ where, rule }) => {
        const { labels = new Set<string>() } = analyse(rule.expr, vocabulary).shape;
        const strange = templateLabels(rule).filter((label) => !labels.has(label));
        return strange.map((label) => `${where}: ${label}`);
      });
    expect(faults).to.deep.equal([]);
  });
});
