/** Where the OpenTelemetry API keeps what was registered; it never changes once it is there. */
const API_STATE = Symbol.for('opentelemetry.js.api.1');

interface ApiState {
  readonly context?: unknown;
}

let state: ApiState | undefined;

/**
 * Whether anything manages contexts, without which no measurement has a span of its own. Asked at
 * each recording: where anything was ever registered with the API it costs next to nothing.
 */
export function hasContexts(): boolean {
  return state === undefined ? hasContextsNow() : state.context !== undefined;
}

function hasContextsNow(): boolean {
  state = (globalThis as Record<symbol, ApiState | undefined>)[API_STATE];
  return state?.context !== undefined;
}
