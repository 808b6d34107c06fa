import type { MeterOptions } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ViewOptions } from '@opentelemetry/sdk-metrics';
import { neverThrow } from '../diagnostics/never-throw.js';
import type { Announce, Announcement } from './announcement.js';
import { CellMemory } from './cell-memory.js';
import type { ExemplarFilter } from './exemplars/exemplar-filter.js';
import { Directory } from './reading/directory.js';
import type { SelectTemporality } from './reading/stream-reader.js';
import { TEMPORALITY } from './sdk-constants.js';
import { SharedMeter } from './shared-meter.js';
import { SharedProducer } from './shared-producer.js';
import { StreamRegistry } from './stream-registry.js';
import { checkViews } from './views/view-matcher.js';

export interface SharedMeterProviderOptions {
  /** What its producers say they are of. Default: nothing; a reader takes the resource of its SDK. */
  resource?: Resource;
  /**
   * As those of the SDK: what instruments are called, how they are aggregated, which attributes they
   * keep. A view without a criterion, or one with a name for several instruments, throws.
   */
  views?: readonly ViewOptions[];
  /** The cell that counts the recordings of gauges; the threads of a process share one. */
  order?: Float64Array;
  /** What this thread is called among those of its process. Default `main`. */
  thread?: string;
  /** Which measurements become exemplars. Default `trace_based`. */
  exemplarFilter?: ExemplarFilter;
}

/**
 * Makes meters whose instruments record into shared memory, which costs nanoseconds, and readers of
 * this or other threads read it at their own time.
 *
 * @example
 * const provider = new SharedMeterProvider();
 * const reader = new PeriodicExportingMetricReader({ exporter, metricProducers: [provider.producer()] });
 * const orders = provider.getMeter('bot').createCounter('orders').bind({ exchange: 'binance' });
 * orders.add(1);
 */
export class SharedMeterProvider {
  /** Everything that is recorded, by this thread and by those that announce to it. */
  readonly directory: Directory;
  /** The cell that counts the recordings of gauges. */
  readonly order: Float64Array;
  /** What this thread is called among those of its process. */
  readonly thread: string;
  readonly #resource: Resource | undefined;
  readonly #views: readonly ViewOptions[];
  readonly #registry: StreamRegistry;
  readonly #meters = new Map<string, SharedMeter>();
  readonly #listeners = new Set<Announce>();
  readonly #refreshers = new Set<() => void>();

  constructor(options: SharedMeterProviderOptions = {}) {
    const { views = [], resource, order, thread = 'main' } = options;
    const { exemplarFilter = 'trace_based' } = options;
    checkViews(views);
    this.#views = views;
    this.thread = thread;
    this.directory = new Directory(thread);
    this.#resource = resource;
    this.order = order ?? new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
    const memory = new CellMemory((number, cells) => this.#addMemory(number, cells));
    const announce = (announcement: Announcement): void => this.#announce(announcement);
    const tools = { memory, announce, order: this.order, exemplarFilter };
    this.#registry = new StreamRegistry(thread, this.directory, tools);
  }

  /** A meter by the name, version and schema of who measures; the same ones give the same meter. */
  getMeter(name: string, version = '', options?: MeterOptions): SharedMeter {
    const scope = { name, version, schemaUrl: options?.schemaUrl };
    const key = JSON.stringify([name, version, options?.schemaUrl]);
    let meter = this.#meters.get(key);
    if (meter === undefined) {
      meter = new SharedMeter({
        scope,
        views: this.#views,
        registry: this.#registry,
        beforeCollection: (refresh) => this.beforeCollection(refresh),
      });
      this.#meters.set(key, meter);
    }
    return meter;
  }

  /**
   * What a reader reads all of this through: pass it as one of its `metricProducers`, or in the place
   * of an SDK's. One for each reader, because each is told differences since it was asked last.
   * @param select the temporality for each type of instrument; default: cumulative for all
   */
  producer(select: SelectTemporality = () => TEMPORALITY.CUMULATIVE): SharedProducer {
    return new SharedProducer({
      directory: this.directory,
      select,
      refresh: () => this.refresh(),
      resource: this.#resource,
    });
  }

  /**
   * Runs `refresh` before each collection, to record values that depend on the moment.
   * @returns a function that stops it
   */
  beforeCollection(refresh: () => void): () => void {
    this.#refreshers.add(refresh);
    return () => this.#refreshers.delete(refresh);
  }

  /** Brings the values that depend on the moment up to date. */
  refresh(): void {
    for (const refresh of this.#refreshers) neverThrow('refreshing a gauge', refresh);
  }

  /**
   * Lets `listener` know of every stream and series to come; those that there are the directory's
   * snapshot tells.
   * @returns a function that stops it
   */
  onAnnouncement(listener: Announce): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #addMemory(memory: number, cells: Float64Array): void {
    this.directory.writer(this.thread).memories[memory] = cells;
    this.#announce({ kind: 'memory', memory, buffer: cells.buffer });
  }

  #announce(announcement: Announcement): void {
    for (const listener of this.#listeners) {
      neverThrow('announcing a series', () => listener(announcement));
    }
  }
}
