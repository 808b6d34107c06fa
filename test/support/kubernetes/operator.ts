import type { MonitorEndpoint, Relabeling, Selector } from './manifests.js';

/** A relabeling as Prometheus' own configuration has it. */
type PrometheusRelabeling = Readonly<Record<string, unknown>>;

/** What a monitor selects, and what of the discovery tells it. */
interface Discovery {
  /** `pod` or `service`: whose labels the selector looks at. */
  readonly selected: 'pod' | 'service';
  /** The label of the discovery that has the name of the port. */
  readonly port: string;
}

export const POD: Discovery = {
  selected: 'pod',
  port: '__meta_kubernetes_pod_container_port_name',
};
export const SERVICE: Discovery = {
  selected: 'service',
  port: '__meta_kubernetes_endpoint_port_name',
};

/**
 * The relabelings that the Prometheus operator (0.93) makes of a monitor: its own, which choose the
 * targets and label them, and then those of the monitor.
 */
export function operatorRelabelings(
  { selected, port }: Discovery,
  selector: Selector,
  endpoint: MonitorEndpoint,
): PrometheusRelabeling[] {
  const meta = (name: string): string => `__meta_kubernetes_${name}`;
  const labels = Object.entries(selector.matchLabels).map(([name, value]) => {
    const label = name.replace(/\W/g, '_');
    const sources = [meta(`${selected}_label_${label}`), meta(`${selected}_labelpresent_${label}`)];
    return { action: 'keep', source_labels: sources, regex: `(${value});true` };
  });
  return [
    { source_labels: ['job'], target_label: '__tmp_prometheus_job_name' },
    { action: 'drop', source_labels: [meta('pod_phase')], regex: '(Failed|Succeeded)' },
    ...labels,
    { action: 'keep', source_labels: [port], regex: endpoint.port },
    { source_labels: [meta('namespace')], target_label: 'namespace' },
    { source_labels: [meta('pod_container_name')], target_label: 'container' },
    { source_labels: [meta('pod_name')], target_label: 'pod' },
    { target_label: 'job', replacement: 'trading/genesis-bot' },
    { target_label: 'endpoint', replacement: endpoint.port },
    ...endpoint.relabelings.map(inPrometheusWords),
  ];
}

function inPrometheusWords({ sourceLabels, targetLabel, ...rest }: Relabeling) {
  return {
    ...(sourceLabels === undefined ? {} : { source_labels: sourceLabels }),
    ...(targetLabel === undefined ? {} : { target_label: targetLabel }),
    ...rest,
  };
}
