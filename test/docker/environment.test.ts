import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { COMPOSE_TEXT, DOCKER, SERVICES } from './support/compose.js';

const EXAMPLE = readFileSync(join(DOCKER, '.env.example'), 'utf8');
const VARIABLE = /\$\{([A-Z0-9_]+):-([^}]*)\}/g;

/** What the compose file takes when a variable is not set; several values are as many faults. */
function usedVariables(): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const [, name = '', value = ''] of COMPOSE_TEXT.matchAll(VARIABLE)) {
    used.set(name, (used.get(name) ?? new Set()).add(value));
  }
  return used;
}

/** The variables of the example, each with its value and with the comment above it. */
const explained = new Map(
  EXAMPLE.split('\n\n').flatMap((paragraph) => {
    const [last = '', ...comment] = paragraph.trim().split('\n').reverse();
    const [name = '', value = ''] = last.split(/=(.*)/);
    return last.startsWith('#') ? [] : [[name, { value, comment: comment.reverse() }] as const];
  }),
);

describe('docker/.env.example', () => {
  const used = usedVariables();

  it('has every variable of the compose file and no other', () => {
    const mentioned = new Set(
      [...COMPOSE_TEXT.matchAll(/\$\{?([A-Z][A-Z0-9_]*)/g)].map(([, name]) => name),
    );
    expect([...used.keys()]).to.have.members([...mentioned]);
    expect([...explained.keys()]).to.have.members([...used.keys()]);
  });

  it('has those of the setup guide, with its values', () => {
    const guide = {
      PROMETHEUS_AUTH_TOKEN: '',
      PROMETHEUS_PORT: '9090',
      PROMETHEUS_RETENTION_TIME: '15d',
      PROMETHEUS_RETENTION_SIZE: '10GB',
    };
    for (const [name, value] of Object.entries(guide)) {
      expect(explained.get(name)?.value, name).to.equal(value);
    }
  });

  it('tells of every profile, each of which Prometheus knows', () => {
    const profiles = new Set(SERVICES.flatMap(([, service]) => service.profiles ?? []));
    const { comment = [] } = explained.get('COMPOSE_PROFILES') ?? {};
    const told = comment.flatMap((line) => /^# {3}(\w+) {2,}\S/.exec(line)?.[1] ?? []);
    expect(told).to.have.members([...profiles]);
    expect(readdirSync(join(DOCKER, 'prometheus/profiles'))).to.have.members([...profiles]);
  });

  it('is copied to where git does not see it', () => {
    const paths = ['.env', 'prometheus/secrets/genesis-token', 'alertmanager/secrets/webhook-url'];
    const { stdout } = spawnSync('git', ['check-ignore', ...paths], {
      cwd: DOCKER,
      encoding: 'utf8',
    });
    expect(stdout.trim().split('\n')).to.deep.equal(paths);
  });

  for (const [name, { value, comment }] of explained) {
    it(`explains ${name} and gives its default`, () => {
      expect(comment.join('\n')).to.match(/^# \S/);
      expect([...(used.get(name) ?? [])]).to.deep.equal([value]);
    });
  }
});
