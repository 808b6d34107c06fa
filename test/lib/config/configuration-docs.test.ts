import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { renderConfiguration } from '../../../scripts/docs-tables.js';

describe('docs/configuration.md', () => {
  it('shows the variables as the code declares them', () => {
    const path = join(__dirname, '..', '..', '..', '..', 'docs', 'configuration.md');
    const text = readFileSync(path, 'utf8');
    expect(text).to.equal(renderConfiguration(text));
  });
});
