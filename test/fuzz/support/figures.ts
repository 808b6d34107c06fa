/** How the process with the endpoint feels, after a garbage collection. */
export interface Figures {
  readonly heapBytes: number;
  /** Sockets that the process has open, listening ones included. */
  readonly sockets: number;
  /** What keeps its event loop alive, by kind. */
  readonly resources: Readonly<Record<string, number>>;
}
