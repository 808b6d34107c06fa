/**
 * Installs the packed package into empty projects under several versions of Node.js, where npm
 * picks the OpenTelemetry line that each can run, and tries all ways to use it there.
 *
 *     npm run test:matrix -- 22 26
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaperExchange } from '../examples/paper-exchange/index.js';
import { startPaperExchange } from '../examples/paper-exchange/index.js';
import { packInto } from './matrix-npm.js';
import type { MatrixProject } from './matrix-project.js';
import { installNode, installProject } from './matrix-project.js';
import type { SmokeContext, SmokeTest } from './smoke/context.js';
import { MANUAL_TEST } from './smoke/manual.js';
import { METER_TEST } from './smoke/meter.js';
import { CONFIG_FILE_TEST, OTLP_TESTS } from './smoke/otlp.js';
import { PRELOAD_TESTS } from './smoke/preload.js';
import { TYPES_TEST } from './smoke/types.js';
import { textTable } from './text-table.js';

const DEFAULT_MAJORS = ['20', '22', '24', '26'];
const SMOKE_TESTS: readonly SmokeTest[] = [
  ...PRELOAD_TESTS,
  MANUAL_TEST,
  ...OTLP_TESTS,
  CONFIG_FILE_TEST,
  TYPES_TEST,
  METER_TEST,
];
/** Warnings that the choice of versions is wrong; others, such as about install scripts, are shown. */
const WRONG_VERSIONS = /EBADENGINE|ERESOLVE|deprecated/;

/** One row of the table at the end. */
interface Row {
  readonly asked: string;
  readonly node: string;
  readonly versions: MatrixProject['versions'];
  readonly passed: number;
  readonly failures: readonly string[];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
  const majors = process.argv.length > 2 ? process.argv.slice(2) : DEFAULT_MAJORS;
  const folder = mkdtempSync(join(tmpdir(), 'genesis-matrix-'));
  const exchange = await startPaperExchange({ tickMs: 0 });
  try {
    const tarball = await packInto(folder);
    const rows: Row[] = [];
    for (const major of majors) {
      rows.push(await checked(major, join(folder, major), tarball, exchange));
    }
    print(`\n${table(rows)}`);
    if (rows.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
  } finally {
    await exchange.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A version that cannot even be installed is a failed row, and the others are still tried. */
async function checked(
  asked: string,
  folder: string,
  tarball: string,
  exchange: PaperExchange,
): Promise<Row> {
  try {
    return await check(asked, folder, tarball, exchange);
  } catch (error) {
    print(`  failed: ${messageOf(error)}`);
    return { asked, node: '?', versions: {}, passed: 0, failures: ['installation'] };
  }
}

async function check(
  asked: string,
  folder: string,
  tarball: string,
  exchange: PaperExchange,
): Promise<Row> {
  const started = performance.now();
  const node = await installNode(asked, join(folder, 'node'));
  const installed = await installProject(node.path, join(folder, 'project'), tarball, ['ccxt']);
  print(`\nNode.js ${node.version}`);
  for (const [name, version] of Object.entries(installed.versions)) print(`  ${name} ${version}`);
  for (const warning of installed.warnings) print(`  ${warning}`);
  const context = { node: node.path, project: installed.folder, exchangeUrl: exchange.url };
  const failed: string[] = [];
  for (const test of SMOKE_TESTS) {
    if (!(await passes(test, context))) failed.push(test.name);
  }
  print(`  ${Math.round((performance.now() - started) / 1_000)} s`);
  const passed = SMOKE_TESTS.length - failed.length;
  const wrong = installed.warnings.filter((warning) => WRONG_VERSIONS.test(warning));
  const failures = [...wrong, ...failed];
  return { asked, node: node.version, versions: installed.versions, passed, failures };
}

async function passes(test: SmokeTest, context: SmokeContext): Promise<boolean> {
  const started = performance.now();
  try {
    await test.run(context);
    print(`  ok      ${test.name} (${Math.round(performance.now() - started)} ms)`);
    return true;
  } catch (error) {
    print(`  failed  ${test.name}\n${messageOf(error)}`);
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function table(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap(({ versions }) => Object.keys(versions)))];
  const lines = [
    ['Node.js', ...names, 'passed', 'failed'],
    ...rows.map(({ asked, node, versions, passed, failures }) => [
      node === '?' ? asked : node,
      ...names.map((name) => versions[name] ?? '-'),
      String(passed),
      String(failures.length),
    ]),
  ];
  return textTable(lines);
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
