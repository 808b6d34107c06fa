import { resolve } from 'node:path';
import type { NamedFile, OtlpTarget } from '../genesis-config.js';
import type { OtlpProtocol, OtlpTargetOptions } from '../genesis-options.js';
import { OTLP_COMPRESSIONS, OTLP_PROTOCOLS } from '../genesis-options.js';
import { milliseconds, oneOf, text } from '../parsers.js';
import type { Setting, Settings } from '../settings.js';
import { valueOr } from '../settings.js';
import { loadGrpcAddress, loadHttpAddress } from './otlp-address.js';
import { loadHeaders } from './otlp-headers.js';
import type { OtlpSignal } from './otlp-signal.js';

const DEFAULT_PUSH_TIMEOUT_MS = 10_000;

/**
 * Where and how one signal is pushed: the options, then the variables for the signal, then those for
 * all signals. Undefined where its address or its credentials are faulty.
 */
export function loadTarget(
  settings: Settings,
  signal: OtlpSignal,
  options: OtlpTargetOptions,
): OtlpTarget | undefined {
  const protocol = loadProtocol(settings, signal, options);
  const loadAddress = protocol === 'grpc' ? loadGrpcAddress : loadHttpAddress;
  const address = loadAddress(settings, signal, options);
  const headers = loadHeaders(settings, signal, protocol, options);
  const files = loadFiles(settings, signal, options);
  const rest = {
    compression: loadCompression(settings, signal, options),
    pushTimeoutMillis: loadTimeout(settings, signal, options),
  };
  if (address === undefined || headers === undefined || files === undefined) return undefined;
  return { protocol, ...address, headers, ...rest, ...files };
}

function loadProtocol(
  settings: Settings,
  { name, option }: OtlpSignal,
  { protocol }: OtlpTargetOptions,
): OtlpProtocol {
  const setting = settings.find(
    `${option}.protocol`,
    protocol,
    `OTEL_EXPORTER_OTLP_${name}_PROTOCOL`,
    'OTEL_EXPORTER_OTLP_PROTOCOL',
  );
  const fallback = 'http/protobuf' as const;
  return valueOr(settings, setting, oneOf(OTLP_PROTOCOLS), fallback, `${fallback} is used`);
}

function loadCompression(
  settings: Settings,
  { name, option }: OtlpSignal,
  { compression }: OtlpTargetOptions,
): OtlpTarget['compression'] {
  const setting = settings.find(
    `${option}.compression`,
    compression,
    `OTEL_EXPORTER_OTLP_${name}_COMPRESSION`,
    'OTEL_EXPORTER_OTLP_COMPRESSION',
  );
  return valueOr(settings, setting, oneOf(OTLP_COMPRESSIONS), 'none', 'nothing is compressed');
}

function loadTimeout(
  settings: Settings,
  { name, option }: OtlpSignal,
  { timeoutMillis }: OtlpTargetOptions,
): number {
  const setting = settings.find(
    `${option}.timeoutMillis`,
    timeoutMillis,
    `OTEL_EXPORTER_OTLP_${name}_TIMEOUT`,
    'OTEL_EXPORTER_OTLP_TIMEOUT',
  );
  const fallback = DEFAULT_PUSH_TIMEOUT_MS;
  return valueOr(settings, setting, milliseconds, fallback, `${fallback} ms is used`);
}

type Files = Pick<OtlpTarget, 'ca' | 'cert' | 'key'>;

/** A client certificate is of no use without its key, and the other way round. */
function loadFiles(
  settings: Settings,
  signal: OtlpSignal,
  { tls }: OtlpTargetOptions,
): Files | undefined {
  const { option, name, consequence } = signal;
  const find = (part: 'caFile' | 'certFile' | 'keyFile', kind: FileKind): Setting | undefined =>
    settings.find(
      `${option}.tls.${part}`,
      tls?.[part],
      `OTEL_EXPORTER_OTLP_${name}_${kind}`,
      `OTEL_EXPORTER_OTLP_${kind}`,
    );
  const cert = find('certFile', 'CLIENT_CERTIFICATE');
  const key = find('keyFile', 'CLIENT_KEY');
  const found = [find('caFile', 'CERTIFICATE'), cert, key];
  const nameless = found.find((file) => file !== undefined && text.parse(file.value) === undefined);
  if (nameless !== undefined) {
    settings.problem(nameless.name, text.fault, consequence);
    return undefined;
  }
  if ((cert === undefined) !== (key === undefined)) {
    const lacks = cert === undefined ? 'certificate' : 'key';
    settings.problem((cert ?? key)?.name ?? '', `is set without its ${lacks}`, consequence);
    return undefined;
  }
  const [ca, ...client] = found.map(namedFile);
  return { ca, cert: client[0], key: client[1] };
}

type FileKind = 'CERTIFICATE' | 'CLIENT_CERTIFICATE' | 'CLIENT_KEY';

function namedFile(setting: Setting | undefined): NamedFile | undefined {
  if (setting === undefined) return undefined;
  return { variable: setting.name, path: resolve(String(setting.value).trim()) };
}
