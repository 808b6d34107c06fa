/** The text formats that can be asked for. */
export type ExpositionFormat = 'text-0.0.4';

/**
 * The `Content-Type` of each format. Prometheus 3 refuses a scrape without one, and the version
 * and the charset keep other readers from guessing.
 */
export const CONTENT_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  'text-0.0.4': 'text/plain; version=0.0.4; charset=utf-8',
};

/**
 * Where the server gets its text from. It is all that the server knows of metrics, so the text can
 * as well be made in another thread.
 */
export interface ExpositionSource {
  /**
   * Collects and writes the current state of all metrics; the text ends with a newline. Rejects
   * where nothing could be collected at all. One metric that fails loses only itself.
   */
  expose(format: ExpositionFormat): Promise<string>;
}
