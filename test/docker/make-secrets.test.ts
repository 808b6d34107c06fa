import { rmSync, statSync, symlinkSync } from 'node:fs';
import { expect } from 'chai';
import { CopyOf, type Ended, SHELLS } from './support/script.js';

for (const [name, shell] of Object.entries(SHELLS)) {
  describe(`docker/make-secrets.sh, run by ${name}`, () => {
    let copy: CopyOf;
    beforeEach(() => {
      copy = new CopyOf();
    });
    afterEach(() => copy.remove());
    const make = (): Ended => copy.run(shell, [copy.path('make-secrets.sh')], {});
    const SECRETS = [
      'prometheus/secrets/genesis-token',
      'grafana/secrets/admin-password',
      'prometheus/secrets/influxdb-password',
      'influxdb/secrets/admin-password',
    ];

    it('makes secrets that only their group can read, each another', () => {
      expect(make()).to.deep.include({ status: 0, stderr: '' });
      expect(new Set(SECRETS.map((file) => copy.read(file)))).to.have.property(
        'size',
        SECRETS.length,
      );
      for (const file of [...SECRETS, 'thanos/secrets/s3-credentials', '.env']) {
        expect(statSync(copy.path(file)).mode & 0o777, file).to.equal(0o640);
      }
      for (const file of SECRETS) expect(copy.read(file)).to.match(/^[0-9a-f]{48}\n$/);
      expect(copy.read('.env')).to.include(`\nSECRETS_GROUP=${process.getgid?.()}\n`);
    });

    it('leaves alone what is there, and makes no token where .env has one', () => {
      copy.write('grafana/secrets/admin-password', 'mine');
      copy.write('.env', 'PROMETHEUS_AUTH_TOKEN=mine\n');
      const { stdout } = make();
      expect(copy.read('grafana/secrets/admin-password')).to.equal('mine');
      expect(copy.read('.env')).to.equal('PROMETHEUS_AUTH_TOKEN=mine\n');
      expect(stdout).not.to.include('genesis-token');
      expect(make().stdout).not.to.include('made');
    });

    it('makes anew what is blank', () => {
      copy.write('grafana/secrets/admin-password', '\r\n');
      make();
      expect(copy.read('grafana/secrets/admin-password')).to.match(/^[0-9a-f]{48}\n$/);
    });

    it('says that containers are not in the group of the secrets', () => {
      const group = process.getgid?.() ?? 0;
      copy.write('.env', `SECRETS_GROUP=${group + 1}\n`);
      expect(make().stdout).to.include(`put SECRETS_GROUP=${group} into docker/.env\n`);
      copy.write('.env', `SECRETS_GROUP='${group}' # mine\n`);
      expect(make().stdout).not.to.include('SECRETS_GROUP');
    });

    // What npm makes of a folder like this one.
    it('makes folders for secrets where there are none, which git ignores', () => {
      const services = ['alertmanager', 'grafana', 'influxdb', 'prometheus', 'thanos'];
      const ignores = services.map((service) => `${service}/secrets/.gitignore`);
      const shipped = ['.gitignore', ...ignores].map((file) => copy.read(file));
      rmSync(copy.path('.gitignore'));
      for (const service of services) rmSync(copy.path(`${service}/secrets`), { recursive: true });
      expect(make()).to.deep.include({ status: 0, stderr: '' });
      expect(copy.read('prometheus/secrets/genesis-token')).to.match(/^[0-9a-f]{48}\n$/);
      expect(['.gitignore', ...ignores].map((file) => copy.read(file))).to.deep.equal(shipped);
    });

    it('is found through a link, from everywhere', () => {
      copy.write('else where/file', '');
      symlinkSync(copy.path('make-secrets.sh'), copy.path('else where/link'));
      expect(copy.run(shell, [copy.path('else where/link')], { CDPATH: '/' }).status).to.equal(0);
      expect(copy.read('grafana/secrets/admin-password')).to.match(/^[0-9a-f]{48}\n$/);
    });

    it('asks for a channel of alerts until there is one', () => {
      expect(make().stdout).to.include('docker/alertmanager/secrets/webhook-url');
      copy.write('alertmanager/secrets/webhook-url', 'https://example.com');
      expect(make().stdout).to.equal('');
    });
  });
}
