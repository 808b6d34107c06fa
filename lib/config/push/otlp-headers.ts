import type { OtlpProtocol, OtlpTargetOptions } from '../genesis-options.js';
import { isOptionGroup } from '../option-group.js';
import { keyValuePairs } from '../parsers.js';
import type { Settings } from '../settings.js';
import type { OtlpSignal } from './otlp-signal.js';

export type Headers = Readonly<Record<string, string>>;

/** What is said about the connection and the body is not for others to say; pushes would fail. */
const OWN =
  /^(?:connection|content-(?:encoding|length)|expect|http2-settings|keep-alive|proxy-connection|trailer|transfer-encoding|upgrade)$/i;
/** Any other header is refused when it is sent; each push would fail with the value in its message. */
const HTTP = { name: /^[!#$%&'*+.^_`|~\w-]+$/, value: /^[\t\x20-\x7e\x80-\xff]*$/ };
/** gRPC takes bytes, not text, for names that end in `-bin`, and keeps `grpc-` for itself. */
const GRPC = { name: /^(?!.*-bin$)(?!grpc-)[\w.-]+$/i, value: /^[\x20-\x7e]*$/ };

/**
 * The headers of each push by their names in lower case: those of the options win over those for the
 * signal, which win over those for all signals. Undefined where one cannot be sent.
 */
export function loadHeaders(
  settings: Settings,
  signal: OtlpSignal,
  protocol: OtlpProtocol,
  options: OtlpTargetOptions,
): Headers | undefined {
  const sources = [...fromVariables(settings, signal), ...fromOption(signal, options)];
  const faulty = sources.filter(({ headers }) => !areHeaders(headers, protocol));
  for (const { name, fault } of faulty) settings.problem(name, fault, signal.consequence);
  if (faulty.length > 0) return undefined;
  const headers = sources.flatMap((source) => Object.entries(source.headers as Headers));
  return Object.fromEntries(headers.map(([key, value]) => [key.toLowerCase(), value]));
}

interface Source {
  readonly name: string;
  readonly headers: unknown;
  readonly fault: string;
}

function fromVariables(settings: Settings, signal: OtlpSignal): Source[] {
  const names = [
    'OTEL_EXPORTER_OTLP_HEADERS',
    `OTEL_EXPORTER_OTLP_${signal.name}_HEADERS`,
  ] as const;
  return names.flatMap((name) => {
    const setting = settings.variable(name);
    if (setting === undefined) return [];
    const fault = 'is no list of headers that can be sent, written key=value';
    return [{ name: setting.name, headers: keyValuePairs(setting.value), fault }];
  });
}

function fromOption({ option }: OtlpSignal, { headers }: OtlpTargetOptions): Source[] {
  if (headers === undefined) return [];
  return [
    { name: `option ${option}.headers`, headers, fault: 'holds a header that cannot be sent' },
  ];
}

function areHeaders(headers: unknown, protocol: OtlpProtocol): headers is Headers {
  if (!isOptionGroup(headers)) return false;
  // A Map or Headers object has its headers elsewhere, and the push would go without them.
  if (![Object.prototype, null].includes(Object.getPrototypeOf(headers))) return false;
  const { name, value: text } = protocol === 'grpc' ? GRPC : HTTP;
  return Object.entries(headers).every(
    ([key, value]) =>
      name.test(key) && !OWN.test(key) && typeof value === 'string' && text.test(value),
  );
}
