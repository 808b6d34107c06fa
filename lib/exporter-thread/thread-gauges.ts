import { createNoopMeter } from '@opentelemetry/api';
import { observeProcess } from '../collector/process-metrics.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { CATALOGUE, METER_NAME } from '../metrics/catalogue.js';
import { DropCounter } from '../metrics/drop-counter.js';
import { GaugeSeries } from '../metrics/gauge-series.js';
import { VERSION } from '../version.js';
import { lagSeconds } from './heartbeat.js';

/**
 * The gauges that are as true from this thread as from the main one, or truer: those of the process
 * go on while the main thread hangs, and how long it hangs can be told from outside only.
 */
export class ThreadGauges {
  readonly #lag: GaugeSeries;
  readonly #heartbeat: Float64Array;

  constructor(shared: SharedMeterProvider, heartbeat: Float64Array) {
    const meter = shared.getMeter(METER_NAME, VERSION);
    // They drop nothing: every value is a number.
    const drops = new DropCounter(createNoopMeter().createCounter(''));
    const gauge = (key: 'up' | 'memoryUsage' | 'cpuUsage' | 'eventLoopLag'): GaugeSeries =>
      new GaugeSeries(meter, CATALOGUE[key], drops);
    this.#heartbeat = heartbeat;
    this.#lag = gauge('eventLoopLag');
    observeProcess({
      up: gauge('up'),
      memoryUsage: gauge('memoryUsage'),
      cpuUsage: gauge('cpuUsage'),
    });
  }

  /** How long the event loop of the main thread has not turned, in seconds. */
  lag(): number {
    return lagSeconds(this.#heartbeat);
  }

  recordLag(seconds: number): void {
    this.#lag.record(seconds);
  }
}
