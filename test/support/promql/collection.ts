import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../integration/preload/bot.js';
import { expressionsOfDashboard } from './dashboards.js';
import { expressionsOfDocument } from './documents.js';
import type { Expression } from './expression.js';
import type { PlacedRule } from './rules.js';
import { expressionsOfRule, rulesOf } from './rules.js';

/** Where expressions are, by folder and what the names of the files end in. */
const DASHBOARDS = filesIn('docker/grafana/dashboards', '.json');
const DOCUMENTS = [
  'README.md',
  ...filesIn('docs', '.md'),
  // The queries that the setup guide promises, word for word.
  'test/stack/fixtures/querying-metrics.md',
];
const RULE_FILES = [
  ...filesIn('docker/prometheus/rules', '.yml'),
  ...filesIn('examples/kubernetes', 'rule.yaml'),
];

/** All documents, by path. */
export const DOCUMENT_FILES: readonly string[] = DOCUMENTS;

/** All rules that ship. */
export function shippedRules(): PlacedRule[] {
  return RULE_FILES.flatMap((file) => rulesOf(PACKAGE_ROOT, file));
}

/** All expressions of dashboards, rules and documents. */
export function shippedExpressions(): Expression[] {
  return [
    ...DASHBOARDS.flatMap((file) => expressionsOfDashboard(PACKAGE_ROOT, file)),
    ...shippedRules().flatMap(expressionsOfRule),
    ...DOCUMENTS.flatMap((file) => expressionsOfDocument(PACKAGE_ROOT, file)),
  ];
}

function filesIn(folder: string, ending: string): string[] {
  const path = join(PACKAGE_ROOT, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${folder}/${name}`);
}
