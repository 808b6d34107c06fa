/** The jobs that scrape the parts of the stack itself, where they run; a pattern. */
export const STACK_JOBS =
  'prometheus|alertmanager|grafana|otel-collector|victoriametrics|influxdb|thanos.*';
