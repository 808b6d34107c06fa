import { expect } from 'chai';
import { largestError } from '../../scripts/storage/answers.js';
import { ANSWERED, LOST } from '../../scripts/storage/questions.js';
import { Past } from './support/long-term/past.js';
import { needPrograms, VICTORIA_METRICS, VMCTL } from './support/programs.js';

const HOURS = 28;
const DAY_MS = 86_400_000;
const WINDOW_MS = 300_000;

describe('a store that keeps a sample in five minutes for 90 days', () => {
  let past: Past;

  before(async function () {
    needPrograms(this, 'prometheus', 'promtool', VICTORIA_METRICS, VMCTL);
    past = await Past.start(HOURS);
    await past.record();
  });
  after(() => past?.stop());

  it('keeps the last sample of each five minutes as it was', async () => {
    const [at = 0] = past.times;
    const [all] = await past.prometheus.raw('genesis_pnl_dollars[3h]', at);
    const [kept] = await past.store.raw('genesis_pnl_dollars[3h]', at);
    const last = all?.points.filter(({ at: time }) => time % WINDOW_MS === 0);
    expect(last).to.have.length(36);
    expect(kept?.points.slice(0, 36)).to.deep.equal(last);
  });

  for (const question of ANSWERED) {
    it(`tells, within ${question.bound} (${question.error}): ${question.title}`, async () => {
      expect(await largestError(question, past.servers)).to.be.at.most(question.bound);
    });
  }

  for (const question of LOST) {
    it(`cannot tell: ${question.title}`, async () => {
      expect(await largestError(question, past.servers)).to.be.at.least(question.bound);
    });

    it(`tells of what is recorded: ${question.title}`, async () => {
      const { query, bound } = question.recorded;
      expect(await largestError(question, past.servers, query)).to.be.at.most(bound);
    });
  }

  it('forgets what is older, and nothing else', async () => {
    const now = Date.now();
    const [kept, gone] = [now - 89 * DAY_MS, now - 95 * DAY_MS];
    const lines = [kept, gone].map((at) => `genesis_up{instance="old"} 1 ${at}\n`);
    const url = `${past.store.url}/api/v1/import/prometheus`;
    await fetch(url, { method: 'POST', body: lines.join('') });
    expect(await past.store.instant('genesis_up{instance="old"}', kept)).to.have.length(1);
    expect(await past.store.instant('genesis_up{instance="old"}', gone)).to.have.length(0);
  });
});
