import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import {
  ORDER_METHODS as API_NODE_METHODS,
  OTHER_METHODS,
  USER_STREAMS,
} from '../../../instrumentation/binance-api-node/methods.js';
import { ORDER_METHODS as CONNECTOR_METHODS } from '../../../instrumentation/binance-connector/methods.js';
import {
  ORDER_ROUTES,
  ORDER_METHODS as SOCKET_METHODS,
} from '../../../instrumentation/exchanges/binance/routes.js';
import {
  ORDER_METHODS as NODE_METHODS,
  USER_DATA_HANDLERS,
} from '../../../instrumentation/node-binance-api/methods.js';

const load = createRequire(__filename);

/** Names of methods that place, change or cancel orders. */
const ABOUT_ORDERS = /order|buy|sell|cancel/i;
/** Names of methods that ask about orders, or place nothing. */
const ASKS = [
  /^(?:get|parse|[df]UserData)|Get[A-Z]/,
  /status|history|count|amendment|force|liquidation|open|test$/i,
  /^orders?$|all\w*orders?(?:OCO)?$/i,
];

function methodsOf(aClass: { prototype: object }): string[] {
  const names = new Set<string>();
  for (
    let link: object | null = aClass.prototype;
    link !== null && link !== Object.prototype;
    link = Object.getPrototypeOf(link)
  ) {
    for (const name of Object.getOwnPropertyNames(link)) names.add(name);
  }
  return [...names];
}

/** What looks as if it were about placing orders and is in no table. */
const missing = (names: readonly string[], table: object): string[] =>
  names.filter(
    (name) =>
      ABOUT_ORDERS.test(name) &&
      !ASKS.some((pattern) => pattern.test(name)) &&
      !Object.hasOwn(table, name),
  );

describe('the tables of the clients of Binance', () => {
  it('have the methods of node-binance-api, but those that end in others', () => {
    const names = methodsOf(load('node-binance-api') as { prototype: object });
    for (const name of [...Object.keys(NODE_METHODS), ...Object.keys(USER_DATA_HANDLERS)]) {
      expect(names, name).to.include(name);
    }
    // Each of these calls one of the table: the text of its function says so.
    const prototype = (load('node-binance-api') as { prototype: Record<string, unknown> })
      .prototype;
    const leaf = new RegExp(`this\\.(?:${Object.keys(NODE_METHODS).join('|')})\\(`);
    const left = missing(names, NODE_METHODS).filter((name) => !leaf.test(String(prototype[name])));
    expect(left).to.deep.equal([]);
  });

  it('have the methods of binance-api-node', () => {
    const { default: make } = load('binance-api-node') as {
      default: (options: object) => { ws: object };
    };
    const client = make({});
    const names = Object.keys(client);
    expect(names).to.include.members(Object.keys({ ...API_NODE_METHODS, ...OTHER_METHODS }));
    expect(Object.keys(client.ws)).to.include.members(Object.keys(USER_STREAMS));
    const tables = { ...API_NODE_METHODS, ...OTHER_METHODS };
    const left = missing(names, tables).filter((name) => !/^mining/.test(name));
    expect(left).to.deep.equal([]);
    for (const route of Object.values(API_NODE_METHODS)) {
      expect(Object.keys(ORDER_ROUTES), route).to.include(route);
    }
  });

  it('have the methods of @binance/connector', () => {
    const { Spot } = load('@binance/connector') as { Spot: { prototype: object } };
    const names = methodsOf(Spot);
    expect(names).to.include.members(Object.keys(CONNECTOR_METHODS));
    // Sub-accounts, gift cards and the like have words of their own for other things.
    const others = /^(?:marginOrder|(?:c2c|fiat|pay|mining|giftCard)\w*)$/;
    expect(missing(names, CONNECTOR_METHODS).filter((name) => !others.test(name))).to.deep.equal(
      [],
    );
  });

  it('have the requests of @binance/spot', () => {
    const text = readFileSync(load.resolve('@binance/spot'), 'utf8');
    const requests = [...text.matchAll(/endpoint: "([^"]+)",\s*method: "(\w+)"/g)]
      .map(([, path = '', method = '']) => `${method} ${path}`)
      .filter((route) => !route.startsWith('GET') && /order/i.test(route));
    expect(requests).to.have.length.above(12);
    expect(Object.keys(ORDER_ROUTES)).to.include.members(requests);
    const methods = [...text.matchAll(/sendMessage\("\/([\w.]+)"\.slice/g)]
      .map(([, method = '']) => method)
      .filter((method) => /order/i.test(method) && /place|cancel|amend\.|test/i.test(method));
    expect(methods).to.have.length.above(10);
    expect(Object.keys(SOCKET_METHODS)).to.include.members(methods);
  });
});
