/**
 * Installs the packed package beside several releases of exchange clients, runs a bot with each under
 * the preload, as CommonJS and as ES module, against the paper exchange, and compares what `/metrics` says with the exchange's log.
 *
 *     npm run test:clients [-- --all]
 *     npm run test:clients -- ccxt ccxt@4.5.1 binance@latest
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packInto } from '../matrix-npm.js';
import { installProject } from '../matrix-project.js';
import { textTable } from '../text-table.js';
import type { TestedClient } from './tested-clients.js';
import { TESTED_CLIENTS } from './tested-clients.js';
import type { ModuleSystem } from './trial.js';
import { trade } from './trial.js';

const SYSTEMS: Readonly<Record<ModuleSystem, string>> = { cjs: 'CommonJS', mjs: 'ES module' };
const HEAD = ['client', 'version', 'bot', 'orders', 'failed', 'fills', 'messages', 'result'];

interface Attempt {
  readonly client: TestedClient;
  readonly version: string;
}

/** What is to be tried: what is tried always, everything (`--all`), or what the arguments name. */
function attemptsFor(args: readonly string[]): Attempt[] {
  const isAll = args.includes('--all');
  const usual = TESTED_CLIENTS.filter(({ isExtra = false }) => isAll || !isExtra);
  const named = args.filter((text) => text !== '--all');
  const asked = named.length > 0 ? named : usual.map((client) => client.package);
  return asked.flatMap((text) => {
    const at = text.lastIndexOf('@');
    const [name, version] = at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, undefined];
    const client = TESTED_CLIENTS.find((one) => one.package === name);
    if (client === undefined) throw new Error(`no client of the matrix is called ${name}`);
    const versions = version === undefined ? client.versions : [version];
    return versions.map((one) => ({ client, version: one }));
  });
}

async function main(): Promise<void> {
  const attempts = attemptsFor(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'genesis-clients-'));
  const rows: string[][] = [];
  try {
    const tarball = await packInto(folder);
    for (const attempt of attempts) rows.push(...(await tried(attempt, folder, tarball)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`\n${textTable([HEAD, ...rows])}\n`);
  if (rows.some((row) => row.at(-1) === 'failed')) process.exitCode = 1;
}

/** A release that cannot even be installed fails, and the others are still tried. */
async function tried(
  { client, version }: Attempt,
  folder: string,
  tarball: string,
): Promise<string[][]> {
  const name = client.package;
  const project = join(folder, `${name}-${version}`.replaceAll('/', '+'));
  const start = [name, version];
  try {
    const { folder: installed, warnings } = await installProject(
      process.execPath,
      project,
      tarball,
      [`${name}@${version}`],
    );
    const outdated = warnings.filter((warning) => warning.includes('ERESOLVE'));
    if (outdated.length > 0) throw new Error(outdated.join('\n'));
    const rows = await Promise.all(
      systemsOf(client, version).map(async (system) => [
        ...start,
        SYSTEMS[system],
        ...(await cellsOf(client, installed, system)),
      ]),
    );
    return rows;
  } catch (error) {
    say(`${start.join(' ')}: ${messageOf(error)}`);
    return [[...start, '-', '-', '-', '-', '-', 'failed']];
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

function systemsOf({ notImportable = [] }: TestedClient, version: string): ModuleSystem[] {
  return notImportable.includes(version) ? ['cjs'] : ['cjs', 'mjs'];
}

async function cellsOf(
  client: TestedClient,
  project: string,
  system: ModuleSystem,
): Promise<string[]> {
  try {
    const { orders, failed, fills, messages, report } = await trade(client, project, system);
    const without = report.leftOut.length === 0 ? '' : `, without ${report.leftOut.join(', ')}`;
    return [...[orders, failed, fills, messages].map(String), `ok${without}`];
  } catch (error) {
    say(`${client.package}, ${SYSTEMS[system]}: ${messageOf(error)}`);
    return ['-', '-', '-', '-', 'failed'];
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
