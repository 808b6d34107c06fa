import { DiagLogLevel } from '@opentelemetry/api';
import type { ExemplarFilter } from '../meter/exemplars/exemplar-filter.js';
import { EXEMPLAR_FILTERS } from '../meter/exemplars/exemplar-filter.js';
import type { GenesisConfig, LoadedConfig } from './genesis-config.js';
import type { GenesisOptions } from './genesis-options.js';
import { loadEndpoint } from './load-endpoint.js';
import { loadExporters } from './load-exporters.js';
import { loadIdentity, NOBODY } from './load-identity.js';
import { loadInstrumentations } from './load-instrumentations.js';
import { loadWsHosts } from './load-ws-hosts.js';
import { openSettings } from './open-settings.js';
import { isOptionGroup } from './option-group.js';
import { amount, boolean, grpcAddress, logLevel, oneOf } from './parsers.js';
import { loadOtlp } from './push/load-otlp.js';
import { loadTraces } from './push/load-traces.js';
import type { Environment, Settings } from './settings.js';
import { valueOr } from './settings.js';

/**
 * Reads the environment and the options into one checked configuration. It never throws over a
 * value: a part that is faulty is left out, and `problems` says so in one line that names the
 * variable or the option.
 * @param clients the names of the exchange clients that can be wrapped
 */
export function loadConfig(
  environment: Environment,
  options: GenesisOptions = {},
  clients: readonly string[] = [],
): LoadedConfig {
  const { settings, isUsable, tellLeftOut } = openSettings(environment);
  if (!isUsable) return { config: NOTHING, problems: settings.problems };
  const off = settings.variable('OTEL_SDK_DISABLED');
  const disabled = valueOr(settings, off, boolean, false, 'it is ignored');
  const level = settings.variable('OTEL_LOG_LEVEL');
  const base = {
    ...NOTHING,
    disabled,
    logLevel: valueOr(settings, level, logLevel, DiagLogLevel.WARN, 'warn is used'),
  };
  if (disabled) return { config: base, problems: settings.problems };
  tellLeftOut();
  const parts = loadParts(settings, optionsOf(settings, options), clients);
  return { config: { ...base, ...parts }, problems: settings.problems };
}

function optionsOf(settings: Settings, options: GenesisOptions): GenesisOptions {
  if (isOptionGroup(options)) return options;
  settings.problem('the options of startGenesis', 'are no object', 'they are ignored');
  return {};
}

type Parts = Omit<GenesisConfig, 'disabled' | 'logLevel'>;

const NOTHING: GenesisConfig = {
  disabled: false,
  logLevel: DiagLogLevel.WARN,
  identity: NOBODY,
  traceOrderIds: false,
  prometheus: undefined,
  otlp: undefined,
  exemplarFilter: 'trace_based',
  traces: undefined,
  logs: false,
  initialEquity: '0',
  instrumentations: [],
  wsHosts: {},
  flushOnExit: false,
  hookImports: false,
};

function loadParts(settings: Settings, options: GenesisOptions, clients: readonly string[]): Parts {
  const { prometheus = {}, otlp = {}, traces = {} } = options;
  const exporters = loadExporters(settings, options);
  const instrumentations = loadInstrumentations(settings, options, clients);
  return {
    identity: loadIdentity(settings, options),
    traceOrderIds: areOrderIdsTraced(settings, options),
    prometheus: exporters.includes('prometheus') ? loadEndpoint(settings, prometheus) : undefined,
    otlp: exporters.includes('otlp') ? loadOtlp(settings, otlp) : undefined,
    exemplarFilter: loadExemplarFilter(settings, options),
    traces: loadTraces(settings, traces),
    logs: areLogsAskedFor(settings),
    initialEquity: loadInitialEquity(settings, options),
    instrumentations,
    wsHosts: loadWsHosts(settings, options),
    flushOnExit: isSwitchedOn(settings, options, 'flushOnExit'),
    hookImports: isSwitchedOn(settings, options, 'hookImports') && instrumentations.length > 0,
  };
}

function isSwitchedOn(
  settings: Settings,
  options: GenesisOptions,
  name: 'flushOnExit' | 'hookImports',
): boolean {
  return valueOr(settings, settings.find(name, options[name]), boolean, false, 'it is off');
}

function areOrderIdsTraced(settings: Settings, { traceOrderIds }: GenesisOptions): boolean {
  const setting = settings.find('traceOrderIds', traceOrderIds, 'GENESIS_TRACE_ORDER_IDS');
  return valueOr(settings, setting, boolean, false, 'no order ids are traced');
}

function loadInitialEquity(settings: Settings, { initialEquity }: GenesisOptions): string {
  const setting = settings.find('initialEquity', initialEquity, 'GENESIS_INITIAL_EQUITY');
  return valueOr(settings, setting, amount, '0', 'drawdown is measured from the P&L peak');
}

function loadExemplarFilter(
  settings: Settings,
  { exemplarFilter }: GenesisOptions,
): ExemplarFilter {
  const setting = settings.find('exemplarFilter', exemplarFilter, 'OTEL_METRICS_EXEMPLAR_FILTER');
  const [fallback] = EXEMPLAR_FILTERS;
  return valueOr(settings, setting, oneOf(EXEMPLAR_FILTERS), fallback, `${fallback} is used`);
}

/** Logs start only where the standard variables ask for them; the SDK reads the rest. */
function areLogsAskedFor(settings: Settings): boolean {
  const exporter = settings.variable('OTEL_LOGS_EXPORTER');
  const own = settings.variable('OTEL_EXPORTER_OTLP_LOGS_ENDPOINT');
  if (exporter === undefined ? own === undefined : exporter.value === 'none') return false;
  const address = own ?? settings.variable('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (address === undefined || grpcAddress.parse(address.value) !== undefined) return true;
  settings.problem(address.name, grpcAddress.fault, 'no logs are exported');
  return false;
}
