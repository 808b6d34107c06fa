import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ShippedGroup } from './shipped-rules.js';

/** Runs promtool, and throws with what it says where it is not content. */
export function runPromtool(promtool: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(promtool, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`promtool ${args[0]} ${args[1]}: ${stdout}${stderr}`);
  return stdout;
}

/** Runs tests of rules, which have to be in this order: what records comes before what uses it. */
export function testRules(
  promtool: string,
  groups: readonly ShippedGroup[],
  tests: readonly object[],
): void {
  const folder = mkdtempSync(join(tmpdir(), 'genesis-rules-'));
  try {
    const suite = {
      rule_files: ['rules.yml'],
      evaluation_interval: '15s',
      group_eval_order: groups.map(({ name }) => name),
      tests,
    };
    writeFileSync(join(folder, 'rules.yml'), stringify({ groups }));
    writeFileSync(join(folder, 'tests.yml'), stringify(suite));
    runPromtool(promtool, 'test', 'rules', join(folder, 'tests.yml'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
