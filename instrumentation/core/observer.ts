import type { ExchangeWatch } from './exchange-watch.js';
import type { Tracing } from './tracing.js';

/** Whom the wrappers of a client's methods tell what they see. */
export interface Observer {
  /** Whether the instrumentation is on; wrappers outlive it on instances made before. */
  isEnabled(): boolean;
  /** The watch of the collector of this moment: a meter provider may be set later. */
  readonly watch: ExchangeWatch;
  /** How orders are traced at this moment; undefined where nothing is. */
  readonly tracing: Tracing | undefined;
}
