import type { HrTime } from '@opentelemetry/api';
import type { ScopeMetrics } from '@opentelemetry/sdk-metrics';
import type { Directory } from './directory.js';
import { type SelectTemporality, StreamReader } from './stream-reader.js';
import type { StreamState } from './stream-state.js';

/** Reads everything that a directory knows, for one reader. */
export class DirectoryReader {
  readonly #directory: Directory;
  readonly #select: SelectTemporality;
  readonly #readers = new Map<StreamState, StreamReader>();

  constructor(directory: Directory, select: SelectTemporality) {
    this.#directory = directory;
    this.#select = select;
  }

  /** What there is to tell, by the scopes of the meters. */
  read(endTime: HrTime): ScopeMetrics[] {
    const scopes = new Map<string, ScopeMetrics>();
    for (const stream of this.#directory.streams()) {
      const data = this.#reader(stream).read(endTime);
      if (data === undefined) continue;
      const { scope } = stream.description;
      const key = JSON.stringify(scope);
      const known = scopes.get(key);
      if (known === undefined) scopes.set(key, { scope: scopeOf(scope), metrics: [data] });
      else known.metrics.push(data);
    }
    return [...scopes.values()];
  }

  #reader(stream: StreamState): StreamReader {
    let reader = this.#readers.get(stream);
    if (reader === undefined) {
      reader = new StreamReader(stream, this.#select);
      this.#readers.set(stream, reader);
    }
    return reader;
  }
}

function scopeOf({ name, version, schemaUrl }: StreamState['description']['scope']) {
  return {
    name,
    ...(version === undefined ? {} : { version }),
    ...(schemaUrl === undefined ? {} : { schemaUrl }),
  };
}
