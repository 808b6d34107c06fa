import type { ExchangeInstrumentation } from './exchange-instrumentation.js';

/** A module that the bot handed over, because no hook can see it. */
export interface HandedModule {
  readonly module: object;
  /** The instrumentation that it is for, by its full name. */
  readonly instrumentation: string;
  /** The npm name that the bot gave it. */
  readonly as: string | undefined;
}

interface State {
  readonly running: Set<ExchangeInstrumentation>;
  readonly handed: HandedModule[];
}

/** On the global object: a bundled bot may hold a second copy of this package. */
const STATE = Symbol.for('genesis-otel.instrumentations');
const holder = globalThis as { [STATE]?: State };

function state(): State {
  holder[STATE] ??= { running: new Set(), handed: [] };
  return holder[STATE];
}

/** The instrumentations that are enabled, and the modules that bots have handed to them. */
export const running = {
  all(): ReadonlySet<ExchangeInstrumentation> {
    return state().running;
  },
  add(instrumentation: ExchangeInstrumentation): void {
    state().running.add(instrumentation);
  },
  /** An instrumentation takes what was handed over before. */
  giveTo(instrumentation: ExchangeInstrumentation): void {
    for (const { module, instrumentation: name, as } of state().handed) {
      if (name === instrumentation.instrumentationName) instrumentation.instrument(module, as);
    }
  },
  remove(instrumentation: ExchangeInstrumentation): void {
    state().running.delete(instrumentation);
  },
  /** The bot hands a module over, for those that run now and those that will. */
  hand(given: HandedModule): void {
    const { handed } = state();
    const isNew = handed.every(({ module, as }) => module !== given.module || as !== given.as);
    if (isNew) handed.push(given);
    for (const instrumentation of state().running) {
      if (instrumentation.instrumentationName === given.instrumentation) {
        instrumentation.instrument(given.module, given.as);
      }
    }
  },
};
