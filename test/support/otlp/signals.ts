import { join } from 'node:path';
import type { Type } from 'protobufjs';
import { Root } from 'protobufjs';

const PROTO_DIR = join(__dirname, '../../../../proto');

export type Signal = 'metrics' | 'traces' | 'logs';

/** How a signal is sent, after the official proto files. */
export interface SignalProtocol {
  readonly signal: Signal;
  readonly httpPath: string;
  readonly grpcPath: string;
  readonly request: Type;
  readonly response: Type;
  /** The field of a partial success that counts what was refused. */
  readonly rejectedField: string;
}

const root = new Root();
root.resolvePath = (_origin, target) => join(PROTO_DIR, target);
root.loadSync(
  ['metrics', 'trace', 'logs'].map(
    (name) => `opentelemetry/proto/collector/${name}/v1/${name}_service.proto`,
  ),
);
root.resolveAll();

function protocolOf(
  signal: Signal,
  service: string,
  httpPath: string,
  rejectedField: string,
): SignalProtocol {
  const { methods, fullName } = root.lookupService(service);
  const method = methods['Export'];
  if (method === undefined) throw new Error(`${service} has no method Export`);
  method.resolve();
  const { resolvedRequestType, resolvedResponseType } = method;
  if (resolvedRequestType === null || resolvedResponseType === null) {
    throw new Error(`${service} does not say what it takes and gives`);
  }
  return {
    signal,
    httpPath,
    grpcPath: `/${fullName.slice(1)}/Export`,
    request: resolvedRequestType,
    response: resolvedResponseType,
    rejectedField,
  };
}

const COLLECTOR = 'opentelemetry.proto.collector';

export const SIGNALS: readonly SignalProtocol[] = [
  protocolOf(
    'metrics',
    `${COLLECTOR}.metrics.v1.MetricsService`,
    '/v1/metrics',
    'rejectedDataPoints',
  ),
  protocolOf('traces', `${COLLECTOR}.trace.v1.TraceService`, '/v1/traces', 'rejectedSpans'),
  protocolOf('logs', `${COLLECTOR}.logs.v1.LogsService`, '/v1/logs', 'rejectedLogRecords'),
];
