import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ERROR_TYPES, OPERATIONS, OUTCOMES } from '../../lib/collector/order-event.js';
import { AUTH_FAILURE_CAUSES, SCRAPE_ERROR_CAUSES } from '../../lib/metrics/endpoint-metrics.js';
import { OTLP_DROP_CAUSES, PUSH_OUTCOMES } from '../../lib/metrics/otlp-metrics.js';
import { GENERATED, withGeneratedParts } from '../../scripts/generated-docs.js';

const ROOT = join(__dirname, '../../..');

describe('the documentation', () => {
  for (const [file, parts] of Object.entries(GENERATED)) {
    it(`${file} shows what the code declares; \`npm run docs\` makes it so`, () => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      expect(text).to.equal(withGeneratedParts(text, parts));
    });
  }

  it('docs/metrics.md explains every error class, operation, outcome and cause', () => {
    const text = readFileSync(join(ROOT, 'docs/metrics.md'), 'utf8');
    const causes = [...SCRAPE_ERROR_CAUSES, ...AUTH_FAILURE_CAUSES, ...OTLP_DROP_CAUSES];
    const outcomes = [...OUTCOMES, ...PUSH_OUTCOMES];
    for (const value of [...ERROR_TYPES, ...OPERATIONS, ...outcomes, ...causes]) {
      expect(text, value).to.contain(`\`${value}\``);
    }
  });

  it('has a version that is the package’s', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    const { VERSION } = require('../../lib/version.js') as { VERSION: string };
    expect(VERSION).to.equal(version);
  });
});
