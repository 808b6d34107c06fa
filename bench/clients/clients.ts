import type { BenchClient } from './bench-client.js';
import { ccxtClient } from './ccxt.js';

/** The clients of the bench; an entry here is all that one takes. */
export const BENCH_CLIENTS: readonly BenchClient[] = [ccxtClient];
