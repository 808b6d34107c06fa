import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { WRITTEN_FILES } from '../../monitoring/written-files.js';

const ROOT = join(__dirname, '../../..');

describe('the files of the monitoring stack', () => {
  for (const { path, content } of WRITTEN_FILES) {
    it(`${path} is what the code declares; \`npm run monitoring\` makes it so`, () => {
      expect(readFileSync(join(ROOT, path), 'utf8')).to.equal(content);
    });
  }
});
