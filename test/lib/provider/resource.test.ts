import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BotIdentity } from '../../../lib/config/load-identity.js';
import { NOBODY } from '../../../lib/config/load-identity.js';
import { botVersion } from '../../../lib/provider/bot-version.js';
import { botResource } from '../../../lib/provider/resource.js';
import { VERSION } from '../../../lib/version.js';

function attributesOf(identity: Partial<BotIdentity> = {}) {
  return botResource({ ...NOBODY, ...identity }).attributes;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

describe('botResource', () => {
  it('says who the bot is, where it runs and what measures it', () => {
    const attributes = attributesOf();
    expect(attributes).to.include({
      'service.name': 'unknown_service:node',
      'host.name': hostname(),
      'process.pid': process.pid,
      'process.executable.name': 'node',
      'process.runtime.name': 'nodejs',
      'process.runtime.version': process.versions.node,
      'telemetry.sdk.language': 'nodejs',
      'telemetry.sdk.name': 'opentelemetry',
      'telemetry.distro.name': 'genesis-otel',
      'telemetry.distro.version': VERSION,
    });
    expect(attributes).to.include.keys(
      'host.arch',
      'os.type',
      'os.version',
      'telemetry.sdk.version',
    );
    expect(attributes).not.to.have.property('genesis.account');
  });

  it('makes each process another instance', () => {
    const ids = [attributesOf(), attributesOf()].map((found) => found['service.instance.id']);
    for (const id of ids) expect(id).to.match(UUID);
    expect(new Set(ids).size).to.equal(2);
  });

  it('takes what somebody sets, except a name of nothing', () => {
    const given = { 'service.instance.id': 'desk-1', 'host.name': 'h', team: '', x: 'y' };
    expect(attributesOf({ attributes: given })).to.include(given);
    const blank = attributesOf({ attributes: { 'service.instance.id': '', 'service.name': '' } });
    expect(blank['service.instance.id']).to.match(UUID);
    expect(blank['service.name']).to.equal('unknown_service:node');
  });

  it('lets the name and version of their own win over the list', () => {
    const attributes = { 'service.name': 'listed', 'service.version': '1', 'genesis.account': 'l' };
    expect(attributesOf({ attributes })).to.include(attributes);
    const own = { serviceName: 'own', serviceVersion: '2', account: 'main' };
    expect(attributesOf({ ...own, attributes: { 'service.name': 'listed' } })).to.include({
      'service.name': 'own',
      'service.version': '2',
      'genesis.account': 'main',
    });
  });
});

describe('botVersion', () => {
  const folder = mkdtempSync(join(tmpdir(), 'genesis-'));
  after(() => rmSync(folder, { recursive: true }));

  function packaged(name: string, files: Record<string, string>): string {
    const root = join(folder, name);
    mkdirSync(join(root, 'dist', 'deep'), { recursive: true });
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
    const script = join(root, 'dist', 'deep', 'bot.js');
    writeFileSync(script, '');
    return script;
  }

  it('is that of the nearest package that has one, past links', () => {
    const script = packaged('whole', {
      'package.json': '{"name": "bot", "version": "1.2.3-rc.1+build"}',
      'dist/package.json': '{"type": "commonjs"}',
    });
    expect(botVersion(script)).to.equal('1.2.3-rc.1+build');
    const link = join(folder, 'linked');
    symlinkSync(script, link);
    expect(botVersion(link)).to.equal('1.2.3-rc.1+build');
  });

  for (const version of ['"latest"', '5', '"1.0 secret"', `"1${'0'.repeat(80)}"`, 'null', '{']) {
    it(`is never what a package calls ${version.slice(0, 20)}`, () => {
      const script = packaged('odd', { 'package.json': `{"version": ${version}}` });
      expect(botVersion(script)).not.to.equal(version.replaceAll('"', ''));
    });
  }

  it('is none where nothing is to be found', () => {
    expect(botVersion(join(folder, 'missing', 'bot.js'))).to.equal(undefined);
    expect(botVersion('not a file\0at all')).to.equal(undefined);
  });

  it('is that of the package of the main script', () => {
    // Mocha's, which runs this.
    expect(botVersion()).to.match(/^\d+\.\d+\.\d+/);
  });
});
