import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type {
  ClientModule,
  ExchangeInstrumentationConfig,
} from '../core/exchange-instrumentation.js';
import { ExchangeInstrumentation } from '../core/exchange-instrumentation.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import { wrapOrderMethod } from '../core/orders/order-method.js';
import { BinanceHouses } from '../exchanges/binance/houses.js';
import { exchangeOfPath } from '../exchanges/binance/markets.js';
import { orderRequests, routeOf } from '../exchanges/binance/order-requests.js';
import { nodeBinanceApiErrorType } from './error-type.js';
import type { NodeBinanceApi, NodeBinanceApiModule, ProxyRequest } from './internal-types.js';
import { ORDER_METHODS, USER_DATA_HANDLERS } from './methods.js';

/** The versions of node-binance-api that this instrumentation was built for. */
export const NODE_BINANCE_API_VERSIONS = ['>=1.0.10 <2'];

type Houses = BinanceHouses<NodeBinanceApi>;

/** Wraps node-binance-api: orders, failures, latency, limits, fills, positions and P&L. */
export class NodeBinanceApiInstrumentation extends ExchangeInstrumentation {
  // Made in #patch, which may run before the fields of this class exist.
  declare private houses: Houses | undefined;

  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('node-binance-api', config);
  }

  protected override modules(): readonly ClientModule[] {
    return [
      {
        name: 'node-binance-api',
        versions: NODE_BINANCE_API_VERSIONS,
        recognises: (module) => prototypeOf(module) !== undefined,
        patch: (module, patches) => this.#patch(module, patches),
      },
    ];
  }

  #patch(module: object, patches: MethodPatches): undefined {
    const prototype = prototypeOf(module);
    if (prototype === undefined) return;
    this.houses ??= new BinanceHouses<NodeBinanceApi>(this, {
      name: 'node-binance-api',
      identity: ({ APIKEY }) => [APIKEY],
      errorType: nodeBinanceApiErrorType,
    });
    const { houses } = this;
    for (const [name, [exchange, at]] of Object.entries(ORDER_METHODS)) {
      patches.wrap(prototype, name, wrapOrderMethod(at(exchange), houses.dialect(exchange), this));
    }
    patches.wrap(prototype, 'proxyRequest', (original) => followRequests(original, houses));
    for (const [name, exchange] of Object.entries(USER_DATA_HANDLERS)) {
      patches.wrap(prototype, name, (original) => readUserData(original, exchange, houses));
    }
  }
}

function prototypeOf(module: NodeBinanceApiModule): object | undefined {
  for (const candidate of [module, module.default]) {
    if (typeof candidate !== 'function') continue;
    const prototype = candidate.prototype as Record<string, unknown> | undefined;
    if (typeof prototype?.['proxyRequest'] === 'function') return prototype;
  }
  return undefined;
}

/** Every request of the client, to whichever house, goes through here. */
function followRequests(original: AnyFunction, houses: Houses): AnyFunction {
  const follow = function (this: NodeBinanceApi, ...args: unknown[]): unknown {
    const proceed = (): unknown => Reflect.apply(original, this, args);
    const request = neverThrow('reading a request', () => requestOf(args[0] as ProxyRequest));
    if (request === undefined) return proceed();
    return houses.request(this, exchangeOfPath(request.path), request, proceed);
  };
  const paramsOf = ([given]: readonly unknown[]) => requestOf(given as ProxyRequest).params;
  const byRoute = orderRequests(houses, paramsOf, follow);
  return function (this: NodeBinanceApi, ...args: unknown[]): unknown {
    if (!houses.isEnabled()) return Reflect.apply(original, this, args);
    const route = neverThrow('reading a request', () => {
      const { method, url } = args[0] as ProxyRequest;
      return routeOf(method, pathOf(String(url)));
    });
    return Reflect.apply(byRoute.get(route ?? '') ?? follow, this, args);
  };
}

function requestOf({ url, method, qs, form }: ProxyRequest) {
  return {
    method: String(method),
    path: pathOf(String(url)),
    params: { ...(qs as object), ...(form as object) },
  };
}

/** The path of a URL; cheaper than to parse all of it. */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const query = url.indexOf('?');
  return url.slice(start, query === -1 ? undefined : query);
}

function readUserData(original: AnyFunction, exchange: string, houses: Houses): AnyFunction {
  return function (this: NodeBinanceApi, ...args: unknown[]): unknown {
    if (houses.isEnabled()) {
      neverThrow('reading user data', () => houses.userData(this, exchange, args[0]));
    }
    return Reflect.apply(original, this, args);
  };
}
