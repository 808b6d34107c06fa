import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { DOCKER } from '../../docker/support/compose.js';
import { CopyOf, type Ended } from '../../docker/support/script.js';
import { needPrograms, PROMTOOLS } from '../support/programs.js';

const PROFILES = readdirSync(join(DOCKER, 'prometheus/profiles'));

/** Every choice of profiles, none and all among them. */
const CHOICES = PROFILES.reduce<string[][]>(
  (choices, profile) => choices.flatMap((choice) => [choice, [...choice, profile]]),
  [[]],
);

for (const [name, promtool] of Object.entries(PROMTOOLS)) {
  describe(`the configuration of Prometheus, checked by the ${name}`, () => {
    let copy: CopyOf;
    before(function () {
      needPrograms(this, promtool);
    });
    beforeEach(() => {
      copy = new CopyOf('prometheus');
    });
    afterEach(() => copy.remove());

    const check = (): Ended =>
      spawnSync(promtool, ['check', 'config', copy.path('prometheus.yml')], { encoding: 'utf8' });

    it('is valid as it is, with its rules, for who has a token', () => {
      copy.write('secrets/genesis-token', 'token');
      const { status, stdout, stderr } = check();
      expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
      expect(stdout).not.to.include('WARNING');
      const rules = readdirSync(copy.path('rules')).length;
      expect(stdout).to.include(`SUCCESS: ${rules} rule files found`);
      expect(stdout.match(/SUCCESS: \d+ rules found/g)).to.have.length(rules);
    });

    it('names the file of the token where it is missing', () => {
      const { status, stderr } = check();
      expect(status).to.equal(1);
      expect(stderr).to.match(/token file ".*\/secrets\/genesis-token": .*no such file/);
    });

    it('is valid with the targets of the compose file', () => {
      copy.write('secrets/genesis-token', 'token');
      for (const file of readdirSync(copy.path('targets.compose'))) {
        copy.write(`targets/${file}`, copy.read(`targets.compose/${file}`));
      }
      expect(check()).to.deep.include({ status: 0, stderr: '' });
    });

    for (const profiles of CHOICES) {
      it(`is valid as start.sh makes it for ${profiles.join(', ') || 'no profile'}`, () => {
        copy.write('secrets/influxdb-password', 'password');
        const checked = copy.program(`${promtool} check config "$config"`);
        const { status, stdout, stderr } = copy.run(['/bin/sh'], [copy.path('start.sh')], {
          PROMETHEUS: checked,
          PROMETHEUS_AUTH_TOKEN: 'token',
          COMPOSE_PROFILES: profiles.join(),
        });
        expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
        expect(stdout).to.include('is valid prometheus config file').and.not.to.include('WARNING');
      });
    }
  });
}
