import type { MeterProvider } from '@opentelemetry/api';
import { context, createNoopMeter, metrics, propagation, trace } from '@opentelemetry/api';

/**
 * Makes `provider` the global one, so that instruments of the bot's own are exported as well. A
 * provider that the bot has registered before stays, and one that it registers later wins.
 * @returns a function that takes the registration back
 */
export function registerGlobally(provider: MeterProvider): () => void {
  const isFree = metrics.getMeterProvider().getMeter('genesis-otel') === createNoopMeter();
  if (!isFree || !metrics.setGlobalMeterProvider(provider)) return () => {};
  const stay = giveWay(metrics, 'setGlobalMeterProvider');
  return () => {
    stay();
    if (metrics.getMeterProvider() === provider) metrics.disable();
  };
}

type Setter = (...args: unknown[]) => boolean;

/**
 * Lets the next registration on `api` take the place of ours. A preload runs before the bot's own
 * OpenTelemetry set-up, and OpenTelemetry would keep whoever comes first and refuse the bot.
 * @returns a function that takes the offer back, and tells whether nobody has taken it
 */
export function giveWay<A extends { disable(): void }, K extends keyof A>(
  api: A,
  name: K,
): () => boolean {
  const register = api[name] as Setter;
  const hadOwn = Object.hasOwn(api, name);
  const restore = (): boolean => {
    if (api[name] !== yielding) return false;
    if (hadOwn) api[name] = register as A[K];
    else delete api[name];
    return true;
  };
  const yielding: Setter = (...args) => {
    restore();
    api.disable();
    return register.apply(api, args);
  };
  api[name] = yielding as A[K];
  return restore;
}

/** Where the OpenTelemetry API keeps what was registered, by kind. */
const API_STATE = Symbol.for('opentelemetry.js.api.1');

function isFree(kind: string): boolean {
  const state = (globalThis as Record<symbol, Readonly<Record<string, unknown>> | undefined>)[
    API_STATE
  ];
  return state?.[kind] === undefined;
}

/** What a tracing SDK registers. */
const PLACES = [
  {
    kind: 'trace',
    giveWay: () => giveWay(trace, 'setGlobalTracerProvider'),
    leave: () => trace.disable(),
  },
  {
    kind: 'context',
    giveWay: () => giveWay(context, 'setGlobalContextManager'),
    leave: () => context.disable(),
  },
  {
    kind: 'propagation',
    giveWay: () => giveWay(propagation, 'setGlobalPropagator'),
    leave: () => propagation.disable(),
  },
] as const;

/**
 * Runs what registers a tracing SDK. Where somebody was there before, they stay; where nobody was,
 * what is registered gives way to whoever comes later.
 * @returns a function that takes back what is there still, so that the next one finds the place free
 */
export function registerTracing(register: () => void): () => void {
  const free = PLACES.filter(({ kind }) => isFree(kind));
  register();
  const taken = free
    .filter(({ kind }) => !isFree(kind))
    .map((place) => ({ ...place, isStillOurs: place.giveWay() }));
  return () => {
    for (const { isStillOurs, leave } of taken) if (isStillOurs()) leave();
  };
}
