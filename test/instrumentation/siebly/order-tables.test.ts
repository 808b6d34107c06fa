import * as binance from 'binance';
import * as bitget from 'bitget-api';
import * as bitmart from 'bitmart-api';
import * as bybit from 'bybit-api';
import { expect } from 'chai';
import * as coinbase from 'coinbase-api';
import * as gate from 'gateio-api';
import * as okx from 'okx-api';
import {
  FUTURES_ORDERS as BINANCE_FUTURES,
  MAIN_ORDERS,
  PORTFOLIO_ORDERS,
} from '../../../instrumentation/binance/methods.js';
import { CLASSIC_ORDERS, UNIFIED_ORDERS } from '../../../instrumentation/bitget-api/methods.js';
import {
  FUTURES_ORDERS as BITMART_FUTURES,
  REST_ORDERS as BITMART_ORDERS,
} from '../../../instrumentation/bitmart-api/methods.js';
import { REST_ORDERS as BYBIT_ORDERS } from '../../../instrumentation/bybit-api/methods.js';
import * as coinbaseOrders from '../../../instrumentation/coinbase-api/methods.js';
import { ORDERS as GATE_ORDERS } from '../../../instrumentation/gateio-api/methods.js';
import { REST_ORDERS as OKX_ORDERS } from '../../../instrumentation/okx-api/methods.js';

/** Every REST class, its table, and what sounds like an order there and is none, or none of ours. */
const CLASSES: readonly (readonly [
  name: string,
  prototype: object,
  table: object,
  others: RegExp,
])[] = [
  // Dry runs, convert, loans, what belongs to sub-accounts.
  ['binance MainClient', binance.MainClient.prototype, MAIN_ORDERS, /^testNew|Convert|OrderId$/],
  ['binance USDMClient', binance.USDMClient.prototype, BINANCE_FUTURES, /^test|OrderId$/],
  ['binance CoinMClient', binance.CoinMClient.prototype, BINANCE_FUTURES, /OrderId$/],
  ['binance PortfolioClient', binance.PortfolioClient.prototype, PORTFOLIO_ORDERS, /OrderId$/],
  // A check, settings, quotes, borrowing, earn, real-world assets, funds, peer to peer.
  [
    'bybit-api RestClientV5',
    bybit.RestClientV5.prototype,
    BYBIT_ORDERS,
    /^preCheck|^set|RFQ|Borrow|Supply|Earn|RWA|Pwm|P2P/,
  ],
  // A check, block trades, loans, bots of the exchange, copy trading, lending.
  [
    'okx-api RestClient',
    okx.RestClient.prototype,
    OKX_ORDERS,
    /Precheck$|RFQ|Block|Loan|Grid|Signal|^cancelSubOrder$|RecurringBuy|Copytrading|Lending/,
  ],
  // Copy trading.
  ['bitget-api RestClientV2', bitget.RestClientV2.prototype, CLASSIC_ORDERS, /Trader|Follower/],
  // Peer to peer.
  ['bitget-api RestClientV3', bitget.RestClientV3.prototype, UNIFIED_ORDERS, /P2p/],
  // Flash swap, loans, earn, over the counter, houses beside the exchange.
  [
    'gateio-api RestClient',
    gate.RestClient.prototype,
    GATE_ORDERS,
    /Flash|Loan|Lend|Dual(?:Investment|Order)|Borrow|OTC|P2P|CrossEx|Alpha|TradFi|Stock/,
  ],
  [
    'coinbase-api CBAdvancedTradeClient',
    coinbase.CBAdvancedTradeClient.prototype,
    coinbaseOrders.TRADE_ORDERS,
    /Preview$|^preview|OrderId$/,
  ],
  [
    'coinbase-api CBExchangeClient',
    coinbase.CBExchangeClient.prototype,
    coinbaseOrders.EXCHANGE_ORDERS,
    /OrderId$/,
  ],
  [
    'coinbase-api CBInternationalClient',
    coinbase.CBInternationalClient.prototype,
    coinbaseOrders.INTERNATIONAL_ORDERS,
    /OrderId$/,
  ],
  [
    'coinbase-api CBPrimeClient',
    coinbase.CBPrimeClient.prototype,
    coinbaseOrders.PRIME_ORDERS,
    /OrderId$/,
  ],
  ['bitmart-api RestClient', bitmart.RestClient.prototype, BITMART_ORDERS, /^$/],
  ['bitmart-api FuturesClientV2', bitmart.FuturesClientV2.prototype, BITMART_FUTURES, /^$/],
];

const SOUNDS_LIKE_ORDER = /order|tpsl|cancelAll|closePosition|closeAll.*Positions/i;
const READS = /^(?:get|query|fetch)/;

function methodsOf(prototype: object): string[] {
  const names = new Set<string>();
  for (let link = prototype; link !== Object.prototype; link = Object.getPrototypeOf(link)) {
    for (const name of Object.getOwnPropertyNames(link)) names.add(name);
  }
  return [...names];
}

describe('the order methods of the family', () => {
  for (const [name, prototype, table, others] of CLASSES) {
    it(`are all in the table of ${name}, but for those that are known to be none`, () => {
      const missing = methodsOf(prototype).filter(
        (method) =>
          SOUNDS_LIKE_ORDER.test(method) &&
          !READS.test(method) &&
          !others.test(method) &&
          !Object.hasOwn(table, method),
      );
      expect(missing).to.deep.equal([]);
    });
  }

  it('name the side and the type of what protects a position of Bitget', () => {
    const ask = { symbol: 'BTCUSDT', holdSide: 'buy', stopLossTriggerPrice: '50000' };
    const { futuresSubmitPositionTPSL, futuresSubmitTPSLOrder } = CLASSIC_ORDERS;
    const stop = { symbol: 'BTCUSDT', side: 'sell', type: 'stop_loss' };
    expect(futuresSubmitPositionTPSL?.orders([ask])).to.deep.equal([stop]);
    const both = { ...ask, holdSide: 'short', stopSurplusTriggerPrice: '70000' };
    expect(futuresSubmitPositionTPSL?.orders([both])).to.deep.equal([
      { symbol: 'BTCUSDT', side: 'buy', type: 'take_profit' },
      { symbol: 'BTCUSDT', side: 'buy', type: 'stop_loss' },
    ]);
    const plan = { symbol: 'BTCUSDT', holdSide: 'buy', planType: 'pos_loss' };
    expect(futuresSubmitTPSLOrder?.orders([plan])).to.deep.equal([stop]);
    expect(futuresSubmitPositionTPSL?.orders([undefined])).to.deep.equal([]);
  });
});
