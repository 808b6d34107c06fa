/** A file of the repository that is written from what monitoring/ declares. */
export interface WrittenFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
}
