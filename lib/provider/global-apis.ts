import type { MeterProvider } from '@opentelemetry/api';
import { createNoopMeter, metrics } from '@opentelemetry/api';

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
 * @returns a function that takes the offer back
 */
export function giveWay<A extends { disable(): void }, K extends keyof A>(
  api: A,
  name: K,
): () => void {
  const register = api[name] as Setter;
  const hadOwn = Object.hasOwn(api, name);
  const restore = (): void => {
    if (api[name] !== yielding) return;
    if (hadOwn) api[name] = register as A[K];
    else delete api[name];
  };
  const yielding: Setter = (...args) => {
    restore();
    api.disable();
    return register.apply(api, args);
  };
  api[name] = yielding as A[K];
  return restore;
}
