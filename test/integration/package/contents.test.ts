import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { VERSION } from '../../../lib/version.js';
import { packedConsumer, REPOSITORY, readManifest } from './packed.js';

const BELONGS = [
  /^(package\.json|LICENSE|README\.md|CHANGELOG\.md)$/,
  /^docs\/([\w/-]+\.md|img\/[\w-]+\.(svg|png))$/,
  /^docker\/(\.env\.example|[\w/.-]+\.(ya?ml|json|sh|tmpl|env|iql))$/,
  /^dist\/(lib|instrumentation)\/[\w/-]+\.(m?js|m?js\.map|d\.m?ts)$/,
];

describe('the packed package', () => {
  const manifest = readManifest(REPOSITORY);
  let paths: readonly string[];
  before(() => {
    ({ paths } = packedConsumer());
  });

  it('contains what belongs into it and nothing else', () => {
    const strange = paths.filter((path) => !BELONGS.some((pattern) => pattern.test(path)));
    expect(strange).to.deep.equal([]);
  });

  it('contains the licence and every page for readers', () => {
    const pages = readdirSync(REPOSITORY).filter((name) => /^(LICENSE|.+\.md)$/.test(name));
    expect(paths).to.include.members(pages);
  });

  it('contains the monitoring stack without its settings and its secrets', () => {
    expect(paths).to.include('docker/docker-compose.monitoring.yml');
    expect(paths.filter((path) => /(^|\/)(\.env$|secrets\/)/.test(path))).to.deep.equal([]);
  });

  it('has a file for every entry of exports', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    for (const target of [...targets, manifest.main, manifest.types]) {
      expect(paths).to.include(target.replace('./', ''));
    }
  });

  it('offers types for every entry', () => {
    expect(Object.keys(manifest.exports)).to.include.members([
      '.',
      './register',
      './instrumentation',
    ]);
    for (const [entry, target] of Object.entries(manifest.exports)) {
      if (typeof target === 'string') continue;
      // TypeScript takes the first condition that fits, so the types come first.
      expect(Object.keys(target)[0], entry).to.equal('types');
    }
  });

  it('has source maps that need no other file', () => {
    for (const path of paths.filter((name) => name.endsWith('.map'))) {
      const map = JSON.parse(readFileSync(join(REPOSITORY, path), 'utf8')) as {
        sources: string[];
        sourcesContent?: string[];
      };
      expect(map.sourcesContent, path).to.have.length(map.sources.length);
    }
  });

  it('has no file of a source that is gone', () => {
    for (const path of paths.filter((name) => /\.m?js$/.test(name))) {
      const source = path.replace(/^dist\/(.*)\.(m?)js$/, '$1.$2ts');
      expect(() => readFileSync(join(REPOSITORY, source)), source).not.to.throw();
    }
  });

  it('says one version everywhere, and which versions it takes', () => {
    expect(VERSION).to.equal(manifest.version);
    expect(manifest.engines.node).to.equal('>=20.19.0');
    const ranges = new Set(
      Object.entries(manifest.dependencies)
        .filter(([name]) => name.startsWith('@opentelemetry/'))
        .map(([, range]) => range),
    );
    expect([...ranges].sort()).to.deep.equal([
      '^0.223.0 || ^0.301.0',
      // sdk-node pins its sdk-trace to 2.12.0; a later one would be a second copy of it.
      '^2.12.0 || ^3.1.0',
      '^2.12.1 || ^3.1.0',
    ]);
    expect(manifest.dependencies).not.to.have.any.keys('@opentelemetry/api', 'ccxt');
    expect(manifest.peerDependencies).to.have.any.keys('@opentelemetry/api');
  });
});
