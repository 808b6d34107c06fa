import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientSignals } from './clients/client-signals.js';
import { CLIENT_SIGNALS, SIGNALS } from './clients/client-signals.js';
import { TESTED_CLIENTS } from './clients/tested-clients.js';

const { devDependencies } = JSON.parse(
  readFileSync(join(__dirname, '../../package.json'), 'utf8'),
) as { readonly devDependencies: Readonly<Record<string, string>> };

/** The releases that a client is tested with: those of the matrix, or the development dependency. */
export function testedVersions(name: string): readonly string[] {
  const tested = TESTED_CLIENTS.find((client) => client.package === name);
  return tested?.versions ?? [devDependencies[name] ?? '?'];
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
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
