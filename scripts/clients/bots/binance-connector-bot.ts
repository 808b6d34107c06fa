import { report, taskOfEnvironment } from './contract.js';
import { refused } from './heard.js';

type Answer = Promise<{ readonly data: { readonly orderId: number } }>;

interface Spot {
  newOrder(symbol: string, side: string, type: string, options?: object): Answer;
  cancelOrder(symbol: string, options: object): Answer;
  newMarginOrder(symbol: string, side: string, type: string, options: object): Answer;
  myTrades(symbol: string): Promise<unknown>;
}

/** The client has no types of its own. */
interface Connector {
  readonly Spot: new (key: string, secret: string, options: object) => Spot;
}

const SYMBOL = 'BTCUSDT';
const AMOUNT = { quantity: 0.01 };

export async function main({ Spot }: Connector): Promise<void> {
  const { url: baseURL, apiKey } = taskOfEnvironment();
  const client = new Spot(apiKey, 'secret', { baseURL });
  await client.newOrder(SYMBOL, 'BUY', 'MARKET', AMOUNT);
  await client.newOrder(SYMBOL, 'BUY', 'MARKET', { quantity: 900 }).catch(refused);
  await client.newOrder('NOPEUSDT', 'BUY', 'MARKET', AMOUNT).catch(refused);
  const resting = { ...AMOUNT, price: 20_000, timeInForce: 'GTC' };
  const { data } = await client.newOrder(SYMBOL, 'BUY', 'LIMIT', resting);
  await client.cancelOrder(SYMBOL, { orderId: data.orderId });
  await client.newOrder(SYMBOL, 'SELL', 'MARKET', AMOUNT);
  await client.newMarginOrder(SYMBOL, 'BUY', 'MARKET', AMOUNT);
  await client.myTrades(SYMBOL);
  report({
    refusedLocally: 0,
    messages: 0,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol'],
  });
}
