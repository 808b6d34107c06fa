import type { GenesisOptions } from './genesis-options.js';
import { list } from './parsers.js';
import { quoteNames } from './quote-names.js';
import type { Setting, Settings } from './settings.js';

/** The exchange clients to wrap: the enabled ones without the disabled ones, which win. */
export function loadInstrumentations(
  settings: Settings,
  options: GenesisOptions,
  clients: readonly string[],
): string[] {
  const enabled = settings.find(
    'instrumentations',
    options.instrumentations,
    'GENESIS_INSTRUMENTATIONS',
  );
  const disabled = settings.find(
    'disabledInstrumentations',
    options.disabledInstrumentations,
    'GENESIS_DISABLED_INSTRUMENTATIONS',
  );
  const wanted = enabled === undefined ? clients : named(settings, enabled, clients);
  const unwanted = disabled === undefined ? [] : named(settings, disabled, clients);
  return wanted.filter((client) => !unwanted.includes(client));
}

function named(settings: Settings, setting: Setting, clients: readonly string[]): string[] {
  const names = list(setting.value);
  if (names === undefined) {
    settings.problem(setting.name, 'is no list of names', 'it names no client');
    return [];
  }
  const unknown = names.filter((name) => !clients.includes(name));
  if (unknown.length > 0) {
    const known = `known are ${clients.join(', ')}`;
    settings.problem(setting.name, `names ${quoteNames(unknown)}, ${known}`, 'that is ignored');
  }
  return names.filter((name) => clients.includes(name));
}
