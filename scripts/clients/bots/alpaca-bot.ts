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

interface Legacy {
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

type LegacyClass = new (options: object) => Legacy;

/** The 3.x line is its class, which an import finds as the default of a namespace. */
type Module = LegacyClass & {
  readonly Alpaca?: new (options: object) => Modern;
  readonly default?: LegacyClass;
};

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
  // The 4.x line keeps a timer for each request, long after its answer.
  process.stdin.once('end', () => process.exit());
}

function handOf(module: Module): Hand {
  const { url, apiKey: keyId } = taskOfEnvironment();
  const baseUrl = `${url}/alpaca`;
  const { Alpaca } = module;
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
  const client = new (module.default ?? module)({ keyId, secretKey: 'secret', baseUrl });
  return {
    place: (order) => client.createOrder(order),
    cancel: (id) => client.cancelOrder(id),
    fills: () => client.getAccountActivities({ activityTypes: 'FILL' }),
  };
}
