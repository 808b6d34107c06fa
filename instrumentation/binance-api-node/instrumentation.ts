import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type {
  ClientModule,
  ExchangeInstrumentationConfig,
} from '../core/exchange-instrumentation.js';
import { ExchangeInstrumentation } from '../core/exchange-instrumentation.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import { BinanceHouses } from '../exchanges/binance/houses.js';
import { wrapClient } from './client.js';
import { apiNodeErrorType } from './error-type.js';
import type { ApiNodeClient, ApiNodeModule, ApiNodeOptions } from './internal-types.js';

/** The versions of binance-api-node that this instrumentation was built for. */
export const BINANCE_API_NODE_VERSIONS = ['>=0.12.0 <0.14'];

/** The keys that clients were made with; a client does not show its own. */
const keys = new WeakMap<ApiNodeClient, unknown>();

/**
 * Wraps the factory of binance-api-node, and the functions of every client it makes: orders,
 * failures, latency, limits, fills, positions and P&L. Clients made before it was enabled stay as
 * they are; on those made after, the wrappers stay when it is disabled, and do nothing.
 */
export class BinanceApiNodeInstrumentation extends ExchangeInstrumentation {
  // Made in #patch, which may run before the fields of this class exist.
  declare private houses: BinanceHouses<ApiNodeClient> | undefined;

  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('binance-api-node', config);
  }

  protected override modules(): readonly ClientModule[] {
    return [
      {
        name: 'binance-api-node',
        versions: BINANCE_API_NODE_VERSIONS,
        recognises: (module) => ownerOfFactory(module) !== undefined,
        patch: (module, patches) => this.#patch(module, patches),
      },
    ];
  }

  #patch(module: object, patches: MethodPatches): undefined {
    const owner = ownerOfFactory(module);
    if (owner === undefined) return;
    this.houses ??= new BinanceHouses<ApiNodeClient>(this, {
      name: 'binance-api-node',
      identity: (client) => [keys.get(client)],
      errorType: apiNodeErrorType,
      // The time is the only answer that the client unpacks.
      body: (answer) => (typeof answer === 'number' ? { serverTime: answer } : answer),
    });
    const { houses } = this;
    patches.wrap(owner, 'default', (original) => makeWrapped(original, houses));
  }
}

/** The object whose `default` is the factory. */
function ownerOfFactory(module: ApiNodeModule): ApiNodeModule | undefined {
  for (const candidate of [module, module.default as ApiNodeModule | undefined]) {
    if (candidate?.ErrorCodes !== undefined && typeof candidate.default === 'function') {
      return candidate;
    }
  }
  return undefined;
}

function makeWrapped(original: AnyFunction, houses: BinanceHouses<ApiNodeClient>): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const client: unknown = Reflect.apply(original, this, args);
    if (houses.isEnabled() && typeof client === 'object' && client !== null) {
      neverThrow('wrapping a client of binance-api-node', () => {
        const own = client as ApiNodeClient;
        keys.set(own, (args[0] as ApiNodeOptions | undefined)?.apiKey);
        wrapClient(own, houses);
      });
    }
    return client;
  };
}
