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
  measure(): Promise<Figures>;
  tables(figures: Figures): Table[];
  targets(figures: Figures): Target[];
}
