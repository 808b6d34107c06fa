import type { GenesisOptions } from './genesis-options.js';
import type { Setting, Settings } from './settings.js';

/** A host or domain, with a port where the exchange shares the host with something else. */
const HOST = /^(?:[\p{L}\p{N}_.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/u;
const EXCHANGE = /^[a-z][a-z0-9_-]{0,39}$/;

/** The exchanges by host that the user names: `host=exchange` pairs, or an object of them. */
export function loadWsHosts(
  settings: Settings,
  { wsHosts }: GenesisOptions,
): Readonly<Record<string, string>> {
  const setting = settings.find('wsHosts', wsHosts, 'GENESIS_WS_HOSTS');
  if (setting === undefined) return {};
  const pairs = pairsOf(setting);
  if (pairs === undefined) {
    settings.problem(setting.name, 'is no list of host=exchange pairs', 'it is ignored');
    return {};
  }
  const usable = pairs.filter(isUsable);
  if (usable.length < pairs.length) {
    const count = pairs.length - usable.length;
    const fault = `has ${count === 1 ? 'an entry that is' : `${count} entries that are`} no host=exchange`;
    settings.problem(setting.name, fault, `${count === 1 ? 'it is' : 'they are'} ignored`);
  }
  return Object.fromEntries(usable);
}

type Pair = readonly [host: string, exchange: string];

function pairsOf({ value }: Setting): Pair[] | undefined {
  if (typeof value === 'string') {
    const entries = value.split(',').filter((entry) => entry.trim() !== '');
    return entries.map((entry) => {
      const [host = '', ...exchange] = entry.split('=');
      return pair(host, exchange.join('='));
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).map(([host, exchange]) =>
    pair(host, typeof exchange === 'string' ? exchange : ''),
  );
}

function pair(host: string, exchange: string): Pair {
  return [host.trim().toLowerCase(), exchange.trim().toLowerCase()];
}

function isUsable([host, exchange]: Pair): boolean {
  return HOST.test(host) && EXCHANGE.test(exchange);
}
