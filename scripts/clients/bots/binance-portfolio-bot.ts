import { report, taskOfEnvironment } from './contract.js';
import { refused } from './heard.js';

type Answer = Promise<{ data(): Promise<{ readonly orderId: number }> }>;
type Method =
  | 'newUmOrder'
  | 'cancelUmOrder'
  | 'newMarginOrder'
  | 'umAccountTradeList'
  | 'queryUmPositionInformation';

/** The part of `@binance/derivatives-trading-portfolio-margin` that its releases have in common. */
interface PortfolioMargin {
  readonly DerivativesTradingPortfolioMargin: new (
    options: object,
  ) => { readonly restAPI: Readonly<Record<Method, (params: object) => Answer>> };
}

const order = (more: object = {}): object => ({
  symbol: 'BTCUSDT',
  side: 'BUY',
  type: 'MARKET',
  quantity: 0.01,
  ...more,
});

export async function main(module: PortfolioMargin): Promise<void> {
  const { url: basePath, apiKey } = taskOfEnvironment();
  const keys = { apiKey, apiSecret: 'secret' };
  const { restAPI } = new module.DerivativesTradingPortfolioMargin({
    configurationRestAPI: { ...keys, basePath, retries: 0 },
  });
  await restAPI.newUmOrder(order());
  await restAPI.newUmOrder(order({ quantity: 900 })).catch(refused);
  await restAPI.newUmOrder(order({ symbol: 'NOPEUSDT' })).catch(refused);
  const limit = { type: 'LIMIT', timeInForce: 'GTC', price: 20_000 };
  const { orderId } = await (await restAPI.newUmOrder(order(limit))).data();
  await restAPI.cancelUmOrder({ symbol: 'BTCUSDT', orderId });
  await restAPI.newMarginOrder(order());
  await (await restAPI.umAccountTradeList({ symbol: 'BTCUSDT' })).data();
  await (await restAPI.queryUmPositionInformation({})).data();
  report({
    refusedLocally: 0,
    messages: 0,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol'],
  });
}
