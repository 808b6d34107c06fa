import type {
  ClientModule,
  ExchangeInstrumentationConfig,
} from '../core/exchange-instrumentation.js';
import { ExchangeInstrumentation } from '../core/exchange-instrumentation.js';
import type { MethodPatches } from '../core/method-patches.js';
import { AlpacaClient } from './client.js';
import type { LegacyModule, Module } from './internal-types.js';
import { LEGACY, patchLegacy } from './legacy.js';
import { patchLegacyStreams } from './legacy-streams.js';
import { MODERN, patchModern } from './modern.js';
import { patchModernStreams } from './modern-streams.js';

/** The versions of the 4.x line that this instrumentation was built for. */
export const ALPACA_VERSIONS = ['>=4.0.1 <5'];

/** The versions of the 3.x line, which is another client by the same name. */
export const ALPACA_LEGACY_VERSIONS = ['>=3.0.1 <4'];

const NAME = '@alpacahq/alpaca-trade-api';

/** The 4.x line, and its entry without streams: by the name of its file where it is required. */
const MODERN_NAMES = [NAME, `${NAME}/rest`, `${NAME}/dist/rest.js`];

/**
 * Wraps `@alpacahq/alpaca-trade-api` in both of its lines: orders, failures, execution time, streams,
 * rate limits, fills and positions. Alpaca tells no realized P&L. Removable with `disable()`.
 */
export class AlpacaInstrumentation extends ExchangeInstrumentation {
  // Made while modules are patched, which may be before the fields of this class exist.
  declare private modern: AlpacaClient | undefined;
  declare private legacy: AlpacaClient | undefined;

  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('alpaca', config);
  }

  protected override modules(): readonly ClientModule[] {
    const modern = MODERN_NAMES.map((name) => ({
      name,
      versions: ALPACA_VERSIONS,
      recognises: isModern,
      patch: (module: object, patches: MethodPatches) => this.#patchModern(module, patches),
    }));
    return [
      ...modern,
      {
        name: NAME,
        versions: ALPACA_LEGACY_VERSIONS,
        recognises: (module) => legacyOf(module) !== undefined,
        patch: (module, patches) => this.#patchLegacy(module, patches),
      },
    ];
  }

  #patchModern(module: object, patches: MethodPatches): undefined {
    if (!isModern(module)) return;
    this.modern ??= new AlpacaClient(this, MODERN);
    patchModern(module, patches, this.modern);
    patchModernStreams(module, patches, this.modern.streams);
  }

  #patchLegacy(module: object, patches: MethodPatches): undefined {
    const Client = legacyOf(module);
    if (Client === undefined) return;
    this.legacy ??= new AlpacaClient(this, LEGACY);
    patchLegacy(Client, patches, this.legacy);
    patchLegacyStreams(Client, patches, this.legacy.streams);
  }
}

function isModern(module: object): module is Module {
  const { OrdersApi, trading } = module as Partial<Module>;
  return typeof OrdersApi === 'function' && typeof trading?.OrdersApi === 'function';
}

/** The class of the 3.x line, which an import finds as the default of a namespace. */
function legacyOf(module: object): LegacyModule | undefined {
  const candidates = [module, (module as { default?: unknown }).default];
  return candidates.find(
    (one): one is LegacyModule =>
      typeof one === 'function' && typeof one.prototype?.sendRequest === 'function',
  );
}
