import type Binance from 'binance-api-node';
import { report, taskOfEnvironment } from './contract.js';
import { refused } from './heard.js';

type Factory = typeof Binance;

interface Module {
  /** An import finds the exports of CommonJS one level further down. */
  readonly default: Factory | { readonly default: Factory };
}

const ORDER = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.01' } as never;
const but = (more: object): never => ({ ...(ORDER as object), ...more }) as never;

export async function main(module: Module): Promise<void> {
  const { url, apiKey } = taskOfEnvironment();
  const ws = url.replace(/^http/, 'ws');
  const make = typeof module.default === 'function' ? module.default : module.default.default;
  const client = make({
    apiKey,
    apiSecret: 'secret',
    httpBase: url,
    httpFutures: url,
    wsBase: `${ws}/ws`,
    wsFutures: `${ws}/market/ws`,
    wsApi: `${ws}/ws-api/v3`,
  } as never);
  const heard = count(3);
  const fills = count(2);
  const trades = client.ws.trades(['BTCUSDT'], heard.add);
  const user = await client.ws.user((event) => {
    if ('executionType' in event && event.executionType === 'TRADE') fills.add();
  });
  await heard.reached;

  await client.order(ORDER);
  await client.order(but({ quantity: '900' })).catch(refused);
  await client.order(but({ symbol: 'NOPEUSDT' })).catch(refused);
  const { orderId } = await client.order(but({ type: 'LIMIT', price: '20000' }));
  await client.cancelOrder({ symbol: 'BTCUSDT', orderId });
  await client.order(but({ side: 'SELL' }));
  await client.futuresOrder(but({ quantity: '0.02' }));
  await client.futuresOrder(but({ side: 'SELL' }));
  await client.futuresUserTrades({ symbol: 'BTCUSDT' } as never);
  await fills.reached;
  report({
    refusedLocally: 0,
    messages: 3,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol'],
  });
  process.stdin.once('end', () => {
    for (const close of [trades, user]) {
      (close as (options: object) => void)({ delay: 0, fastClose: true });
    }
  });
}

/** Something that happens, and the moment at which it has so many times. */
function count(times: number): { readonly add: () => void; readonly reached: Promise<void> } {
  let found = 0;
  let reach = (): void => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const add = (): void => {
    found += 1;
    if (found === times) reach();
  };
  return { add, reached };
}
