import type { InstrumentationConfig } from '@opentelemetry/instrumentation';
import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { ConnectionTracker } from '../connection-tracker.js';
import { ExchangeInstrumentation } from '../exchange-instrumentation.js';
import type { AnyFunction } from '../method-patches.js';
import { MethodPatches } from '../method-patches.js';
import { observeResult } from '../observe-result.js';
import { CcxtAccounts } from './account.js';
import type { CcxtExchange, CcxtModule, CcxtOrder } from './internal-types.js';
import type { AccountMethod } from './methods.js';
import { ACCOUNT_METHODS, ORDER_METHODS } from './methods.js';
import { wrapOrderMethod } from './order-methods.js';
import { RateLimitReader } from './rate-limits.js';
import { patchRestSeams } from './rest-seams.js';
import { patchStreamSeams } from './websocket.js';

/** The versions of ccxt that this instrumentation was built for. */
export const CCXT_VERSIONS = ['>=4.5.70 <5'];

/**
 * Wraps ccxt (REST and pro, CommonJS and ES module build): orders, failures, execution time,
 * connection, rate limits, fills, positions and P&L. Removable with `disable()`.
 *
 * @example
 * new NodeSDK({ instrumentations: [new CcxtInstrumentation()], views: genesisViews(), … });
 */
export class CcxtInstrumentation extends ExchangeInstrumentation {
  // Made in init(), which the base constructor calls before the fields of this class exist.
  declare private patches: MethodPatches;
  declare private patchedPrototypes: WeakSet<object>;
  declare connections: ConnectionTracker;
  declare rateLimits: RateLimitReader;
  declare accounts: CcxtAccounts;

  constructor(config: InstrumentationConfig = {}) {
    super('ccxt', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    this.patches = new MethodPatches();
    this.patchedPrototypes = new WeakSet();
    this.connections = new ConnectionTracker(() => this.collector);
    this.rateLimits = new RateLimitReader(() => this.collector);
    this.accounts = new CcxtAccounts(() => this.collector);
    return new InstrumentationNodeModuleDefinition(
      'ccxt',
      CCXT_VERSIONS,
      (module: CcxtModule) => {
        neverThrow('patching ccxt', () => this.#patch(module));
        return module;
      },
      () => {
        neverThrow('restoring ccxt', () => this.#restore());
      },
    );
  }

  /** Told by the order wrapper; fills of an order's own answer are counted like any other. */
  orderReturned(exchange: CcxtExchange, order: CcxtOrder): void {
    this.accounts.orderReturned(exchange, order);
  }

  #patch(module: CcxtModule): void {
    // The CommonJS build has a `default` too, with other things in it.
    const ccxt = module.Exchange === undefined ? module.default : module;
    const root = (ccxt?.BaseExchange ?? ccxt?.Exchange)?.prototype as object | undefined;
    if (root === undefined) return;
    patchRestSeams(root, this.patches, this);
    patchStreamSeams(root, this.patches, this);
    this.patches.wrap(root, 'getDefaultOptions', (original) => this.#atConstruction(original));
  }

  #restore(): void {
    this.patches.restore();
    this.patchedPrototypes = new WeakSet();
  }

  /**
   * Every exchange's constructor asks for its default options before it copies its methods to
   * snake_case aliases. Walking the real prototype chain at that moment reaches the classes that a
   * bot uses and no other, its own subclasses and the aliases included.
   */
  #atConstruction(original: AnyFunction): AnyFunction {
    const patchChain = (exchange: object): void => {
      if (!this.isEnabled()) return;
      for (
        let link: object | null = Object.getPrototypeOf(exchange);
        link !== null && link !== Object.prototype;
        link = Object.getPrototypeOf(link)
      ) {
        this.#patchPrototype(link);
      }
    };
    return function (this: object, ...args: unknown[]): unknown {
      neverThrow('patching a ccxt class', () => patchChain(this));
      return Reflect.apply(original, this, args);
    };
  }

  #patchPrototype(prototype: object): void {
    if (this.patchedPrototypes.has(prototype)) return;
    this.patchedPrototypes.add(prototype);
    for (const [name, method] of Object.entries(ORDER_METHODS)) {
      this.patches.wrap(prototype, name, wrapOrderMethod(method, this));
    }
    for (const name of ACCOUNT_METHODS) {
      this.patches.wrap(prototype, name, (original) => this.#readAnswer(name, original));
    }
  }

  #readAnswer(name: AccountMethod, original: AnyFunction): AnyFunction {
    const read = (exchange: CcxtExchange, args: readonly unknown[], answer: unknown): void => {
      if (name === 'fetchMyTrades') this.accounts.tradesFetched(exchange, answer);
      else if (name === 'fetchPosition') this.accounts.positionFetched(exchange, answer);
      else this.accounts.positionsFetched(exchange, answer, args[0]);
    };
    const isEnabled = (): boolean => this.isEnabled();
    return function (this: CcxtExchange, ...args: unknown[]): unknown {
      const proceed = (): unknown => Reflect.apply(original, this, args);
      if (!isEnabled()) return proceed();
      return observeResult(proceed, (end) => {
        if (!end.failed) neverThrow(`reading ${name}`, () => read(this, args, end.value));
      });
    };
  }
}
