import type { OtlpTargetOptions } from '../genesis-options.js';
import { boolean, grpcAddress, httpUrl } from '../parsers.js';
import type { Setting, Settings } from '../settings.js';
import { valueOr } from '../settings.js';
import type { OtlpSignal } from './otlp-signal.js';

/** Where a signal is pushed to, and whether that is done in clear. */
export interface OtlpAddress {
  readonly url: string;
  readonly insecure: boolean;
}

/** Whether the environment or the options name a collector for a signal. */
export function namesCollector(
  settings: Settings,
  signal: OtlpSignal,
  options: OtlpTargetOptions,
): boolean {
  return addressOf(settings, signal, options) !== undefined;
}

/** The address on HTTP, whole; undefined where it is faulty. */
export function loadHttpAddress(
  settings: Settings,
  signal: OtlpSignal,
  options: OtlpTargetOptions,
): OtlpAddress | undefined {
  const setting = addressOf(settings, signal, options);
  const given = setting === undefined ? 'http://localhost:4318' : httpUrl.parse(setting.value);
  if (given === undefined) return refuse(settings, signal, setting, httpUrl.fault);
  const url = new URL(given);
  if (setting === undefined || setting.name === BASE) appendPath(url, signal.path);
  return { url: url.href, insecure: url.protocol === 'http:' };
}

/** The address on gRPC, of `http`, `https` or `unix`. */
export function loadGrpcAddress(
  settings: Settings,
  signal: OtlpSignal,
  options: OtlpTargetOptions,
): OtlpAddress | undefined {
  const setting = addressOf(settings, signal, options);
  const given = setting === undefined ? 'http://localhost:4317' : grpcAddress.parse(setting.value);
  if (given === undefined) return refuse(settings, signal, setting, grpcAddress.fault);
  if (setting !== undefined && USER.test(String(setting.value))) {
    const fault = 'has a user, whom gRPC does not send: a header can say who pushes';
    settings.problem(setting.name, fault, 'it is pushed without');
  }
  if (/^https?:/.test(given)) {
    return { url: given.replace(/\/\/[^/]*@/, '//'), insecure: given.startsWith('http:') };
  }
  const insecure = isInsecure(settings, signal);
  const url = given.startsWith('unix:') ? given : `${insecure ? 'http' : 'https'}://${given}`;
  return { url, insecure };
}

const USER = /^\s*https?:\/\/[^/]*@/;
const BASE = 'OTEL_EXPORTER_OTLP_ENDPOINT';

function addressOf(
  settings: Settings,
  { name, option }: OtlpSignal,
  { url }: OtlpTargetOptions,
): Setting | undefined {
  return settings.find(`${option}.url`, url, `OTEL_EXPORTER_OTLP_${name}_ENDPOINT`, BASE);
}

function appendPath(url: URL, path: string): void {
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
}

/** Only an address without a scheme leaves open whether it is spoken to in clear. */
function isInsecure(settings: Settings, { name }: OtlpSignal): boolean {
  const setting = settings.variable(
    `OTEL_EXPORTER_OTLP_${name}_INSECURE`,
    'OTEL_EXPORTER_OTLP_INSECURE',
  );
  return valueOr(settings, setting, boolean, false, 'TLS is used');
}

function refuse(
  settings: Settings,
  { consequence }: OtlpSignal,
  setting: Setting | undefined,
  fault: string,
): undefined {
  if (setting !== undefined) settings.problem(setting.name, fault, consequence);
}
