import type { MeterProvider } from '@opentelemetry/api';
import { createNoopMeter, metrics } from '@opentelemetry/api';

/**
 * Makes `provider` the global one, so that instruments of the bot's own are exported as well. A
 * provider that the bot has registered before stays.
 * @returns whether the provider is the global one now
 */
export function registerGlobally(provider: MeterProvider): boolean {
  const isFree = metrics.getMeterProvider().getMeter('genesis-otel') === createNoopMeter();
  return isFree && metrics.setGlobalMeterProvider(provider);
}

type Setter = (...args: unknown[]) => boolean;

/**
 * Lets the next registration on `api` take the place of ours. A preload runs before the bot's own
 * OpenTelemetry set-up, and OpenTelemetry would keep whoever comes first and refuse the bot.
 */
export function giveWay<A extends { disable(): void }, K extends keyof A>(api: A, name: K): void {
  const register = api[name] as Setter;
  const hadOwn = Object.hasOwn(api, name);
  const yielding: Setter = (...args) => {
    if (api[name] === yielding) {
      if (hadOwn) api[name] = register as A[K];
      else delete api[name];
    }
    api.disable();
    return register.apply(api, args);
  };
  api[name] = yielding as A[K];
}
