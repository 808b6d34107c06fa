import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { INSTRUMENTED_MODULES } from '../../instrumentation/index.js';
import { CLIENT_SIGNALS } from '../../scripts/clients/client-signals.js';
import { TESTED_CLIENTS } from '../../scripts/clients/tested-clients.js';
import { testedVersions } from '../../scripts/clients-table.js';

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const ROOT = join(__dirname, '../../..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;

describe('the table of exchange clients', () => {
  it('has a row for every module that is hooked, and for no other', () => {
    const modules = CLIENT_SIGNALS.flatMap((client) => client.modules ?? [client.package]);
    expect([...new Set(modules)]).to.have.members([...new Set(INSTRUMENTED_MODULES)]);
  });

  for (const { package: name } of CLIENT_SIGNALS) {
    it(`${name} is tested with the release that is the development dependency`, () => {
      expect(testedVersions(name).at(-1)).to.equal(manifest.devDependencies[name]);
    });

    // A range here would keep npm from installing us beside a release that merely runs unwrapped.
    it(`${name} is an optional peer in any release`, () => {
      expect(manifest.peerDependencies[name]).to.equal('*');
      expect(manifest.peerDependenciesMeta[name]?.optional).to.equal(true);
    });
  }

  it('has a row for every client of the matrix, or for the one whose sister it is', () => {
    const rows = CLIENT_SIGNALS.map((client) => client.package);
    for (const { package: name, sisterOf = name } of TESTED_CLIENTS) {
      expect(rows).to.include(sisterOf);
    }
  });

  it('has a client of the matrix for every row', () => {
    const tested = TESTED_CLIENTS.map((client) => client.package);
    expect(tested).to.include.members(CLIENT_SIGNALS.map((client) => client.package));
  });

  it('tries at least four releases of the clients that are always tried', () => {
    for (const { package: name, versions, isExtra } of TESTED_CLIENTS) {
      if (isExtra !== true) expect(new Set(versions).size, name).to.be.at.least(4);
    }
  });

  it('says a range that begins at the oldest release of the matrix and is closed', () => {
    for (const { package: name, versions, sisterOf } of TESTED_CLIENTS) {
      if (sisterOf !== undefined) continue;
      const range = CLIENT_SIGNALS.find((client) => client.package === name)?.supported.join(' ');
      expect(range, name).to.match(new RegExp(`^>=${versions[0]?.replaceAll('.', '\\.')} <\\d+`));
    }
  });
});
