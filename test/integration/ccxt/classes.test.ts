import { expect } from 'chai';
import { ORDER_METHODS } from '../../../instrumentation/ccxt/methods.js';
import { CcxtInstrumentation } from '../../../instrumentation/index.js';

interface Exchange {
  readonly id: string;
}
type ExchangeClass = new () => Exchange;

interface Ccxt {
  readonly exchanges: readonly string[];
  readonly pro: Readonly<Record<string, unknown>> & { readonly exchanges: readonly string[] };
  readonly prediction: Readonly<Record<string, unknown>> & {
    readonly exchanges: readonly string[];
  };
}

/** What a bot can call to do something about an order, by its name. */
const SPELLED_LIKE_AN_ORDER =
  /^(?:create|edit|cancel|close|place|submit|amend)\w*(?:Order|Position)/;
const WRAPPED = Symbol.for('genesis-otel.wrapped');

/** Every class of REST, pro and prediction markets, by a name of its own. */
function classesOf(ccxt: Ccxt): Map<string, ExchangeClass> {
  const parts = { '': ccxt, 'pro.': ccxt.pro, 'prediction.': ccxt.prediction };
  return new Map(
    Object.entries(parts).flatMap(([prefix, part]) =>
      part.exchanges.map((id): [string, ExchangeClass] => [
        `${prefix}${id}`,
        (part as unknown as Record<string, ExchangeClass>)[id] as ExchangeClass,
      ]),
    ),
  );
}

function chainOf(Class: ExchangeClass): object[] {
  const chain: object[] = [];
  for (
    let link: object = Class.prototype as object;
    link !== Object.prototype;
    link = Object.getPrototypeOf(link) as object
  ) {
    chain.push(link);
  }
  return chain;
}

function ownMethods(prototype: object): [string, (...args: never[]) => unknown][] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(
    ([name, { value }]): [string, (...args: never[]) => unknown][] =>
      typeof value === 'function' && name !== 'constructor' ? [[name, value as never]] : [],
  );
}

const builds: readonly [name: string, load: () => Promise<Ccxt>][] = [
  ['the CommonJS build', async () => require('ccxt') as Ccxt],
  // As a bundler leaves it: no hook has seen it.
  ['the ES module build', async () => (await importEsModule('ccxt')).default],
];

/** The compiler would make a `require` of it. */
const importEsModule = new Function('name', 'return import(name)') as (
  name: string,
) => Promise<{ readonly default: Ccxt }>;

for (const [build, load] of builds) {
  describe(`every class of ccxt, ${build}`, () => {
    let ccxt: Ccxt;
    let classes: Map<string, ExchangeClass>;
    let originals: Map<object, PropertyDescriptorMap>;
    let instrumentation: CcxtInstrumentation;

    before(async () => {
      instrumentation = new CcxtInstrumentation({ enabled: false });
      ccxt = await load();
      instrumentation.disable();
      classes = classesOf(ccxt);
      const prototypes = new Set([...classes.values()].flatMap(chainOf));
      originals = new Map(
        [...prototypes].map((each) => [each, Object.getOwnPropertyDescriptors(each)]),
      );
      instrumentation.enable();
      instrumentation.instrument(ccxt);
    });

    after(() => instrumentation.disable());

    it('is there in all three kinds', () => {
      expect(ccxt.exchanges.length).to.be.at.least(100);
      expect(ccxt.pro.exchanges.length).to.be.at.least(70);
      expect(ccxt.prediction.exchanges.length).to.be.at.least(9);
    });

    it('constructs, and has every order method of its own wrapped, aliases included', () => {
      let leaves = 0;
      for (const [name, Class] of classes) {
        const exchange = new Class() as Exchange & Record<string, unknown>;
        expect(exchange.id, name).to.be.a('string');
        for (const prototype of chainOf(Class)) {
          for (const [method, own] of ownMethods(prototype)) {
            if (!Object.hasOwn(ORDER_METHODS, method)) continue;
            leaves += 1;
            expect(WRAPPED in own, `${name}.${method}`).to.equal(true);
          }
        }
        expect(WRAPPED in (exchange['create_order'] as object), name).to.equal(true);
        expect(exchange['create_order'], name).to.equal(exchange['createOrder']);
      }
      expect(leaves).to.be.at.least(500);
    });

    it('reaches the exchange by no order method that is not in the table', () => {
      const missing: string[] = [];
      const leaf = new RegExp(`this\\.(?:${Object.keys(ORDER_METHODS).join('|')})\\(`);
      const request =
        /await this\.(?:\w*(?:Post|Put|Delete|Patch)[A-Z]\w*|request|watch|watchMultiple)\(/;
      for (const [prototype, descriptors] of originals) {
        for (const [name, { value }] of Object.entries(descriptors)) {
          if (typeof value !== 'function' || !SPELLED_LIKE_AN_ORDER.test(name)) continue;
          if (Object.hasOwn(ORDER_METHODS, name)) continue;
          const source = Function.prototype.toString.call(value);
          if (request.test(source) && !leaf.test(source))
            missing.push(`${prototype.constructor.name}.${name}`);
        }
      }
      expect(missing).to.deep.equal([]);
    });

    it('is as it was after disable()', () => {
      instrumentation.disable();
      for (const [prototype, descriptors] of originals) {
        const now = Object.getOwnPropertyDescriptors(prototype);
        for (const name of Object.keys(descriptors)) {
          const what = `${prototype.constructor.name}.${name}`;
          expect(now[name], what).to.deep.equal(descriptors[name]);
        }
        expect(Object.keys(now)).to.deep.equal(Object.keys(descriptors));
      }
      for (const [, Class] of classes) expect(new Class().id).to.be.a('string');
    });
  });
}
