import type { Attributes } from '@opentelemetry/api';

const SHOWN =
  /^(?:service|deployment|telemetry|host|os|cloud|container|k8s|process\.runtime)\.|^process\.(?:pid|executable\.name)$|^genesis\.account$/;

/**
 * The resource attributes that `target_info` may show. OpenTelemetry's process detector adds the
 * whole command line, where some bots take their keys.
 */
export function targetAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => SHOWN.test(key)));
}
