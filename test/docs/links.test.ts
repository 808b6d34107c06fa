import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';

const ROOT = join(__dirname, '../../..');
/** `[text](target)` and `![picture](target)`; a title behind the target is no part of it. */
const LINK = /\]\(\s*<?([^)\s>]+)/g;
const FENCE = /^ *(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ *\1[ \t]*$/gm;
const EXTERNAL = /^[a-z][a-z+.-]*:/i;

const PAGES = [
  ...readdirSync(ROOT),
  ...['docs', 'docker', 'examples', 'test/fixtures/schemas'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, String(file))),
  ),
]
  .filter((file) => file.endsWith('.md'))
  .sort();

/** A page without its code, where brackets mean something else. */
function prose(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8').replace(FENCE, '');
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose(page).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const text = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]+>/g, '');
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

/** What is wrong with a link of a page; undefined where nothing is. */
function faultOf(page: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), decodeURI(path)));
  if (file.startsWith('..')) return 'leads out of the repository';
  if (!existsSync(join(ROOT, file))) return `there is no ${file}`;
  if (anchor === undefined) return undefined;
  if (statSync(join(ROOT, file)).isDirectory()) return `${file} is a folder`;
  if (!file.endsWith('.md')) return /^L\d+(-L\d+)?$/.test(anchor) ? undefined : 'is no line';
  return anchorsOf(file).has(anchor) ? undefined : `${file} has no heading #${anchor}`;
}

describe('the links of the documentation', () => {
  it('are looked for in every page', () => {
    expect(PAGES).to.include.members(['README.md', 'CHANGELOG.md', 'docs/metrics.md']);
    expect(PAGES.filter((page) => page.includes('node_modules'))).to.deep.equal([]);
  });

  for (const page of PAGES) {
    it(`of ${page} lead somewhere`, () => {
      const text = prose(page).replace(/`[^`\n]*`/g, '');
      const targets = [...text.matchAll(LINK)].map(([, target = '']) => target);
      const faults = targets
        .filter((target) => !EXTERNAL.test(target))
        .flatMap((target) => {
          const fault = faultOf(page, target);
          return fault === undefined ? [] : [`${target}: ${fault}`];
        });
      expect(faults).to.deep.equal([]);
    });
  }
});
