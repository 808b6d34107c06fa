import { report, taskOfEnvironment } from './contract.js';
import { refused } from './heard.js';

interface Order {
  readonly id: string;
}

/** What a bot does on either line of the client, which are two clients by one name. */
interface Hand {
  place(order: object): Promise<Order>;
  cancel(id: string): Promise<unknown>;
  fills(): Promise<unknown>;
}

interface Stream {
  on(event: string, listener: () => void): unknown;
  connect(): void;
  disconnect(): void;
}

interface Legacy {
  readonly trade_ws: Stream & {
    onOrderUpdate(listener: (update: { readonly event: string }) => void): void;
    onConnect(listener: () => void): void;
    subscribe(channels: readonly string[]): void;
  };
  createOrder(order: object): Promise<Order>;
  cancelOrder(id: string): Promise<unknown>;
  getAccountActivities(options: object): Promise<unknown>;
}

interface Modern {
  readonly trading: {
    readonly orders: {
      postOrder(request: object): Promise<Order>;
      deleteOrderByOrderID(request: object): Promise<unknown>;
    };
    readonly accountActivities: { getAccountActivities(): Promise<unknown> };
  };
}

interface Module {
  readonly Alpaca?: new (options: object) => Modern;
  readonly default?: new (options: object) => Legacy;
}

const camel = (text: string): string =>
  text.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

export async function main(module: Module): Promise<void> {
  const hand = handOf(module);
  const order = { symbol: 'AAPL', side: 'buy', type: 'market', qty: 1, time_in_force: 'day' };
  await hand.place(order);
  await hand.place({ ...order, qty: 9000 }).catch(refused);
  await hand.place({ ...order, symbol: 'NONE' }).catch(refused);
  const { id } = await hand.place({ ...order, type: 'limit', limit_price: 20 });
  await hand.cancel(id);
  await hand.place({ ...order, side: 'sell' });
  await hand.fills();
  report({
    refusedLocally: 0,
    messages: 0,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol'],
  });
}

function handOf({ Alpaca, default: Client }: Module): Hand {
  const { url, apiKey: keyId } = taskOfEnvironment();
  const baseUrl = `${url}/alpaca`;
  if (Alpaca !== undefined) {
    const pre = async (context: { url: string; init: object }) => ({
      url: context.url.replace(/^https:\/\/[^/]+/, baseUrl),
      init: context.init,
    });
    const { trading } = new Alpaca({
      keyId,
      secret: 'secret',
      retry: false,
      middleware: [{ pre }],
    });
    const { orders, accountActivities } = trading;
    return {
      place: (order) =>
        orders.postOrder({
          postOrderRequest: Object.fromEntries(
            Object.entries(order).map(([name, value]) => [
              camel(name),
              typeof value === 'number' ? String(value) : value,
            ]),
          ),
        }),
      cancel: (orderId) => orders.deleteOrderByOrderID({ orderId }),
      fills: () => accountActivities.getAccountActivities(),
    };
  }
  if (Client === undefined) throw new Error('this is no client of Alpaca');
  const client = new Client({ keyId, secretKey: 'secret', baseUrl });
  return {
    place: (order) => client.createOrder(order),
    cancel: (id) => client.cancelOrder(id),
    fills: () => client.getAccountActivities({ activityTypes: 'FILL' }),
  };
}
