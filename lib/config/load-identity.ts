import type { Attributes } from '@opentelemetry/api';
import type { GenesisOptions } from './genesis-options.js';
import { isOptionGroup } from './option-group.js';
import { alias, keyValuePairs, text } from './parsers.js';
import type { Expectation, Setting, Settings } from './settings.js';
import { valueOr } from './settings.js';

/** Who the bot says it is. */
export interface BotIdentity {
  readonly serviceName: string | undefined;
  readonly serviceVersion: string | undefined;
  /** An alias of the exchange account; it looks like no key. */
  readonly account: string | undefined;
  /** Whatever else somebody wants to be said of it, and wins over what is found out. */
  readonly attributes: Attributes;
}

export const NOBODY: BotIdentity = {
  serviceName: undefined,
  serviceVersion: undefined,
  account: undefined,
  attributes: {},
};

export function loadIdentity(settings: Settings, options: GenesisOptions): BotIdentity {
  const { serviceName, serviceVersion, account } = options;
  const attributes = settings.variable('OTEL_RESOURCE_ATTRIBUTES');
  return {
    serviceName: orNone(
      settings,
      settings.find('serviceName', serviceName, 'OTEL_SERVICE_NAME'),
      text,
    ),
    serviceVersion: orNone(settings, settings.find('serviceVersion', serviceVersion), text),
    account: orNone(settings, settings.find('account', account, 'GENESIS_ACCOUNT'), alias),
    attributes: valueOr(settings, attributes, attributePairs, {}, 'it is ignored'),
  };
}

/** The configuration file has them by name already. */
const attributePairs: Expectation<Attributes> = {
  fault: 'is no list of key=value pairs',
  parse: (value) => (isOptionGroup(value) ? (value as Attributes) : keyValuePairs(value)),
};

function orNone(
  settings: Settings,
  setting: Setting | undefined,
  expectation: Expectation<string>,
): string | undefined {
  return valueOr<string | undefined>(settings, setting, expectation, undefined, 'it is ignored');
}
