import { report, taskOfEnvironment } from './contract.js';
import { refused } from './heard.js';

type Answer = Promise<{ data(): Promise<{ readonly orderId: number }> }>;

/** The part of `@binance/derivatives-trading-usds-futures` that its releases have in common. */
interface UsdsFutures {
  readonly DerivativesTradingUsdsFutures: new (
    options: object,
  ) => {
    readonly restAPI: Readonly<
      Record<
        | 'newOrder'
        | 'modifyOrder'
        | 'cancelOrder'
        | 'accountTradeList'
        | 'positionInformationV2'
        | 'placeMultipleOrders',
        (params: object) => Answer
      >
    >;
  };
}

const order = (more: object = {}): object => ({
  symbol: 'BTCUSDT',
  side: 'BUY',
  type: 'MARKET',
  quantity: 0.01,
  ...more,
});

export async function main({ DerivativesTradingUsdsFutures }: UsdsFutures): Promise<void> {
  const { url: basePath, apiKey } = taskOfEnvironment();
  const keys = { apiKey, apiSecret: 'secret' };
  const { restAPI } = new DerivativesTradingUsdsFutures({
    configurationRestAPI: { ...keys, basePath, retries: 0 },
  });
  await restAPI.newOrder(order({ quantity: 0.02 }));
  await restAPI.newOrder(order({ side: 'SELL' }));
  await restAPI.newOrder(order({ quantity: 900 })).catch(refused);
  await restAPI.newOrder(order({ symbol: 'NOPEUSDT' })).catch(refused);
  const limit = { type: 'LIMIT', timeInForce: 'GTC', price: 20_000 };
  const { orderId } = await (await restAPI.newOrder(order(limit))).data();
  await restAPI.modifyOrder(order({ orderId, price: 21_000 }));
  await restAPI.cancelOrder({ symbol: 'BTCUSDT', orderId });
  await (await restAPI.accountTradeList({ symbol: 'BTCUSDT' })).data();
  report({
    refusedLocally: 0,
    messages: 0,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol'],
  });
}
