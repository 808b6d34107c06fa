import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientSignals } from './clients/client-signals.js';
import { CLIENT_SIGNALS, SIGNALS } from './clients/client-signals.js';
import { TESTED_CLIENTS } from './clients/tested-clients.js';

type Dependencies = Readonly<Record<string, string>>;

/** A part of a manifest, by its path in the repository. */
function dependenciesOf(path: string, kind: 'dependencies' | 'devDependencies'): Dependencies {
  const text = readFileSync(join(__dirname, '../..', path), 'utf8');
  return (JSON.parse(text) as Readonly<Record<typeof kind, Dependencies>>)[kind];
}

const devDependencies = dependenciesOf('package.json', 'devDependencies');

/** The releases that a client is tested with: those of the matrix, or the development dependency. */
export function testedVersions(name: string): readonly string[] {
  const tested = TESTED_CLIENTS.find((client) => client.package === name);
  const { lines = [] } = CLIENT_SIGNALS.find((client) => client.package === name) ?? {};
  const manifests = lines.map((line) =>
    dependenciesOf(`test/fixtures/${line}/package.json`, 'dependencies'),
  );
  return (
    tested?.versions ?? [...manifests, devDependencies].map((versions) => versions[name] ?? '?')
  );
}

/** Which releases of each client are supported, and which of them tests trade with. */
export function renderClientVersionsTable(): string {
  return tableOf(['client', 'supported', 'tested with'], (client) => [
    `\`${client.supported.join(' || ')}\``,
    testedVersions(client.package).join(', '),
  ]);
}

/** What is seen of each client. */
export function renderClientSignalsTable(): string {
  return tableOf(['client', ...SIGNALS], ({ signals }) => SIGNALS.map((signal) => signals[signal]));
}

function tableOf(
  head: readonly string[],
  cellsOf: (client: ClientSignals) => readonly string[],
): string {
  const lines = CLIENT_SIGNALS.map((client) => [`\`${client.package}\``, ...cellsOf(client)]);
  return [head, head.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
