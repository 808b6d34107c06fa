import { expect } from 'chai';
import { JoinedScrapes } from '../../../../lib/prometheus/exposition/joined-scrapes.js';
import { deferred } from '../support/deferred.js';

const FORMAT = 'text-0.0.4';

describe('JoinedScrapes', () => {
  it('collects once for scrapes that overlap, and anew for the next', async () => {
    let collections = 0;
    const gate = deferred();
    const scrapes = new JoinedScrapes(
      {
        expose: async () => {
          collections += 1;
          await gate.promise;
          return `text ${collections}`;
        },
      },
      1_000,
    );
    const both = [scrapes.expose(FORMAT), scrapes.expose(FORMAT)];
    gate.resolve();
    expect(await Promise.all(both)).to.deep.equal(['text 1', 'text 1']);
    expect(await scrapes.expose(FORMAT)).to.equal('text 2');
  });

  it('gives up a source that never answers, and asks it again', async () => {
    let hangs = true;
    const source = {
      expose: () => (hangs ? new Promise<string>(() => {}) : Promise.resolve('text')),
    };
    const scrapes = new JoinedScrapes(source, 5);
    // The limit does not keep a process alive, so the test has to.
    const alive = setInterval(() => {}, 1_000);
    const outcome = await scrapes.expose(FORMAT).catch((fault: Error) => fault.constructor.name);
    clearInterval(alive);
    expect(outcome).to.equal('ScrapeTimeout');
    hangs = false;
    expect(await scrapes.expose(FORMAT)).to.equal('text');
  });

  it('rejects where the source fails, also where it throws', async () => {
    const scrapes = new JoinedScrapes(
      {
        expose: () => {
          throw new RangeError('no');
        },
      },
      1_000,
    );
    for (let scrape = 0; scrape < 2; scrape += 1) {
      expect(await scrapes.expose(FORMAT).catch((fault: Error) => fault)).to.be.instanceOf(
        RangeError,
      );
    }
  });
});
