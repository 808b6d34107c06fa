import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type {
  Container,
  Kustomization,
  MonitorEndpoint,
  NetworkPolicy,
  PodMonitor,
  Service,
  ServiceMonitor,
} from '../support/kubernetes/manifests.js';
import { botManifest, KUBERNETES, manifest, selects } from '../support/kubernetes/manifests.js';
import { faultsOf } from '../support/kubernetes/schemas.js';

/** What stands in the folder and not in the kustomization: what is another way to the same. */
const ALTERNATIVES = ['service.yaml', 'service-monitor.yaml'];
const SECRET = 'genesis-metrics-token';
/** An exact release: `node:24.21.0-bookworm-slim`, `…/genesis-bot:0.1.0`. */
const PINNED = /:\d+\.\d+\.\d+(-[a-z-]+)?$/;

const files = readdirSync(KUBERNETES).filter(
  (file) => file.endsWith('.yaml') && file !== 'kustomization.yaml',
);
const { deployment, pod, bot } = botManifest();
const containers: readonly Container[] = [...pod.spec.initContainers, ...pod.spec.containers];
const { labels } = pod.metadata;
const portNames = (bot.ports ?? []).map(({ name }) => name);
const podMonitor = manifest<PodMonitor>('pod-monitor.yaml');
const serviceMonitor = manifest<ServiceMonitor>('service-monitor.yaml');
const service = manifest<Service>('service.yaml');
const endpoints: readonly MonitorEndpoint[] = [
  ...podMonitor.spec.podMetricsEndpoints,
  ...serviceMonitor.spec.endpoints,
];

describe('the schemas of Kubernetes', () => {
  const { spec } = podMonitor;
  const base = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata: {} };

  it('find a field that does not exist, wherever it is', () => {
    const faults = faultsOf({ ...base, spec: { ...spec, podMetricsEndpoint: [] } } as never);
    expect(faults).to.deep.equal(['/spec must NOT have additional properties podMetricsEndpoint']);
    const misspelled = structuredClone(manifest<object>('deployment.yaml')) as {
      spec: { template: { spec: { containers: [Record<string, unknown>] } } };
    };
    misspelled.spec.template.spec.containers[0]['readynessProbe'] = {};
    expect(faultsOf(misspelled as never)).to.deep.equal([
      '/spec/template/spec/containers/0 must NOT have additional properties readynessProbe',
    ]);
  });

  it('find a value of the wrong kind and one that is missing', () => {
    expect(faultsOf({ ...base, spec: {} } as never)).to.include(
      "/spec must have required property 'selector'",
    );
    const faults = faultsOf({ ...base, spec: { ...spec, sampleLimit: 'many' } } as never);
    expect(faults).to.deep.equal(['/spec/sampleLimit must be integer']);
  });
});

describe('examples/kubernetes', () => {
  for (const file of files) {
    it(`${file} is what Kubernetes takes`, () => {
      expect(faultsOf(manifest(file))).to.deep.equal([]);
    });
  }

  it('has all manifests in its kustomization, and one way of scraping', () => {
    const { resources } = manifest<Kustomization>('kustomization.yaml');
    expect([...resources].sort()).to.deep.equal(
      files.filter((file) => !ALTERNATIVES.includes(file)).sort(),
    );
  });

  it('never has two bots trade at once', () => {
    expect(deployment.spec.replicas).to.equal(1);
    expect(deployment.spec.strategy.type).to.equal('Recreate');
    expect(pod.spec.terminationGracePeriodSeconds).to.be.at.least(30);
  });

  it('finds the bot by every selector', () => {
    const { podSelector } = manifest<NetworkPolicy>('network-policy.yaml').spec;
    const selectors = [deployment.spec.selector, podSelector, podMonitor.spec.selector];
    for (const selector of [...selectors, { matchLabels: service.spec.selector }]) {
      expect(selects(selector, labels), JSON.stringify(selector)).to.equal(true);
    }
    const found = selects(serviceMonitor.spec.selector, service.metadata.labels ?? {});
    expect(found, 'the Service').to.equal(true);
  });

  it('names the port of the bot everywhere alike', () => {
    const policy = manifest<NetworkPolicy>('network-policy.yaml').spec.ingress;
    const [servicePort] = service.spec.ports;
    const named = [
      bot.livenessProbe?.httpGet?.port,
      bot.readinessProbe?.httpGet?.port,
      ...policy.flatMap(({ ports }) => ports.map(({ port }) => port)),
      ...podMonitor.spec.podMetricsEndpoints.map(({ port }) => port),
      servicePort?.targetPort,
    ];
    for (const name of named) expect(portNames).to.include(name);
    expect(serviceMonitor.spec.endpoints.map(({ port }) => port)).to.deep.equal([
      servicePort?.name,
    ]);
    // Other containers of the pod must have no such port, or they are scraped as well.
    const others = containers.filter(({ name }) => name !== 'bot');
    expect(others.flatMap(({ ports = [] }) => ports)).to.deep.equal([]);
  });

  it('takes the token from keys of one Secret, and holds no token', () => {
    const [volume] = pod.spec.volumes;
    expect(volume?.secret.secretName).to.equal(SECRET);
    expect(volume?.secret.items).to.deep.equal([{ key: 'accepted', path: 'accepted' }]);
    for (const { authorization } of endpoints) {
      expect(authorization.type).to.equal('Bearer');
      expect(authorization.credentials).to.deep.equal({ name: SECRET, key: 'shown' });
    }
    const readme = readFileSync(join(KUBERNETES, 'README.md'), 'utf8');
    for (const key of ['accepted', 'shown']) expect(readme).to.include(`--from-file=${key}=`);
    expect(files.map((file) => manifest<{ kind: string }>(file).kind)).to.not.include('Secret');
  });

  it('mounts the token as a folder, where the bot looks for it and may read it', () => {
    const [mount] = bot.volumeMounts ?? [];
    expect(mount).to.include({ name: pod.spec.volumes[0]?.name });
    expect(mount).to.not.have.property('subPath');
    const file = bot.env?.find(({ name }) => name === 'PROMETHEUS_AUTH_TOKEN_FILE')?.value;
    expect(file).to.equal(`${mount?.mountPath}/accepted`);
    expect(pod.spec.volumes[0]?.secret.defaultMode).to.equal(0o440);
    expect(pod.spec.securityContext['fsGroup']).to.equal(pod.spec.securityContext['runAsGroup']);
  });

  it('has the rights that it needs and no more', () => {
    expect(pod.spec.automountServiceAccountToken).to.equal(false);
    expect(pod.spec.securityContext).to.deep.include({
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const { name, securityContext, resources } of containers) {
      expect(securityContext, name).to.deep.equal({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(resources.requests, name).to.have.keys('cpu', 'memory');
      // A limit of CPU would hold the bot back.
      expect(resources.limits, name).to.have.keys('memory');
    }
  });

  it('lets Prometheus in and nobody else', () => {
    const { ingress } = manifest<NetworkPolicy>('network-policy.yaml').spec;
    const [from, ...more] = ingress.flatMap((rule) => rule.from);
    expect(more).to.deep.equal([]);
    // One peer with both: two peers would let the whole namespace in.
    expect(from).to.have.keys('namespaceSelector', 'podSelector');
  });

  it('has images of one exact release', () => {
    const { images } = manifest<Kustomization>('kustomization.yaml');
    for (const { image } of containers) {
      expect(image).to.match(PINNED);
      expect(images.map(({ name, newTag }) => `${name}:${newTag}`)).to.include(image);
    }
    const dockerfile = readFileSync(join(KUBERNETES, 'Dockerfile'), 'utf8');
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(bases).to.have.length(2);
    for (const base of bases) expect(base).to.match(PINNED);
  });
});

describe('the Dockerfile of examples/kubernetes', () => {
  const root = join(KUBERNETES, '../..');
  const text = readFileSync(join(KUBERNETES, 'Dockerfile'), 'utf8');
  const { version, devDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as { version: string; devDependencies: Record<string, string> };

  it('packs this version, and ccxt and OpenTelemetry as they are tested', () => {
    expect(text).to.include(`genesis-otel-${version}.tgz`);
    for (const name of ['ccxt', '@opentelemetry/api']) {
      expect(text).to.include(`${name}@${devDependencies[name]}`);
    }
  });

  it('runs the bot as the manifest does, as the same user', () => {
    const [, command = '[]'] = /^CMD (.+)$/m.exec(text) ?? [];
    expect(JSON.parse(command)).to.deep.equal(bot.command);
    const { runAsUser, runAsGroup } = pod.spec.securityContext;
    expect(text).to.include(`USER ${runAsUser}:${runAsGroup}`);
  });

  it('has every script that a container runs', () => {
    for (const { command } of containers) {
      const script = command.find((part) => part.endsWith('.js')) ?? '';
      expect(existsSync(join(root, script)), script).to.equal(true);
      expect(script).to.match(/^dist\/examples\//);
    }
  });
});
