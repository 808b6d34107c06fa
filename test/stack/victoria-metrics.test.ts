import { expect } from 'chai';
import { CATALOGUE } from '../../lib/index.js';
import { mapValues, pointsBy, valuesBy } from './support/by-key.js';
import { average } from './support/functions.js';
import type { Figures, Path } from './support/parity.js';
import { CATALOGUE_SERIES, DIFFERENCES, identityOf, nameOf, settled } from './support/parity.js';
import { needPrograms, VICTORIA_METRICS } from './support/programs.js';
import type { Point } from './support/prometheus-api.js';
import type { Look, Seen } from './support/pushed-stack.js';
import { PushedStack, STORES } from './support/pushed-stack.js';
import { documented, OF_NOW, QUERIES } from './support/queries.js';
import { expectSameFigures, expectSameKeys } from './support/same-figures.js';
import { early, late } from './support/two-scenes.js';

/** What is the same whenever the samples were taken, where they were taken between the same orders. */
const OF_COUNTS = [
  'Failed order percentage',
  'Average execution time (last 5 minutes)',
  'P99 WebSocket latency',
];
/** These tell the time between samples too, or how many there are. */
const ORDER_RATE = 'Order execution rate (per second)';
const STABILITY = 'Connection stability';

const secondsOf = (points: readonly Point[]): number =>
  ((points.at(-1)?.at ?? Number.NaN) - (points[0]?.at ?? Number.NaN)) / 1_000;

/** Each of the three stores is told the very same by one bot. */
describe('a bot that Prometheus scrapes and that pushes', () => {
  let pushed: PushedStack;
  let look: Look;

  before(async function () {
    needPrograms(this, 'prometheus', VICTORIA_METRICS);
    const env = {
      OTEL_SERVICE_NAME: 'parity',
      GENESIS_INITIAL_EQUITY: '100000',
      GENESIS_ACCOUNT: 'main',
    };
    pushed = await PushedStack.start(env, early);
    await pushed.look();
    await late(pushed.stack);
    look = await pushed.look();
  });

  after(() => pushed?.stop());

  /** An answer by its labels alone; what is no number one server leaves out and the other gives. */
  const answer = async (path: Path, { api, at }: Seen, query: string) => {
    const found = await api.instant(query, at);
    return valuesBy(
      found.filter(({ value }) => !Number.isNaN(value)),
      identityOf(path),
    );
  };

  const pointsOf = async (path: Path, { api, at }: Seen, metric: string) =>
    pointsBy(await api.raw(`${metric}[5m]`, at), identityOf(path));

  it('has a series of every metric of the catalogue', () => {
    expect(Object.keys(look.scraped).map(nameOf)).to.include.members([...CATALOGUE_SERIES]);
  });

  it('is the same for both that scrape it', () => {
    expectSameFigures(settled(look.scrapedAgain), settled(look.scraped));
  });

  it('is asked all that is documented', () => {
    const asked = [...OF_NOW, ...OF_COUNTS, ORDER_RATE, STABILITY];
    expect(asked.sort()).to.deep.equal([...QUERIES.keys()].sort());
  });

  it('is asked questions that have an answer', async () => {
    for (const query of QUERIES.values()) {
      const found = await answer('scraped', look.seen.scraped, query);
      expect(Object.keys(found), query).to.have.length.greaterThan(0);
    }
  });

  for (const name of STORES) {
    describe(`to ${name}`, () => {
      const store = () => look.seen.pushed[name] as Seen;
      const stored = (): Figures => look.pushed[name] ?? {};

      it('has the same names and labels there', () => {
        expectSameKeys(stored(), look.scraped);
      });

      it('has the same values there', () => {
        expectSameFigures(settled(stored()), settled(look.scraped));
      });

      it('is as old and as large there', async () => {
        const born = async ({ api, at }: Seen): Promise<number[]> =>
          (await api.raw(`${CATALOGUE.up.name}[5m]`, at)).flatMap(({ points }) =>
            points.map((point) => point.at - point.value * 1_000),
          );
        const birth = Math.min(...(await born(look.seen.scraped)));
        for (const time of await born(store())) expect(time).to.be.closeTo(birth, 10_000);
        const key = `${CATALOGUE.memoryUsage.name} []`;
        const bytes = look.scraped[key] ?? Number.NaN;
        expect(stored()[key]).to.be.within(bytes / 2, bytes * 2);
      });

      it('differs in each of the labels that are listed', () => {
        for (const { path, label } of DIFFERENCES.filter((one) => one.path !== 'received')) {
          for (const { labels } of (path === 'scraped' ? look.seen.scraped : store()).samples) {
            expect(Object.keys(labels).some((key) => label.test(key))).to.equal(true);
          }
        }
      });

      it('is one bot there', () => {
        const ids = store().samples.map(
          ({ labels }) => labels['service.instance.id'] ?? labels['service_instance_id'],
        );
        expect(new Set(ids)).to.have.property('size', 1);
        expect(ids[0]).to.match(/^[\da-f-]{36}$/);
      });

      for (const title of OF_COUNTS) {
        it(`is given the same answer to: ${title}`, async () => {
          const query = documented(title);
          const given = await answer('pushed', store(), query);
          expectSameFigures(given, await answer('scraped', look.seen.scrapedAgain, query));
        });
      }

      for (const title of QUERIES.keys()) {
        it(`answers for the same series as Prometheus: ${title}`, async () => {
          const given = await answer('pushed', store(), documented(title));
          const wanted = await answer('scraped', look.seen.scraped, documented(title));
          expectSameKeys(given, wanted);
          if (OF_NOW.includes(title)) expectSameFigures(given, wanted);
        });
      }

      it(`is given what follows from its samples: ${ORDER_RATE}`, async () => {
        const rises = async (path: Path, seen: Seen) => {
          const raw = await pointsOf(path, seen, CATALOGUE.orders.name);
          const rates = await answer(path, seen, documented(ORDER_RATE));
          return mapValues(rates, (rate, key) => rate * secondsOf(raw[key] ?? []));
        };
        expectSameFigures(
          await rises('pushed', store()),
          await rises('scraped', look.seen.scrapedAgain),
        );
      });

      it(`is given what follows from its samples: ${STABILITY}`, async () => {
        const raw = await pointsOf('pushed', store(), CATALOGUE.connectionStatus.name);
        const given = await answer('pushed', store(), documented(STABILITY));
        expectSameFigures(
          given,
          mapValues(given, (_, key) => average(raw[key] ?? [])),
        );
      });
    });
  }
});
