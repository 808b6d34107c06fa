import type { ClientSignals } from './clients/client-signals.js';
import { CLIENT_SIGNALS, SIGNALS } from './clients/client-signals.js';
import { TESTED_CLIENTS } from './clients/tested-clients.js';

/** The releases that the matrix trades with. */
export function testedVersions(name: string): readonly string[] {
  return TESTED_CLIENTS.find((client) => client.package === name)?.versions ?? [];
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
