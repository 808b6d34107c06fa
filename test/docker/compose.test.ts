import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Service } from './support/compose.js';
import { COMPOSE, COMPOSE_TEXT, DOCKER, mountsOf, SERVICES } from './support/compose.js';

/** A release to the last figure: `v3.5.5`, `13.2.3`. */
const EXACT = /^[a-z0-9./-]+:v?\d+\.\d+(\.\d+)?$/;
/** Secrets are made by whoever runs the stack; where they go to has to be there. */
const isSecret = (path: string): boolean => path.includes('/secrets/');
const endsByItself = ({ restart = '' }: Service): boolean => /^(no|on-failure)/.test(restart);

for (const [name, service] of SERVICES) {
  describe(`the service ${name} of the stack`, () => {
    it('is of an exact release', () => {
      expect(service.image).to.match(EXACT);
      expect(service.image.split(':')[1]?.split('.')).to.have.length.within(2, 3);
    });

    it('mounts what is there, and may write to volumes only', () => {
      for (const { source, target, mode } of mountsOf(service)) {
        expect(target, source).to.match(/^\//);
        if (!source.startsWith('.')) {
          expect(COMPOSE.volumes, source).to.have.property(source);
          continue;
        }
        expect(existsSync(join(DOCKER, source)), source).to.equal(true);
        expect(mode, source).to.equal('ro');
      }
      for (const file of service.env_file ?? [])
        expect(existsSync(join(DOCKER, file))).to.equal(true);
    });

    it('can do no more than it has to', () => {
      expect(service).to.deep.include({ read_only: true, cap_drop: ['ALL'] });
      expect(service.security_opt).to.deep.equal(['no-new-privileges:true']);
      expect(service).to.include.keys('mem_limit', 'pids_limit');
      expect(service.logging?.options).to.include.keys('max-size', 'max-file');
      // Who hands a volume over is root, may do that, and reaches no network.
      if (service.cap_add === undefined)
        return expect(service.user).to.match(/^[1-9]\d*:[1-9]\d*$/);
      expect(service).to.include({ user: '0:0', network_mode: 'none', restart: 'no' });
      expect(service.cap_add).to.deep.equal(['CHOWN']);
    });

    it('is published on loopback only', () => {
      for (const port of service.ports ?? [])
        expect(port).to.match(/^127\.0\.0\.1:\$\{[A-Z_]+:-\d+\}:\d+$/);
    });

    it('starts again by itself, or ends by itself and is waited for', () => {
      if (!endsByItself(service)) return expect(service.restart).to.equal('unless-stopped');
      const conditions = SERVICES.map(([, other]) => other.depends_on?.[name]?.condition);
      expect(conditions).to.include('service_completed_successfully');
    });

    it('has a health check, or a reason to have none', () => {
      if (service.healthcheck !== undefined)
        return expect(service.healthcheck.test[0]).to.equal('CMD');
      const comment = new RegExp(`# No health check: [^\\n]+\\n(  #[^\\n]*\\n)*  ${name}:`);
      if (service.cap_add === undefined) expect(COMPOSE_TEXT).to.match(comment);
    });

    it('waits only for what the same profiles start', () => {
      for (const needed of Object.keys(service.depends_on ?? {})) {
        const profiles = COMPOSE.services[needed]?.profiles ?? service.profiles;
        expect(profiles, needed).to.deep.equal(service.profiles);
      }
    });
  });
}

describe('the stack', () => {
  it('has these profiles, and no more without one than Prometheus, Alertmanager and Grafana', () => {
    const services: Record<string, string[]> = {};
    for (const [name, { profiles = ['none'] }] of SERVICES) {
      services[profiles.join()] = [...(services[profiles.join()] ?? []), name];
    }
    expect(services).to.deep.equal({
      none: ['prometheus', 'alertmanager', 'grafana'],
      otlp: ['otel-collector'],
      victoriametrics: ['victoriametrics-owner', 'victoriametrics'],
      influxdb: ['influxdb'],
      thanos: [
        's3',
        's3-bucket',
        'thanos-owner',
        'thanos-sidecar',
        'thanos-store',
        'thanos-compactor',
        'thanos-query',
      ],
    });
  });

  it('starts Prometheus alone', () => {
    expect(COMPOSE.services['prometheus']).not.to.have.property('depends_on');
    expect(COMPOSE.services['prometheus']).not.to.have.property('secrets');
  });

  it('has its secrets in files that git never sees, and no default for any', () => {
    for (const [name, { file }] of Object.entries(COMPOSE.secrets)) {
      expect(isSecret(file), name).to.equal(true);
      const ignored = join(DOCKER, file, '../.gitignore');
      expect(readFileSync(ignored, 'utf8').split('\n')).to.include.members(['*', '!.gitignore']);
    }
    expect(COMPOSE_TEXT).not.to.match(/(PASSWORD|TOKEN|SECRET|KEY):-[^}]/);
    for (const [name, { environment = {} }] of SERVICES) {
      for (const [variable, value] of Object.entries(environment)) {
        if (!/PASSWORD|TOKEN|SECRET|_KEY/.test(variable)) continue;
        expect(String(value), `${name} ${variable}`).to.match(
          /^(\/run\/secrets\/|\$\{[A-Z_]+:-\})/,
        );
      }
    }
  });

  it('uses each volume, network and secret that it declares', () => {
    const mounts = SERVICES.flatMap(([, service]) => mountsOf(service).map(({ source }) => source));
    const uses = (key: 'networks' | 'secrets'): string[] =>
      SERVICES.flatMap(([, service]) => service[key] ?? []);
    expect(mounts).to.include.members(Object.keys(COMPOSE.volumes));
    expect(new Set(uses('networks'))).to.have.all.keys(Object.keys(COMPOSE.networks));
    expect(new Set(uses('secrets'))).to.have.all.keys(Object.keys(COMPOSE.secrets));
  });

  it('lets nothing but Thanos reach the store of blocks', () => {
    const inside = SERVICES.filter(([, { networks }]) => networks?.includes('storage'));
    expect(inside.map(([name]) => name).filter((name) => !/^(s3|thanos)/.test(name))).to.deep.equal(
      [],
    );
    expect(COMPOSE.networks['storage']?.internal).to.equal(true);
  });
});
