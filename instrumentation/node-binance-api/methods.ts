import type { OrderMethod } from '../core/orders/order-method.js';
import type { BinanceExchange } from '../exchanges/binance/markets.js';
import type { BinanceParams } from '../exchanges/binance/orders.js';
import { batchOrders, orderEvent } from '../exchanges/binance/orders.js';
import type { NodeBinanceApi } from './internal-types.js';

type Method = OrderMethod<NodeBinanceApi>;

/** Takes the methods of one of Binance's houses. */
type At = (exchange: BinanceExchange) => Method;

/** `(type, side, symbol, quantity, price, params)`; `params.test` asks for a check of the order. */
const order: At = (exchange) => ({
  operation: 'create',
  orders: ([type, side, symbol]) => [orderEvent(exchange, symbol, type, side)],
  isDryRun: (args) => Boolean((args[5] as BinanceParams | undefined)?.['test']),
});

/** Here the client's option `test` means a check too. */
const marginOrder: At = (exchange) => ({
  ...order(exchange),
  isDryRun: (args, { Options }) =>
    Boolean((args[5] as BinanceParams | undefined)?.['test'] ?? Options?.test),
});

const futuresOrder: At = (exchange) => ({
  operation: 'create',
  orders: ([type, side, symbol]) => [orderEvent(exchange, symbol, type, side)],
});

/** `(side, symbol, quantity, params)` */
const ocoOrder: At = (exchange) => ({
  operation: 'create',
  orders: ([side, symbol]) => [orderEvent(exchange, symbol, 'oco', side)],
});

/** `(orders)` */
const multipleOrders: At = (exchange) => ({
  operation: 'create',
  orders: ([list]) => batchOrders()(exchange, { batchOrders: list }),
});

const cancel: At = () => ({ operation: 'cancel', orders: () => [] });

/**
 * The methods that talk to Binance about orders. Every other one (`buy`, `marketSell`,
 * `limitOrder`, `mgBuy`, `futuresMarketBuy` …) ends in one of these.
 * See https://github.com/ccxt/node-binance-api
 */
export const ORDER_METHODS: Readonly<Record<string, readonly [BinanceExchange, At]>> = {
  order: ['binance', order],
  ocoOrder: ['binance', ocoOrder],
  cancel: ['binance', cancel],
  cancelAll: ['binance', cancel],
  cancelAllOrders: ['binance', cancel],
  marginOrder: ['binance', marginOrder],
  mgCancel: ['binance', cancel],
  mgCancelOrders: ['binance', cancel],
  futuresOrder: ['binanceusdm', futuresOrder],
  futuresAlgoOrder: ['binanceusdm', futuresOrder],
  futuresMultipleOrders: ['binanceusdm', multipleOrders],
  futuresCancel: ['binanceusdm', cancel],
  futuresCancelAlgoOrder: ['binanceusdm', cancel],
  futuresCancelAll: ['binanceusdm', cancel],
  futuresCancelAllAlgo: ['binanceusdm', cancel],
  futuresCancelMultipleOrders: ['binanceusdm', cancel],
  futuresCountdownCancelAll: ['binanceusdm', cancel],
  deliveryOrder: ['binancecoinm', futuresOrder],
  deliveryCancel: ['binancecoinm', cancel],
  deliveryCancelAll: ['binancecoinm', cancel],
  deliveryCountdownCancelAll: ['binancecoinm', cancel],
};

/** The methods that each message of a user data stream goes through. */
export const USER_DATA_HANDLERS: Readonly<Record<string, BinanceExchange>> = {
  userDataHandler: 'binance',
  userMarginDataHandler: 'binance',
  userFutureDataHandler: 'binanceusdm',
  userDeliveryDataHandler: 'binancecoinm',
};
