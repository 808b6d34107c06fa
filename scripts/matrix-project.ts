import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './matrix-npm.js';

const DIST = join(__dirname, '..');
const REPOSITORY = join(DIST, '..');
const PROGRAMS = [
  'scripts/smoke',
  'scripts/clients',
  'examples',
  'test/lib/meter',
  'test/support/exposition',
];
const SAMPLE = 'test/fixtures/consumer/bot.ts';

/** What a matrix run shows of an installation. */
const SHOWN = [
  '@opentelemetry/api',
  '@opentelemetry/sdk-metrics',
  '@opentelemetry/exporter-prometheus',
  '@opentelemetry/sdk-node',
];

/** A project in which the package is installed. */
export interface MatrixProject {
  readonly folder: string;
  /** Versions by package name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** A Node.js of its own for the matrix. */
export interface NodeBinary {
  readonly path: string;
  readonly version: string;
}

/**
 * The newest Node.js of a major version. It comes as the package that `node` would fetch in an
 * install script of its own, which many machines do not let run.
 */
export async function installNode(major: string, folder: string): Promise<NodeBinary> {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  newProject(folder);
  await runNpm(process.execPath, folder, [
    'install',
    '--no-audit',
    '--no-fund',
    `${name}@${major}`,
  ]);
  const path = join(folder, 'node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node');
  return { path, version: versionIn(folder, name) };
}

/** An empty project, the packed package and exchange clients installed in it, and the programs. */
export async function installProject(
  node: string,
  folder: string,
  tarball: string,
  clients: readonly string[],
): Promise<MatrixProject> {
  newProject(folder);
  const { warnings } = await runNpm(node, folder, [
    ...['install', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...clients],
  ]);
  for (const programs of PROGRAMS) {
    cpSync(join(DIST, programs), join(folder, programs), { recursive: true });
  }
  cpSync(join(REPOSITORY, SAMPLE), join(folder, SAMPLE));
  const versions = Object.fromEntries(
    [...SHOWN, ...clients.map(nameOf)].map((name) => [name, versionIn(folder, name)]),
  );
  return { folder, versions, warnings };
}

/** `ccxt` of `ccxt@4.5.0`. */
function nameOf(spec: string): string {
  return spec.replace(/(?<=.)@.*/, '');
}

function newProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bot', private: true }));
}

function versionIn(folder: string, name: string): string {
  const manifest = join(folder, 'node_modules', name, 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return version.replace(/^v/, '');
}
