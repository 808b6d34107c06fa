import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { partsOf } from '../support/promql/markdown.js';

const ROOT = join(__dirname, '../../..');
const PAGES = [
  'README.md',
  'examples/kubernetes/README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What bash says of the syntax of a script; nothing where it is one. */
function faultOf(script: string): string {
  // `<id>` stands for what the reader has to fill in.
  const filled = script.replace(/<([a-z][a-z -]*)>/g, 'filled-in');
  const { stderr } = spawnSync('bash', ['-n'], { input: filled, encoding: 'utf8' });
  return stderr;
}

describe('the shell commands of the documentation', () => {
  for (const page of PAGES) {
    const { blocks } = partsOf(readFileSync(join(ROOT, page), 'utf8'));
    const scripts = blocks.filter(({ language }) => /^(sh|bash)$/.test(language));
    if (scripts.length === 0) continue;

    it(`of ${page} are commands`, () => {
      for (const { text, line } of scripts) {
        expect(faultOf(text), `the block that begins on line ${line}`).to.equal('');
      }
    });
  }

  it('are told from what is none', () => {
    expect(faultOf('03:03:04  CRITICAL  (localhost:9464)\n')).not.to.equal('');
  });
});
