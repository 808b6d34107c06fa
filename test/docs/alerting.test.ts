import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE_ROOT } from '../integration/preload/bot.js';
import { CASES } from '../stack/alerting/support/cases.js';
import { milliseconds } from '../stack/alerting/support/duration.js';

const PAGE = readFileSync(join(PACKAGE_ROOT, 'docs/alerting.md'), 'utf8');

describe('docs/alerting.md', () => {
  for (const { alert, within } of CASES) {
    it(`states for ${alert} what is tried, and what was measured is within that`, () => {
      const cells = PAGE.split('\n')
        .map((line) => line.split('|').map((cell) => cell.trim()))
        .find((line) => line.includes(`\`${alert}\``));
      const [, , , stated, measured] = cells ?? [];
      const seconds = milliseconds(within) / 1_000;
      expect(stated).to.equal(`${seconds} s`);
      expect(Number.parseFloat(measured ?? '')).to.be.within(1, seconds);
    });
  }
});
