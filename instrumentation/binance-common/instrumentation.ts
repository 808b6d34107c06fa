import type {
  ClientModule,
  ExchangeInstrumentationConfig,
} from '../core/exchange-instrumentation.js';
import { ExchangeInstrumentation } from '../core/exchange-instrumentation.js';
import type { MethodPatches } from '../core/method-patches.js';
import { BinanceHouses } from '../exchanges/binance/houses.js';
import { commonErrorType } from './error-type.js';
import type { CommonAnswer, CommonConfiguration, CommonModule } from './internal-types.js';
import { wrapSendRequest } from './rest.js';
import { wrapOnMessage, wrapSendMessage } from './sockets.js';
import { wrapAssertion } from './validation.js';

/**
 * The versions of @binance/common that this instrumentation was built for. Before 2.3 its errors have
 * no code of Binance, so that their class is told by Binance's sentences.
 */
export const BINANCE_COMMON_VERSIONS = ['>=2.0.1 <3'];

/** The versions of @binance/spot that come with one of these. */
export const BINANCE_SPOT_VERSIONS = ['>=24.0.0 <33'];

/**
 * Wraps @binance/common, through which all of Binance's own packages (@binance/spot,
 * @binance/derivatives-trading-usds-futures, @binance/margin-trading …) send every request: orders,
 * failures, latency, limits, fills and positions.
 */
export class BinanceCommonInstrumentation extends ExchangeInstrumentation {
  // Made in #patch, which may run before the fields of this class exist.
  declare private houses: BinanceHouses<CommonConfiguration> | undefined;

  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('binance-common', config);
  }

  protected override modules(): readonly ClientModule[] {
    return [
      {
        name: '@binance/common',
        versions: BINANCE_COMMON_VERSIONS,
        recognises: isCommon,
        patch: (module, patches) => this.#patch(module, patches),
      },
    ];
  }

  #patch(module: CommonModule, patches: MethodPatches): undefined {
    this.houses ??= new BinanceHouses<CommonConfiguration>(this, {
      name: '@binance/common',
      identity: ({ apiKey }) => [apiKey],
      errorType: commonErrorType,
      body: bodyOf,
      parsesAgain: true,
    });
    const { houses } = this;
    patches.wrap(module, 'sendRequest', wrapSendRequest(houses));
    patches.wrap(module, 'assertParamExists', wrapAssertion(houses));
    const { WebsocketAPIBase: api, WebsocketStreamsBase: streams } = module;
    for (const socketClass of [api, streams]) {
      if (typeof socketClass !== 'function') continue;
      patches.wrap(socketClass.prototype as object, 'sendMessage', wrapSendMessage(houses));
      patches.wrap(socketClass.prototype as object, 'onMessage', wrapOnMessage(houses));
    }
  }
}

const isCommon = (module: CommonModule): boolean =>
  typeof module.sendRequest === 'function' && typeof module.WebsocketAPIBase === 'function';

/** REST answers parse when asked; answers over WebSocket are parsed already. */
function bodyOf(answer: unknown): unknown {
  const { data } = answer as CommonAnswer;
  return typeof data === 'function' ? (answer as CommonAnswer).data() : data;
}
