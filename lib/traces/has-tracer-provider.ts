/** Where the OpenTelemetry API keeps what was registered; it never changes once it is there. */
const API_STATE = Symbol.for('opentelemetry.js.api.1');

interface ApiState {
  readonly trace?: unknown;
}

let state: ApiState | undefined;

/** Whether a tracer provider was registered. Asked at each order, so it costs next to nothing. */
export function hasTracerProvider(): boolean {
  state ??= (globalThis as Record<symbol, ApiState | undefined>)[API_STATE];
  return state?.trace !== undefined;
}
