import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type {
  ClientModule,
  ExchangeInstrumentationConfig,
} from '../core/exchange-instrumentation.js';
import { ExchangeInstrumentation } from '../core/exchange-instrumentation.js';
import { fieldsOf } from '../core/fields.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import { wrapOrderMethod } from '../core/orders/order-method.js';
import { BinanceHouses } from '../exchanges/binance/houses.js';
import { exchangeOfPath } from '../exchanges/binance/markets.js';
import { orderRequests, routeOf } from '../exchanges/binance/order-requests.js';
import { connectorErrorType } from './error-type.js';
import type { ConnectorClient, ConnectorModule } from './internal-types.js';
import { ORDER_METHODS } from './methods.js';
import { patchSockets } from './sockets.js';

/** The versions of @binance/connector that this instrumentation was built for. */
export const BINANCE_CONNECTOR_VERSIONS = ['>=3.0.0 <4'];

type Houses = BinanceHouses<ConnectorClient>;

/** Wraps @binance/connector: orders, failures, latency, limits, fills and orders over WebSocket. */
export class BinanceConnectorInstrumentation extends ExchangeInstrumentation {
  // Made in #patch, which may run before the fields of this class exist.
  declare private houses: Houses | undefined;

  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('binance-connector', config);
  }

  protected override modules(): readonly ClientModule[] {
    return [
      {
        name: '@binance/connector',
        versions: BINANCE_CONNECTOR_VERSIONS,
        recognises: (module) => classesOf(module) !== undefined,
        patch: (module, patches) => this.#patch(module, patches),
      },
    ];
  }

  #patch(module: object, patches: MethodPatches): undefined {
    const classes = classesOf(module);
    if (classes === undefined) return;
    this.houses ??= new BinanceHouses<ConnectorClient>(this, {
      name: '@binance/connector',
      identity: ({ apiKey }) => [apiKey],
      errorType: connectorErrorType,
      body: (answer) => fieldsOf(answer)['data'],
    });
    const { houses } = this;
    for (const prototype of chainOf(classes.Spot)) {
      for (const [name, method] of Object.entries(ORDER_METHODS)) {
        patches.wrap(prototype, name, wrapOrderMethod(method, houses.dialect('binance'), this));
      }
      for (const name of ['publicRequest', 'signRequest']) {
        patches.wrap(prototype, name, (original) => followRequests(original, houses));
      }
    }
    for (const socketClass of [classes.WebsocketAPI, classes.WebsocketStream]) {
      for (const prototype of chainOf(socketClass)) patchSockets(prototype, patches, houses);
    }
  }
}

function classesOf(module: ConnectorModule): ConnectorModule | undefined {
  const classes = module.Spot === undefined ? module.default : module;
  const prototypes = chainOf(classes?.Spot);
  return prototypes.some((link) => Object.hasOwn(link, 'signRequest')) ? classes : undefined;
}

/** `Spot` is many classes one upon the other, and its methods are spread over them. */
function chainOf(clientClass: unknown): object[] {
  const links: object[] = [];
  if (typeof clientClass !== 'function') return links;
  let link: unknown = clientClass.prototype;
  while (typeof link === 'object' && link !== null && link !== Object.prototype) {
    links.push(link);
    link = Object.getPrototypeOf(link);
  }
  return links;
}

/** `(method, path, params)`: every request of the client, public or signed. */
function followRequests(original: AnyFunction, houses: Houses): AnyFunction {
  const follow = function (this: ConnectorClient, ...args: unknown[]): unknown {
    const proceed = (): unknown => Reflect.apply(original, this, args);
    const request = neverThrow('reading a request', () => ({
      method: String(args[0]),
      path: String(args[1]),
      params: { ...fieldsOf(args[2]) },
    }));
    if (request === undefined) return proceed();
    return houses.request(this, exchangeOfPath(request.path), request, proceed);
  };
  const byRoute = orderRequests(houses, (args) => fieldsOf(args[2]), follow);
  return function (this: ConnectorClient, ...args: unknown[]): unknown {
    if (!houses.isEnabled()) return Reflect.apply(original, this, args);
    return Reflect.apply(byRoute.get(routeOf(args[0], args[1])) ?? follow, this, args);
  };
}
