import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { MeterProvider } from '@opentelemetry/api';
import { createNoopMeter } from '@opentelemetry/api';
import type { Instrumentation, InstrumentationConfig } from '@opentelemetry/instrumentation';
import type { HttpInstrumentationName } from '../config/genesis-config.js';
import { neverThrow } from '../diagnostics/never-throw.js';
import { inform } from '../diagnostics/report.js';

interface Package {
  readonly className: string;
  /** Calls of the bot that belong to nothing else stay untraced, as do requests that it answers. */
  readonly config: InstrumentationConfig & Readonly<Record<string, boolean>>;
}

const PACKAGES: Readonly<Record<HttpInstrumentationName, Package>> = {
  http: {
    className: 'HttpInstrumentation',
    config: { requireParentforOutgoingSpans: true, disableIncomingRequestInstrumentation: true },
  },
  undici: { className: 'UndiciInstrumentation', config: { requireParentforSpans: true } },
};

/** They are here for spans: what they measure has attributes that a scrape and a push name differently. */
const NO_METRICS: MeterProvider = { getMeter: () => createNoopMeter() };

/**
 * Switches on OpenTelemetry's instrumentations of HTTP clients where they are installed beside the
 * bot, so that the HTTP call of an order has its span below the order's. They come before all others:
 * what hooks `require` shows a module to those only that are there when it is first required.
 */
export function startHttpInstrumentations(
  names: readonly HttpInstrumentationName[],
): Instrumentation[] {
  return names.flatMap((name) => {
    const started = neverThrow(`the instrumentation of ${name}`, () => start(name));
    return started === undefined ? [] : [started];
  });
}

function start(name: HttpInstrumentationName): Instrumentation | undefined {
  const { className, config } = PACKAGES[name];
  const found = find(`@opentelemetry/instrumentation-${name}`);
  const Class = found?.[className];
  if (Class === undefined) return undefined;
  const instrumentation = new Class(config);
  instrumentation.setMeterProvider(NO_METRICS);
  // It takes hold of a module when that is required next, and clients may import it only.
  if (name === 'http') for (const module of ['node:http', 'node:https']) require(module);
  inform(`@opentelemetry/instrumentation-${name} is installed: HTTP calls of orders are traced`);
  return instrumentation;
}

type Found = Readonly<Record<string, new (config: InstrumentationConfig) => Instrumentation>>;

/** From the bot's script, then from where it was started, then beside this package. */
function find(name: string): Found | undefined {
  const places = [process.argv[1], join(process.cwd(), 'bot.js'), __filename];
  for (const place of places) {
    if (place === undefined) continue;
    try {
      return createRequire(place)(name) as Found;
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}
