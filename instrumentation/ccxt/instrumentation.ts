import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { wrapTimeMethod } from '../core/answer-method.js';
import type {
  ClientModule,
  ExchangeInstrumentationConfig,
} from '../core/exchange-instrumentation.js';
import { ExchangeInstrumentation } from '../core/exchange-instrumentation.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import { wrapOrderMethod } from '../core/orders/order-method.js';
import { ACCOUNT_METHODS, wrapAccountMethod } from './account-methods.js';
import type { CcxtModule } from './internal-types.js';
import { ORDER_METHODS } from './methods.js';
import { patchRestSeams, timePreparation } from './rest-seams.js';
import { patchStreamSeams } from './streams.js';
import type { CcxtWatcher } from './watcher.js';
import { createWatcher } from './watcher.js';

/** The versions of ccxt that this instrumentation was built for. */
export const CCXT_VERSIONS = ['>=4.0.3 <5'];

/**
 * Wraps ccxt (REST and pro, CommonJS and ES module build): orders, failures, execution time,
 * connection, rate limits, fills, positions and P&L. Removable with `disable()`.
 *
 * @example
 * new NodeSDK({ instrumentations: [new CcxtInstrumentation()], views: genesisViews(), … });
 */
export class CcxtInstrumentation extends ExchangeInstrumentation {
  // Made in modules(), which the base constructor calls before the fields of this class exist.
  declare private watcher: CcxtWatcher | undefined;

  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('ccxt', config);
  }

  /** ccxt hands every answer to `onRestResponse`, with the URL and the status. */
  protected override get followsHttp(): boolean {
    return false;
  }

  protected override modules(): readonly ClientModule[] {
    return [
      {
        name: 'ccxt',
        versions: CCXT_VERSIONS,
        recognises: (module) => rootOf(module) !== undefined,
        patch: (module, patches) => this.#patch(module, patches),
      },
    ];
  }

  #patch(module: object, patches: MethodPatches): undefined {
    const root = rootOf(module);
    if (root === undefined) return;
    this.watcher ??= createWatcher(this);
    patchRestSeams(root, patches, this.watcher);
    patchStreamSeams(root, patches, this.watcher);
    const { watcher } = this;
    patches.wrap(root, 'getDefaultOptions', (original) =>
      atConstruction(original, patches, watcher),
    );
  }
}

/** The prototype that all exchange classes of a ccxt module descend from. */
function rootOf(module: CcxtModule): object | undefined {
  // The CommonJS build has a `default` too, with other things in it.
  const ccxt = module.Exchange === undefined ? module.default : module;
  const root = (ccxt?.BaseExchange ?? ccxt?.Exchange)?.prototype as object | undefined;
  return root !== undefined && 'getDefaultOptions' in root ? root : undefined;
}

/**
 * Every exchange's constructor asks for its default options before it copies its methods to
 * snake_case aliases. Walking the real prototype chain at that moment reaches the classes that a bot
 * uses and no other, its own subclasses and the aliases included.
 */
function atConstruction(
  original: AnyFunction,
  patches: MethodPatches,
  watcher: CcxtWatcher,
): AnyFunction {
  const patched = new WeakSet<object>();
  const patchChain = (exchange: object): void => {
    if (!watcher.isEnabled()) return;
    for (
      let link: object | null = Object.getPrototypeOf(exchange);
      link !== null && link !== Object.prototype;
      link = Object.getPrototypeOf(link)
    ) {
      if (!patched.has(link)) patchPrototype(link, patches, watcher);
      patched.add(link);
    }
  };
  return function (this: object, ...args: unknown[]): unknown {
    neverThrow('patching a ccxt class', () => patchChain(this));
    return Reflect.apply(original, this, args);
  };
}

function patchPrototype(prototype: object, patches: MethodPatches, watcher: CcxtWatcher): void {
  for (const [name, method] of Object.entries(ORDER_METHODS)) {
    patches.wrap(prototype, name, wrapOrderMethod(method, watcher.dialect, watcher));
  }
  for (const [name, read] of Object.entries(ACCOUNT_METHODS)) {
    patches.wrap(prototype, name, wrapAccountMethod(name, read, watcher));
  }
  // Prediction markets load the outcomes that they are asked for.
  patches.wrap(prototype, 'loadOutcome', (original) => timePreparation(original));
  patches.wrap(prototype, 'loadOutcomes', (original) => timePreparation(original));
  patches.wrap(prototype, 'fetchTime', wrapTimeMethod(watcher.requesterOf, timeOf, watcher));
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
