import type { InstrumentationConfig } from '@opentelemetry/instrumentation';
import { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { ExchangeInstrumentation } from '../core/exchange-instrumentation.js';
import type { AnyFunction } from '../core/method-patches.js';
import { MethodPatches } from '../core/method-patches.js';
import { ACCOUNT_METHODS, wrapAccountMethod } from './account-methods.js';
import type { CcxtModule } from './internal-types.js';
import { ORDER_METHODS } from './methods.js';
import { wrapOrderMethod } from './order-methods.js';
import { patchRestSeams } from './rest-seams.js';
import type { CcxtWatcher } from './watcher.js';
import { createWatcher } from './watcher.js';
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
  declare private watcher: CcxtWatcher;

  constructor(config: InstrumentationConfig = {}) {
    super('ccxt', config);
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    this.patches = new MethodPatches();
    this.patchedPrototypes = new WeakSet();
    this.watcher = createWatcher(
      () => this.isEnabled(),
      () => this.collector,
    );
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

  #patch(module: CcxtModule): void {
    // The CommonJS build has a `default` too, with other things in it.
    const ccxt = module.Exchange === undefined ? module.default : module;
    const root = (ccxt?.BaseExchange ?? ccxt?.Exchange)?.prototype as object | undefined;
    if (root === undefined) return;
    patchRestSeams(root, this.patches, this.watcher);
    patchStreamSeams(root, this.patches, this.watcher);
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
      this.patches.wrap(prototype, name, wrapOrderMethod(method, this.watcher));
    }
    for (const [name, read] of Object.entries(ACCOUNT_METHODS)) {
      this.patches.wrap(prototype, name, wrapAccountMethod(name, read, this.watcher));
    }
  }
}
