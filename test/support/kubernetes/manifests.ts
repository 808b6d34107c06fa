import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The folder of the manifests. */
export const KUBERNETES = join(__dirname, '../../../../examples/kubernetes');

type Labels = Readonly<Record<string, string>>;

export interface Selector {
  readonly matchLabels: Labels;
}

export interface SecretKey {
  readonly name: string;
  readonly key: string;
}

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly args?: readonly string[];
  readonly restartPolicy?: string;
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
  }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
  }[];
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<'requests' | 'limits', Readonly<Record<string, string>>>>;
}

export interface Pod {
  readonly metadata: { readonly labels: Labels };
  readonly spec: {
    readonly automountServiceAccountToken: boolean;
    readonly terminationGracePeriodSeconds: number;
    readonly securityContext: Readonly<Record<string, unknown>>;
    readonly initContainers: readonly Container[];
    readonly containers: readonly Container[];
    readonly volumes: readonly {
      readonly name: string;
      readonly secret: {
        readonly secretName: string;
        readonly defaultMode: number;
        readonly items: readonly { readonly key: string; readonly path: string }[];
      };
    }[];
  };
}

interface Manifest {
  readonly metadata: { readonly name: string; readonly labels?: Labels };
}

export interface Deployment extends Manifest {
  readonly spec: {
    readonly replicas: number;
    readonly strategy: { readonly type: string };
    readonly selector: Selector;
    readonly template: Pod;
  };
}

/** A rule of the operator's that Prometheus applies to a target. */
export interface Relabeling {
  readonly sourceLabels?: readonly string[];
  readonly targetLabel?: string;
  readonly replacement?: string;
  readonly regex?: string;
  readonly action?: string;
}

export interface MonitorEndpoint {
  readonly port: string;
  readonly path: string;
  readonly interval: string;
  readonly scrapeTimeout: string;
  readonly authorization: { readonly type: string; readonly credentials: SecretKey };
  readonly relabelings: readonly Relabeling[];
}

export interface PodMonitor extends Manifest {
  readonly spec: {
    readonly selector: Selector;
    readonly podMetricsEndpoints: readonly [MonitorEndpoint];
  };
}

export interface ServiceMonitor extends Manifest {
  readonly spec: { readonly selector: Selector; readonly endpoints: readonly [MonitorEndpoint] };
}

export interface Service extends Manifest {
  readonly spec: {
    readonly selector: Labels;
    readonly ports: readonly {
      readonly name: string;
      readonly port: number;
      readonly targetPort: string;
    }[];
  };
}

export interface NetworkPolicy extends Manifest {
  readonly spec: {
    readonly podSelector: Selector;
    readonly ingress: readonly {
      readonly from: readonly Readonly<Record<string, Selector>>[];
      readonly ports: readonly { readonly port: string }[];
    }[];
  };
}

export interface Kustomization {
  readonly namespace: string;
  readonly resources: readonly string[];
  readonly images: readonly { readonly name: string; readonly newTag: string }[];
}

/** Reads a manifest. YAML 1.1, as Kubernetes does: there `on` is a boolean and 0440 octal. */
export function manifest<T>(file: string): T {
  return parse(readFileSync(join(KUBERNETES, file), 'utf8'), { version: '1.1' }) as T;
}

/** Reads the manifest of the bot, and its pod and container with it. */
export function botManifest(): { deployment: Deployment; pod: Pod; bot: Container } {
  const deployment = manifest<Deployment>('deployment.yaml');
  const pod = deployment.spec.template;
  const bot = pod.spec.containers.find(({ name }) => name === 'bot');
  if (bot === undefined) throw new Error('deployment.yaml has no container "bot"');
  return { deployment, pod, bot };
}

/** Whether a selector finds what has these labels. */
export function selects({ matchLabels }: Selector, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
}
