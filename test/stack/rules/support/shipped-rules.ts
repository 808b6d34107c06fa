import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const FOLDER = join(__dirname, '../../../../../docker/prometheus/rules');
const FILES = ['genesis-recording.yml', 'genesis-alerts.yml', 'stack-alerts.yml'];

export interface ShippedRule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ShippedGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly ShippedRule[];
}

export const SHIPPED_RULE_FILES: readonly string[] = FILES.map((file) => join(FOLDER, file));

/** The groups of the rule files, as Prometheus gets them. */
export const SHIPPED_GROUPS: readonly ShippedGroup[] = SHIPPED_RULE_FILES.flatMap(
  (file) => (parse(readFileSync(file, 'utf8')) as { groups: ShippedGroup[] }).groups,
);

const RULES = SHIPPED_GROUPS.flatMap(({ rules }) => rules);

export function shippedAlert(name: string): ShippedRule {
  const rule = RULES.find(({ alert }) => alert === name);
  if (!rule) throw new Error(`there is no alert ${name}`);
  return rule;
}

function isUsed({ record }: ShippedRule, by: readonly ShippedRule[]): boolean {
  return record !== undefined && by.some(({ expr }) => expr.includes(record));
}

/** Of each group only the rules that are wanted and those that feed them: promtool is quicker so. */
export function groupsWith(isWanted: (rule: ShippedRule) => boolean): ShippedGroup[] {
  let kept = RULES.filter(isWanted);
  for (let before = -1; before < kept.length; ) {
    before = kept.length;
    kept = RULES.filter((rule) => isWanted(rule) || isUsed(rule, kept));
  }
  return SHIPPED_GROUPS.map((group) => ({
    ...group,
    rules: group.rules.filter((rule) => kept.includes(rule)),
  })).filter(({ rules }) => rules.length > 0);
}
