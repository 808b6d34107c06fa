import type { Attributes, Context } from '@opentelemetry/api';

/** One series of an instrument, chosen by its labels; bad values are dropped and counted. */
export interface BoundMeasure {
  /** Its labels as they are exported, where it knows them. */
  readonly attributes?: Attributes;
  record(value: number, context?: Context): void;
}

/**
 * Where an instrument of the catalogue records: into the shared memory of our own meter, or through
 * an instrument of somebody else's meter provider.
 */
export interface Backing {
  /** The series of clean labels, or the overflow series where there is no room. */
  bind(labels: Attributes): BoundMeasure;
}

/** A backing whose series can end. */
export interface GaugeBacking extends Backing {
  remove(labels: Attributes): void;
  /** Runs `refresh` before each collection; what is returned stops that. */
  beforeCollection(refresh: () => void): () => void;
}
