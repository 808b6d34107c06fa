import { symlinkSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { CopyOf, type Ended, SHELLS } from './support/script.js';

interface Sources {
  readonly datasources: readonly {
    readonly uid: string;
    readonly url: string;
    readonly isDefault?: boolean;
    readonly jsonData?: { readonly exemplarTraceIdDestinations?: unknown };
  }[];
}

for (const [name, shell] of Object.entries(SHELLS)) {
  describe(`docker/grafana/start.sh, run by ${name}`, () => {
    let copy: CopyOf;
    beforeEach(() => {
      copy = new CopyOf('grafana');
    });
    afterEach(() => copy.remove());

    const SHOW = 'cat "$GF_PATHS_PROVISIONING/datasources/prometheus.yml"';
    const start = (env: Readonly<Record<string, string>>, command = SHOW): Ended =>
      copy.run(shell, [copy.path('start.sh')], { GRAFANA: copy.program(command), ...env });
    const sourcesIn = ({ stdout }: Ended): Sources['datasources'] =>
      (parse(stdout.slice(stdout.indexOf('apiVersion'))) as Sources).datasources;
    const uids = (ended: Ended): string[] => sourcesIn(ended).map(({ uid }) => uid);

    it('provisions Prometheus, by default, and Alertmanager', () => {
      const sources = sourcesIn(start({}));
      expect(sources.map(({ uid }) => uid)).to.deep.equal(['prometheus', 'alertmanager']);
      expect(sources[0]).to.include({ isDefault: true });
      expect(sources[0]?.jsonData).not.to.have.property('exemplarTraceIdDestinations');
    });

    it('provisions the stores of the profiles in use', () => {
      expect(uids(start({ COMPOSE_PROFILES: 'otlp,thanos' }))).to.include('thanos');
      expect(uids(start({ COMPOSE_PROFILES: 'otlp,thanos' }))).not.to.include('victoriametrics');
      expect(uids(start({ COMPOSE_PROFILES: '*' }))).to.include.members([
        'thanos',
        'victoriametrics',
      ]);
    });

    it('reads the list of profiles as compose does', () => {
      const both = ['prometheus', 'alertmanager', 'victoriametrics', 'thanos'];
      expect(uids(start({ COMPOSE_PROFILES: ' thanos ,, victoriametrics,thanos' }))).to.deep.equal(
        both,
      );
      expect(uids(start({ COMPOSE_PROFILES: 'thanos victoriametrics' }))).not.to.include('thanos');
    });

    it('leads from an exemplar to its trace where there is a store of traces', () => {
      const sources = sourcesIn(start({ GRAFANA_TRACES_URL: 'http://tempo:3200' }));
      const [{ uid } = { uid: '' }] = sources.slice(-1);
      expect(sources[0]?.jsonData?.exemplarTraceIdDestinations).to.deep.equal([
        { name: 'trace_id', datasourceUid: uid },
      ]);
    });

    it('takes the password from a file, however its line ends', () => {
      copy.write('password', 'a $ecret & more\r\n');
      const env = { GF_SECURITY_ADMIN_PASSWORD__FILE: copy.path('password') };
      expect(start(env, 'env | grep ADMIN_PASSWORD').stdout).to.equal(
        '\nGF_SECURITY_ADMIN_PASSWORD=a $ecret & more\n',
      );
    });

    for (const [what, content] of [
      ['is not there', undefined],
      ['is empty', ''],
      ['is blank', ' \r\n\n'],
    ] as const) {
      it(`does not start with the password of Grafana's makers where the file ${what}`, () => {
        const file = copy.path('password');
        if (content !== undefined) copy.write('password', content);
        expect(start({ GF_SECURITY_ADMIN_PASSWORD__FILE: file })).to.deep.include({
          status: 1,
          stdout: '',
          stderr: `grafana: ${file} is not there or empty, or user ${process.getuid?.()} may not read it\n`,
        });
      });
    }

    it('is found through a link, from everywhere', () => {
      copy.write('else where/file', '');
      symlinkSync(copy.path('start.sh'), copy.path('else where/link'));
      const env = { GRAFANA: copy.program(SHOW), CDPATH: '/' };
      expect(uids(copy.run(shell, [copy.path('else where/link')], env))).to.include('prometheus');
    });

    it('says in one line that it knows no such store', () => {
      expect(start({ GRAFANA_TRACES_TYPE: 'zipkin2' })).to.deep.include({
        status: 1,
        stdout: '',
        stderr: "grafana: GRAFANA_TRACES_TYPE is 'zipkin2'; there are tempo, jaeger, zipkin\n",
      });
    });
  });
}
