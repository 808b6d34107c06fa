import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { temporaryDirectory } from '../lib/prometheus/support/files.js';
import type { PodMonitor, ServiceMonitor } from '../support/kubernetes/manifests.js';
import { botManifest, manifest } from '../support/kubernetes/manifests.js';
import { operatorRelabelings, POD, SERVICE } from '../support/kubernetes/operator.js';
import { needPrograms, PROMTOOLS } from './support/programs.js';

type Labels = Readonly<Record<string, string>>;

const JOB = 'of-the-monitor';
const { pod, bot } = botManifest();
const podMonitor = manifest<PodMonitor>('pod-monitor.yaml').spec;
const serviceMonitor = manifest<ServiceMonitor>('service-monitor.yaml').spec;

/** The labels of a pod as the discovery of Kubernetes tells them. */
function discovered(name: string, other: Labels = {}): Labels {
  const ofPod = Object.entries(pod.metadata.labels).flatMap(([label, value]) =>
    ['pod', 'service'].flatMap((what): [string, string][] => [
      [`__meta_kubernetes_${what}_label_${label.replace(/\W/g, '_')}`, value],
      [`__meta_kubernetes_${what}_labelpresent_${label.replace(/\W/g, '_')}`, 'true'],
    ]),
  );
  return {
    ...Object.fromEntries(ofPod),
    __meta_kubernetes_namespace: 'trading',
    __meta_kubernetes_pod_name: name,
    __meta_kubernetes_pod_phase: 'Running',
    __meta_kubernetes_pod_container_name: bot.name,
    __meta_kubernetes_pod_container_port_name: 'metrics',
    __meta_kubernetes_endpoint_port_name: 'metrics',
    ...other,
  };
}

const PODS = [
  discovered('genesis-bot-7d9c5b6f4-x2x9k'),
  discovered('genesis-bot-7d9c5b6f4-lz4qm'),
  discovered('genesis-bot-that-ended', { __meta_kubernetes_pod_phase: 'Succeeded' }),
  discovered('another-port', {
    __meta_kubernetes_pod_container_port_name: 'web',
    __meta_kubernetes_endpoint_port_name: 'web',
  }),
  discovered('another-program', {
    __meta_kubernetes_pod_label_app_kubernetes_io_name: 'grafana',
    __meta_kubernetes_service_label_app_kubernetes_io_name: 'grafana',
  }),
];

const [podEndpoint] = podMonitor.podMetricsEndpoints;
const [serviceEndpoint] = serviceMonitor.endpoints;
const MONITORS = {
  pod: operatorRelabelings(POD, podMonitor.selector, podEndpoint),
  service: operatorRelabelings(SERVICE, serviceMonitor.selector, serviceEndpoint),
};

for (const [program, promtool] of Object.entries(PROMTOOLS)) {
  describe(`what ${program} makes of examples/kubernetes`, () => {
    let folder: ReturnType<typeof temporaryDirectory>;

    before(function () {
      needPrograms(this, promtool);
      folder = temporaryDirectory();
    });
    after(() => folder?.remove());

    /** The labels of each target that is left, as the server's own code finds them. */
    async function targets(monitor: string, relabelings: readonly unknown[]): Promise<Labels[]> {
      const file = join(folder.path, 'pods.json');
      const scrape = {
        job_name: JOB,
        file_sd_configs: [{ files: [file] }],
        relabel_configs: relabelings,
      };
      const config = join(folder.path, `${monitor}.json`);
      writeFileSync(config, JSON.stringify({ scrape_configs: [scrape] }));
      const args = ['check', 'service-discovery', '--timeout=2s', config, JOB];
      const { stdout } = await promisify(execFile)(promtool, args);
      const found = JSON.parse(stdout) as { labels: Labels }[];
      expect(found).to.have.length(PODS.length);
      return found.flatMap(({ labels }) => (labels?.['job'] === undefined ? [] : [labels]));
    }

    it('is job genesis and one instance a pod, by either monitor', async () => {
      const groups = PODS.map((labels, index) => ({ targets: [`10.1.2.${index}:9464`], labels }));
      writeFileSync(join(folder.path, 'pods.json'), JSON.stringify(groups));
      const found = await Promise.all(
        Object.entries(MONITORS).map(([monitor, relabelings]) => targets(monitor, relabelings)),
      );
      for (const left of found) {
        const ids = left.map(({ job, instance, pod: name }) => ({ job, instance, name }));
        expect(ids.sort((a, b) => `${a.name}`.localeCompare(`${b.name}`))).to.deep.equal(
          ['genesis-bot-7d9c5b6f4-lz4qm', 'genesis-bot-7d9c5b6f4-x2x9k'].map((name) => ({
            job: 'genesis',
            instance: name,
            name,
          })),
        );
      }
    });
  });
}
