/** The text formats that can be asked for. */
export const EXPOSITION_FORMATS = [
  'openmetrics-1.0.0',
  'openmetrics-0.0.1',
  'text-1.0.0',
  'text-0.0.4',
] as const;
export type ExpositionFormat = (typeof EXPOSITION_FORMATS)[number];

/** How a server wants names that its older versions could not store. */
export const ESCAPING_SCHEMES = ['allow-utf-8', 'underscores', 'dots', 'values'] as const;
export type EscapingScheme = (typeof ESCAPING_SCHEMES)[number];

/** What a scrape asks for. */
export interface ExpositionRequest {
  readonly format: ExpositionFormat;
  /**
   * Default `underscores`. It changes nothing: every name that is written is valid for the oldest
   * servers, and such names stay as they are under all schemes.
   */
  readonly escaping?: EscapingScheme | undefined;
  /** Families to write, by the name of the family or of its samples; undefined writes all. */
  readonly names?: ReadonlySet<string> | undefined;
}

/** The state of all metrics at one moment. */
export interface Exposition {
  /**
   * Its text, in pieces that are made as they are asked for; joined they end with a newline. Some are
   * UTF-8 already, and none ends within a character. Making them gives way to other work of the
   * process every few milliseconds.
   */
  text(request: ExpositionRequest): AsyncIterable<string | Buffer>;
}

/**
 * Where the server gets its text from. It is all that the server knows of metrics, so the text can
 * as well be made in another thread.
 */
export interface ExpositionSource {
  /**
   * Collects all metrics. Rejects where nothing could be collected at all; one metric that fails
   * loses only itself.
   * @param callbackLimitMs milliseconds after which a callback that hangs is left out
   */
  gather(callbackLimitMs: number): Promise<Exposition>;
}
