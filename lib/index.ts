export type {
  AnsweredCall,
  AnswerMethodOptions,
  ErrorOptions,
  ExchangeClientOptions,
  FailureFacts,
  FillInput,
  InstrumentationSettings,
  MethodName,
  MethodOptions,
  OrderEnding,
  OrderIdInput,
  OrderInput,
  OrderMethodOptions,
  PositionInput,
  PositionsInput,
} from '../instrumentation/index.js';
export {
  genesisInstrumentations,
  instrument,
  instrumentExchangeClient,
} from '../instrumentation/index.js';
export type { MetricsCollectorOptions, PnlInput } from './collector/metrics-collector.js';
export { MetricsCollector } from './collector/metrics-collector.js';
export type { MoneyInput } from './collector/money.js';
export type {
  ErrorType,
  ExecutionTimeLabels,
  OrderErrorEvent,
  OrderEvent,
  OrderOperation,
  OrderOutcome,
  TradeEvent,
} from './collector/order-event.js';
export { ERROR_TYPES, OPERATIONS, OUTCOMES, outcomeOf } from './collector/order-event.js';
export type { RateLimitLabels } from './collector/rate-limit-windows.js';
export { collectorFor } from './collector/shared-collector.js';
export type {
  EndpointOptions,
  ExporterName,
  GenesisOptions,
  OtlpOptions,
  OtlpProtocol,
} from './config/genesis-options.js';
export type { GenesisErrorCode } from './errors.js';
export { ERRORS, GenesisError } from './errors.js';
export type { BoundCounter, BoundGauge, BoundHistogram } from './meter/series/recording.js';
export type { MetricKey } from './metrics/catalogue.js';
export {
  CARDINALITY_LIMIT,
  CATALOGUE,
  METER_NAME,
  METRIC_KEYS,
} from './metrics/catalogue.js';
export { ENDPOINT_METRICS } from './metrics/endpoint-metrics.js';
export { GaugeSeries } from './metrics/gauge-series.js';
export type { InstrumentSet, TradingInstruments } from './metrics/instruments.js';
export { createInstruments } from './metrics/instruments.js';
export type { LabelKey, MetricDefinition, MetricKind } from './metrics/metric-definition.js';
export type { MetricsRegistryOptions } from './metrics/metrics-registry.js';
export { MetricsRegistry } from './metrics/metrics-registry.js';
export { OTLP_METRICS } from './metrics/otlp-metrics.js';
export { genesisViews } from './metrics/views.js';
export type {
  EndpointAddress,
  PrometheusExporterOptions,
  TlsFiles,
} from './prometheus/exporter-options.js';
export type {
  EscapingScheme,
  Exposition,
  ExpositionFormat,
  ExpositionRequest,
  ExpositionSource,
} from './prometheus/exposition/exposition.js';
export type { FastifyReply, FastifyRequest } from './prometheus/http/fastify.js';
export type { MetricsRequest, MetricsResponse } from './prometheus/http/handler.js';
export { PrometheusExporter } from './prometheus/prometheus-exporter.js';
export type { Genesis } from './sdk.js';
export { currentGenesis, startGenesis } from './sdk.js';
export { ScrubbingSpanExporter } from './traces/scrub/scrubbing-exporter.js';
export { VERSION } from './version.js';
