import { expect } from 'chai';
import type { Exposition } from '../../../../lib/prometheus/exposition/exposition.js';
import { JoinedCollections } from '../../../../lib/prometheus/exposition/joined-collections.js';
import { deferred } from '../support/deferred.js';
import { expositionOf } from '../support/sources.js';

describe('JoinedCollections', () => {
  /** A source that answers when it is told to, and knows with which limits it was asked. */
  function source() {
    const limits: number[] = [];
    const gates: ReturnType<typeof deferred<Exposition>>[] = [];
    const gather = (limit: number): Promise<Exposition> => {
      limits.push(limit);
      const gate = deferred<Exposition>();
      gates.push(gate);
      return gate.promise;
    };
    return { limits, gates, joined: new JoinedCollections({ gather }) };
  }

  it('collects once for scrapes that overlap, and anew for the next', async () => {
    const { limits, gates, joined } = source();
    const both = [joined.gather(1_000), joined.gather(1_000)];
    const first = expositionOf('first\n');
    gates[0]?.resolve(first);
    expect(await Promise.all(both)).to.deep.equal([first, first]);
    const next = joined.gather(1_000);
    gates[1]?.resolve(expositionOf('second\n'));
    expect(await next).not.to.equal(first);
    expect(limits).to.have.length(2);
  });

  it('does not let a scrape wait longer for callbacks than it can', async () => {
    const { limits, joined } = source();
    void joined.gather(5_000);
    void joined.gather(500);
    void joined.gather(800);
    expect(limits).to.deep.equal([5_000, 500]);
  });

  it('asks again after a failure, also after a throw', async () => {
    let asked = 0;
    const joined = new JoinedCollections({
      gather: () => {
        asked += 1;
        throw new RangeError('no');
      },
    });
    for (let scrape = 1; scrape <= 2; scrape += 1) {
      const fault = await joined.gather(1_000).catch((thrown: unknown) => thrown);
      expect(fault).to.be.instanceOf(RangeError);
      expect(asked).to.equal(scrape);
    }
  });
});
