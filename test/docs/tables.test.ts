import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ERROR_TYPES, OPERATIONS, OUTCOMES } from '../../lib/collector/order-event.js';
import { GENERATED, withGeneratedParts } from '../../scripts/generated-docs.js';

const ROOT = join(__dirname, '../../..');

describe('the documentation', () => {
  for (const [file, parts] of Object.entries(GENERATED)) {
    it(`${file} shows what the code declares; \`npm run docs\` makes it so`, () => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      expect(text).to.equal(withGeneratedParts(text, parts));
    });
  }

  it('docs/metrics.md explains every error class, operation and outcome', () => {
    const text = readFileSync(join(ROOT, 'docs/metrics.md'), 'utf8');
    for (const value of [...ERROR_TYPES, ...OPERATIONS, ...OUTCOMES]) {
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
