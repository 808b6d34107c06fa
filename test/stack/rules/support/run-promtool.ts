import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ShippedGroup } from './shipped-rules.js';

/** Tests, and no more rules than they need: promtool evaluates each of them at each step. */
export interface RuleSuite {
  /** In this order: what records comes before what uses it. */
  readonly groups: readonly ShippedGroup[];
  readonly tests: readonly object[];
  readonly evaluatedEvery?: string | undefined;
}

/** Runs promtool, and throws with what it says where it is not content. */
export function runPromtool(promtool: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(promtool, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`promtool ${args.slice(0, 2).join(' ')}: ${stdout}${stderr}`);
}

function writeSuite(
  folder: string,
  { groups, tests, evaluatedEvery = '15s' }: RuleSuite,
  index: number,
): string {
  const rules = `rules-${index}.yml`;
  const path = join(folder, `tests-${index}.yml`);
  const suite = {
    rule_files: [rules],
    evaluation_interval: evaluatedEvery,
    group_eval_order: groups.map(({ name }) => name),
    tests,
  };
  writeFileSync(join(folder, rules), stringify({ groups }));
  writeFileSync(path, stringify(suite));
  return path;
}

export function testRules(promtool: string, suites: readonly RuleSuite[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'genesis-rules-'));
  try {
    const files = suites.map((suite, index) => writeSuite(folder, suite, index));
    runPromtool(promtool, 'test', 'rules', ...files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
