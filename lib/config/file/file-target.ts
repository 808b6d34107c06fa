import type { FileNode } from './file-node.js';
import type { FileSettings } from './file-settings.js';

/** The kinds of OTLP exporters; others cannot be honoured. */
const KINDS = ['otlp_http', 'otlp_grpc'] as const;
export type OtlpKind = (typeof KINDS)[number];

/** The kind of the OTLP exporter at the end of a way of keys; looks at nothing. */
export function otlpKind(node: FileNode, ...way: string[]): OtlpKind | undefined {
  return KINDS.find((kind) => node.has(...way, 'exporter', kind));
}

/**
 * Takes over where and how an OTLP exporter pushes.
 * @param parent what has the exporter
 */
export function takeTarget(
  settings: FileSettings,
  parent: FileNode,
  kind: OtlpKind,
  signal: 'METRICS' | 'TRACES',
): void {
  const exporter = parent.child('exporter').child(kind);
  const variable = <Part extends string>(part: Part) =>
    `OTEL_EXPORTER_OTLP_${signal}_${part}` as const;
  const protocol =
    kind === 'otlp_grpc' ? 'grpc' : `http/${exporter.value('encoding') ?? 'protobuf'}`;
  settings.set(variable('PROTOCOL'), exporter.path, protocol);
  settings.set(variable('HEADERS'), exporter.pathOf('headers'), headersOf(exporter));
  settings.copy(exporter, {
    endpoint: variable('ENDPOINT'),
    compression: variable('COMPRESSION'),
    timeout: variable('TIMEOUT'),
  });
  const tls = exporter.child('tls');
  settings.copy(tls, {
    ca_file: variable('CERTIFICATE'),
    cert_file: variable('CLIENT_CERTIFICATE'),
    key_file: variable('CLIENT_KEY'),
  });
  if (kind === 'otlp_grpc') settings.copy(tls, { insecure: variable('INSECURE') });
}

/** As the variable has them; those of the list of names and values come last, and so they win. */
function headersOf(exporter: FileNode): string | undefined {
  const list = exporter.value('headers_list');
  const pairs = exporter.items('headers').flatMap((header) => {
    const [name, value] = [header.value('name'), header.value('value')];
    if (name === undefined || value === undefined) return [];
    return [`${encodeURIComponent(String(name))}=${encodeURIComponent(String(value))}`];
  });
  const all = [...(typeof list === 'string' ? [list] : []), ...pairs];
  return all.length === 0 ? undefined : all.join();
}
