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

    const start = (env: Readonly<Record<string, string>>): Ended => {
      const show = 'cat "$GF_PATHS_PROVISIONING/datasources/prometheus.yml"';
      return copy.run(shell, [copy.path('start.sh')], { GRAFANA: copy.program(show), ...env });
    };
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

    it('leads from an exemplar to its trace where there is a store of traces', () => {
      const sources = sourcesIn(start({ GRAFANA_TRACES_URL: 'http://tempo:3200' }));
      const [{ uid } = { uid: '' }] = sources.slice(-1);
      expect(sources[0]?.jsonData?.exemplarTraceIdDestinations).to.deep.equal([
        { name: 'trace_id', datasourceUid: uid },
      ]);
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
