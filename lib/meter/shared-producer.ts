import type { Resource } from '@opentelemetry/resources';
import type { CollectionResult, MetricProducer } from '@opentelemetry/sdk-metrics';
import type { Directory } from './reading/directory.js';
import { DirectoryReader } from './reading/directory-reader.js';
import type { SelectTemporality } from './reading/stream-reader.js';
import type { StreamState } from './reading/stream-state.js';
import { hrTime } from './time.js';

export interface SharedProducerParts {
  readonly directory: Directory;
  readonly select: SelectTemporality;
  /** Brings the values that depend on the moment up to date. */
  readonly refresh: () => void;
  readonly resource: Resource | undefined;
}

/** Through which one reader of the SDK reads everything in shared memory. */
export class SharedProducer implements MetricProducer {
  readonly #parts: SharedProducerParts;
  readonly #reader: DirectoryReader;

  constructor(parts: SharedProducerParts) {
    this.#parts = parts;
    this.#reader = new DirectoryReader(parts.directory, parts.select);
  }

  get resource(): Resource {
    return this.#parts.resource ?? noResource();
  }

  async collect(): Promise<CollectionResult> {
    this.#parts.refresh();
    const scopeMetrics = this.#reader.read(hrTime(Date.now()));
    return { resourceMetrics: { resource: this.resource, scopeMetrics }, errors: [] };
  }

  /** The same to be read in place, by who writes it down at once: nothing is copied for it. */
  streams(): StreamState[] {
    this.#parts.refresh();
    return [...this.#parts.directory.streams()];
  }
}

/** Loaded where somebody asks only: most providers hand their data to a reader that has its own. */
function noResource(): Resource {
  const { emptyResource } =
    require('@opentelemetry/resources') as typeof import('@opentelemetry/resources');
  return emptyResource();
}
