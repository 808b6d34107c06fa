import { expect } from 'chai';
import fc from 'fast-check';
import type { Announcement } from '../../../lib/meter/announcement.js';
import { Directory } from '../../../lib/meter/reading/directory.js';
import { attributesHash, isSameSet } from '../../../lib/meter/series/attributes-hash.js';
import { SharedMeterProvider } from '../../../lib/meter/shared-meter-provider.js';
import { ThreadLog } from '../../../lib/provider/thread-log.js';

const VIEWS = [{ instrumentName: '*', aggregationCardinalityLimit: 5 }];

function thread(name: string, order?: Float64Array): SharedMeterProvider {
  return new SharedMeterProvider({ thread: name, views: VIEWS, ...(order ? { order } : {}) });
}

/** Every value that `directory` tells, by stream and attributes. */
function valuesOf(directory: Directory): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const stream of directory.streams()) {
    for (const series of stream.series) {
      const { cells, offset } = series.total(stream.aggregation, stream.scratch);
      const key = `${stream.description.name} ${JSON.stringify(series.attributes)}`;
      values[key] = stream.aggregation.value(cells, offset, true);
    }
  }
  return values;
}

function trade(provider: SharedMeterProvider, factor: number): void {
  const meter = provider.getMeter('bot');
  meter.createCounter('orders').add(factor, { side: 'buy' });
  meter.createCounter('orders').add(10 * factor, { side: `sell ${factor}` });
  meter.createHistogram('delay').record(factor);
  meter.createGauge('level').record(factor);
}

describe('a directory of what several threads record', () => {
  it('adds up what they count, and holds the last value of any of them', () => {
    const main = thread('main');
    const directory = new Directory();
    for (const [name, factor] of [
      ['one', 1],
      ['two', 2],
    ] as const) {
      const provider = thread(name, main.order);
      provider.onAnnouncement(directory.listenTo(name));
      trade(provider, factor);
    }
    const values = valuesOf(directory);
    expect(values['orders {"side":"buy"}']).to.equal(3);
    expect(values['orders {"side":"sell 1"}']).to.equal(10);
    expect(values['delay {}']).to.include({ count: 2, sum: 3, min: 1, max: 2 });
    expect(values['level {}']).to.equal(2);
  });

  it('tells another reader everything, so that it reads the same from then on', () => {
    const provider = thread('one');
    trade(provider, 1);
    const copy = new Directory();
    for (const { writer, announcements } of provider.directory.snapshot()) {
      for (const announcement of announcements) copy.listenTo(writer)(announcement);
    }
    provider.onAnnouncement(copy.listenTo('one'));
    expect(valuesOf(copy)).to.deep.equal(valuesOf(provider.directory));
    trade(provider, 3);
    expect(valuesOf(copy)).to.deep.equal(valuesOf(provider.directory));
  });

  it('keeps what threads counted that have ended, and ends their gauges', () => {
    const order = thread('main').order;
    const directory = new Directory();
    const values: unknown[] = [];
    for (const factor of [1, 2, 3]) {
      const provider = thread(`thread-${factor}`, order);
      provider.onAnnouncement(directory.listenTo(`thread-${factor}`));
      trade(provider, factor);
      values.push(valuesOf(directory));
      directory.end(`thread-${factor}`);
      values.push({ ...valuesOf(directory), 'level {}': factor });
      expect(valuesOf(directory)['level {}']).to.be.NaN;
    }
    expect(values[1]).to.deep.equal(values[0]);
    expect(values[3]).to.deep.equal(values[2]);
    expect(values[5]).to.deep.equal(values[4]);
    expect(valuesOf(directory)['orders {"side":"buy"}']).to.equal(6);
    const memories = directory
      .snapshot()
      .flatMap(({ announcements }) => announcements.filter(({ kind }) => kind === 'memory'));
    expect(memories).to.have.length(1);
  });

  it('holds the limit over all threads', () => {
    const directory = new Directory();
    for (const name of ['one', 'two', 'three']) {
      const provider = thread(name);
      provider.onAnnouncement(directory.listenTo(name));
      const counter = provider.getMeter('bot').createCounter('orders');
      for (let index = 0; index < 4; index += 1) counter.add(1, { market: `${name} ${index}` });
    }
    const values = valuesOf(directory);
    expect(Object.keys(values)).to.have.length(5);
    expect(values['orders {"otel.metric.overflow":true}']).to.equal(8);
  });
});

/** What threads do: one counts to a series, one ends, or another reader begins to read. */
const doings = fc.array(
  fc.oneof(
    fc.record({ thread: fc.nat(2), market: fc.nat(6), count: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ ends: fc.nat(2) }),
    fc.record({ reader: fc.constantFrom<'directory' | 'log'>('directory', 'log') }),
  ),
  { maxLength: 40 },
);

type Doing = typeof doings extends fc.Arbitrary<(infer One)[]> ? One : never;

/** Threads that come and go, and readers of all that they have ever counted. */
class Traffic {
  /** What any reader has to tell, at the most five series of it. */
  readonly counted = new Map<number, number>();
  readonly log = new ThreadLog();
  readonly readers: Directory[] = [new Directory('first')];
  readonly #order = thread('main').order;
  readonly #threads = new Map<number, SharedMeterProvider>();
  #started = 0;

  do(doing: Doing): void {
    if ('thread' in doing) this.#count(doing);
    else if ('ends' in doing) this.#end(doing.ends);
    else this.#read(doing.reader);
  }

  #count({ thread: number, market, count }: { thread: number; market: number; count: number }) {
    let provider = this.#threads.get(number);
    if (provider === undefined) {
      this.#started += 1;
      provider = thread(`thread-${this.#started}`, this.#order);
      this.#threads.set(number, provider);
      const name = provider.thread;
      for (const { announcements } of provider.directory.snapshot()) {
        for (const announcement of announcements) this.#announced(name, announcement);
      }
      provider.onAnnouncement((announcement) => this.#announced(name, announcement));
    }
    provider.getMeter('bot').createCounter('orders').add(count, { market });
    provider.getMeter('bot').createHistogram('delay').record(count);
    this.counted.set(market, (this.counted.get(market) ?? 0) + count);
  }

  #announced(name: string, announcement: Announcement): void {
    this.log.announced(name, [announcement]);
    for (const reader of this.readers) reader.listenTo(name)(announcement);
  }

  #end(number: number): void {
    const provider = this.#threads.get(number);
    if (provider === undefined) return;
    this.#threads.delete(number);
    this.log.ended(provider.thread);
    for (const reader of this.readers) reader.end(provider.thread);
  }

  #read(from: 'directory' | 'log'): void {
    const reader = new Directory(`reader-${this.readers.length}`);
    const source = from === 'log' ? this.log : (this.readers.at(-1) as Directory);
    for (const { writer, announcements } of source.snapshot()) {
      for (const announcement of announcements) reader.listenTo(writer)(announcement);
    }
    this.readers.push(reader);
  }
}

describe('readers of threads that come and go', () => {
  it('tell all that was ever counted, whenever they began to read (property)', async () => {
    await fc.assert(
      fc.asyncProperty(doings, async (all) => {
        const traffic = new Traffic();
        for (const doing of all) {
          traffic.do(doing);
          // The log adds up between turns of the loop.
          if (!('thread' in doing)) await new Promise((resolve) => setImmediate(resolve));
        }
        const sum = [...traffic.counted.values()].reduce((one, other) => one + other, 0);
        for (const reader of traffic.readers) {
          const values = Object.entries(valuesOf(reader));
          const orders = values.filter(([key]) => key.startsWith('orders '));
          expect(orders.reduce((total, [, value]) => total + Number(value), 0)).to.equal(sum);
          expect(orders.length).to.be.at.most(5);
          const delay = values.find(([key]) => key === 'delay {}')?.[1] as { sum: number };
          expect(delay?.sum ?? 0).to.equal(sum);
          // Those that found room first have their own counts, whoever counted them.
          for (const [key, value] of orders) {
            const market = /"market":(\d)/.exec(key)?.[1];
            if (market === undefined) continue;
            expect(Number(value)).to.be.at.most(traffic.counted.get(Number(market)) ?? 0);
            if (traffic.counted.size < 5) {
              expect(Number(value)).to.equal(traffic.counted.get(Number(market)));
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('sets of attributes', () => {
  const values = fc.oneof(fc.string(), fc.integer({ min: -3, max: 3 }), fc.boolean());
  const sets = fc.dictionary(fc.string({ maxLength: 3 }), values, {
    maxKeys: 4,
    noNullPrototype: true,
  });

  it('are the same in any order (property)', () => {
    fc.assert(
      fc.property(sets, (set) => {
        const reversed = Object.fromEntries(Object.entries(set).reverse());
        expect(attributesHash(reversed)).to.equal(attributesHash(set));
        expect(isSameSet(reversed, set)).to.equal(true);
      }),
    );
  });

  it('that differ are never taken for each other, whatever their numbers (property)', () => {
    fc.assert(
      fc.property(sets, sets, (one, other) => {
        const text = (set: object): string => JSON.stringify(Object.entries(set).sort());
        expect(isSameSet(one, other)).to.equal(text(one) === text(other));
      }),
    );
    expect(isSameSet({ a: '1' }, { a: 1 })).to.equal(false);
    expect(isSameSet({ a: ['x,y'] }, { a: ['x', 'y'] })).to.equal(false);
  });

  it('of one number are two series', () => {
    // The numbers of keys are added up, so that two keys may swap what tells their values apart.
    const provider = thread('one');
    const stream = provider.getMeter('bot').createCounter('orders');
    const collision = findCollision();
    stream.add(1, collision[0]);
    stream.add(2, collision[1]);
    const values = Object.values(valuesOf(provider.directory));
    expect(values).to.have.members([1, 2]);
  });
});

/** By the birthday paradox some hundred thousand tries are plenty for 32 bits. */
function findCollision(): [Record<string, string>, Record<string, string>] {
  const seen = new Map<number, Record<string, string>>();
  for (let index = 0; ; index += 1) {
    const set = { market: `m${index}` };
    const hash = attributesHash(set);
    const other = seen.get(hash);
    if (other !== undefined) return [other, set];
    seen.set(hash, set);
  }
}
