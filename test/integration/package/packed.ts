import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const REPOSITORY = join(__dirname, '..', '..', '..', '..');
const MODULES = join(REPOSITORY, 'node_modules');

export interface Manifest {
  readonly version: string;
  readonly main: string;
  readonly types: string;
  readonly files: readonly string[];
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

interface PackReport {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** The built files must stay as they are: packing would otherwise build them anew. */
function pack(...flags: string[]): PackReport {
  const args = ['pack', '--json', '--ignore-scripts', ...flags];
  const output = execFileSync('npm', args, {
    cwd: REPOSITORY,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 20_000,
  });
  const reports = JSON.parse(output) as PackReport[] | Record<string, PackReport>;
  const [report] = Object.values(reports);
  if (report === undefined) throw new Error('npm pack said nothing');
  return report;
}

/** An otherwise empty project in which the packed package is installed. */
export interface Consumer {
  readonly folder: string;
  /** Where the package is in it. */
  readonly installed: string;
  /** The paths in the package. */
  readonly paths: readonly string[];
}

let shared: Consumer | undefined;

/** The project that all tests of the package share; it is removed when the process ends. */
export function packedConsumer(): Consumer {
  shared ??= installPacked();
  return shared;
}

/**
 * Unpacks the package into a project, with its dependencies linked beside it, so that no registry
 * is asked. No exchange client is there: the package must do without.
 */
function installPacked(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'genesis-package-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  const { filename, files } = pack('--pack-destination', folder);
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', modules]);
  const installed = join(modules, 'genesis-otel');
  renameSync(join(modules, 'package'), installed);
  for (const name of readdirSync(MODULES)) {
    if (name.startsWith('.') || name === 'ccxt') continue;
    symlinkSync(join(MODULES, name), join(modules, name), 'junction');
  }
  return { folder, installed, paths: files.map(({ path }) => path) };
}
