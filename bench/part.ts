import type { Table } from './table.js';

/** A figure that has to be reached. */
export interface Target {
  readonly name: string;
  readonly most: number;
  readonly found: number;
}

/** One part of the bench. */
export interface Part<Figures> {
  readonly name: string;
  /** Whether it runs only where it is named, because it takes ten minutes or more. */
  readonly isLong?: true;
  measure(): Promise<Figures>;
  tables(figures: Figures): Table[];
  targets(figures: Figures): Target[];
}
