import type * as Grpc from '@grpc/grpc-js';
import { faultName } from '../../diagnostics/fault-name.js';
import { VERSION } from '../../version.js';
import { grpcCall, grpcTarget } from '../grpc-call.js';
import { GrpcConnections } from './grpc-connections.js';
import { retryInfoMs } from './grpc-retry-info.js';
import type { PushAnswer, Transport, TransportSettings } from './transport.js';

/** The methods by which collectors take what is pushed. */
export const GRPC_METHODS = {
  metrics: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
  traces: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
} as const;
const STATUS_DETAILS = 'grpc-status-details-bin';

/**
 * OTLP over gRPC. Each message has a channel of its own: one that has lost its collector would dial
 * again only after a pause that grows to two minutes. Nothing is tried twice.
 */
export class GrpcTransport implements Transport {
  readonly #settings: TransportSettings;
  readonly #method: string;

  constructor(settings: TransportSettings, signal: keyof typeof GRPC_METHODS = 'metrics') {
    this.#settings = settings;
    this.#method = GRPC_METHODS[signal];
  }

  async send(body: Uint8Array, timeoutMs: number): Promise<PushAnswer> {
    const connections = new GrpcConnections();
    let client: Grpc.Client | undefined;
    let answer: PushAnswer;
    try {
      // Loaded where it is needed only: it takes longer than all the rest.
      const grpc = require('@grpc/grpc-js') as typeof Grpc;
      const { credentials, metadata } = grpcCall(this.#settings, this.#settings.certificates);
      connections.watch(credentials);
      client = this.#connect(grpc, credentials);
      const deadline = Date.now() + timeoutMs;
      const sent = { method: this.#method, body: asBuffer(body), metadata, deadline };
      answer = await call(grpc, client, sent);
    } catch (fault) {
      answer = { outcome: 'fault', cause: faultName(fault) };
    }
    client?.close();
    // Who has answered lets go of the connection as well.
    if (answer.outcome !== 'taken') connections.cut();
    return answer;
  }

  close(): void {}

  #connect(
    { Client, compressionAlgorithms }: typeof Grpc,
    credentials: Grpc.ChannelCredentials,
  ): Grpc.Client {
    const { url, compression } = this.#settings;
    return new Client(grpcTarget(url), credentials, {
      'grpc.default_compression_algorithm':
        compressionAlgorithms[compression === 'gzip' ? 'gzip' : 'identity'],
      'grpc.primary_user_agent': `genesis-otel/${VERSION}`,
      'grpc.enable_retries': 0,
      'grpc.use_local_subchannel_pool': 1,
      // As over HTTP: no proxy, which the variables of the bot may name for exchanges, and no
      // question to name servers but the one for the address.
      'grpc.enable_http_proxy': 0,
      'grpc.service_config_disable_resolution': 1,
    });
  }
}

interface Call {
  readonly method: string;
  readonly body: Buffer;
  readonly metadata: Grpc.Metadata;
  readonly deadline: number;
}

function call(grpc: typeof Grpc, client: Grpc.Client, sent: Call): Promise<PushAnswer> {
  const { method, body, metadata, deadline } = sent;
  return new Promise((resolve) => {
    const answered = (fault: Grpc.ServiceError | null, answer?: Buffer): void => {
      if (fault !== null) resolve(failureOf(grpc, fault));
      else resolve({ outcome: 'taken', body: answer ?? Buffer.alloc(0), contentType: undefined });
    };
    client.makeUnaryRequest(method, asItIs, asItIs, body, metadata, { deadline }, answered);
  });
}

function failureOf({ status }: typeof Grpc, { code, metadata }: Grpc.ServiceError): PushAnswer {
  const [details] = metadata?.get(STATUS_DETAILS) ?? [];
  const pauseMs = details instanceof Uint8Array ? retryInfoMs(details) : undefined;
  const cause = `gRPC status ${status[code] ?? code}`;
  if (pauseMs !== undefined) return { outcome: 'throttled', cause, pauseMs };
  if (code === status.DEADLINE_EXCEEDED) return { outcome: 'timeout', cause: 'timeout' };
  if (code === status.RESOURCE_EXHAUSTED) return { outcome: 'throttled', cause };
  return { outcome: code === status.UNAVAILABLE ? 'unreachable' : 'refused', cause };
}

function asItIs(bytes: Buffer): Buffer {
  return bytes;
}

function asBuffer({ buffer: memory, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(memory as ArrayBuffer, byteOffset, byteLength);
}
