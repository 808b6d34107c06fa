/** How a client is watched, by the name that the report gives it. */
export const MODES = ['bare', 'before', 'off', 'on', 'sampled at 1 %'] as const;
export type Mode = (typeof MODES)[number];

/** What decides about traces in each of those that are of this build. */
export function environmentOf(mode: Mode, collectorUrl: string): NodeJS.ProcessEnv {
  const exported = {
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collectorUrl}/v1/traces`,
  };
  switch (mode) {
    case 'on':
      return exported;
    case 'sampled at 1 %':
      return {
        ...exported,
        OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '0.01',
      };
    default:
      return {};
  }
}
