import Negotiator from 'negotiator';
import type { EscapingScheme, ExpositionFormat } from '../exposition/exposition.js';
import { ESCAPING_SCHEMES } from '../exposition/exposition.js';
import type { ContentCoding } from './content-coding.js';
import { CONTENT_CODINGS } from './content-coding.js';
import type { MetricsRequest } from './handler.js';

/** What an answer will be, as the headers of its request ask for it. */
export interface Negotiated {
  readonly format: ExpositionFormat;
  readonly escaping: EscapingScheme | undefined;
  /** Prometheus 3 refuses a scrape without one; version and charset keep others from guessing. */
  readonly contentType: string;
  readonly coding: ContentCoding;
}

interface Representation {
  readonly format: ExpositionFormat;
  readonly escaping: EscapingScheme | undefined;
}

const MEDIA_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  'text-0.0.4': 'text/plain; version=0.0.4; charset=utf-8',
  'text-1.0.0': 'text/plain; version=1.0.0; charset=utf-8',
  'openmetrics-1.0.0': 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  'openmetrics-0.0.1': 'application/openmetrics-text; version=0.0.1; charset=utf-8',
};

const DEFAULT: Representation = { format: 'text-0.0.4', escaping: undefined };

/** Where a client likes several equally, the first one here. */
const REPRESENTATIONS: ReadonlyMap<string, Representation> = new Map(representations());

/**
 * The longest header that is looked at; a list of thousands would take the event loop for as long as
 * a scrape. The headers of real servers have about 250 characters.
 */
const LONGEST_HEADER = 1_000;

/**
 * Chooses format, escaping and coding. Who accepts nothing that there is gets text 0.0.4, as from
 * Prometheus' own client libraries.
 */
export function negotiate(request: MetricsRequest): Negotiated {
  const headers = {
    accept: bounded(request.headers.accept),
    'accept-encoding': bounded(request.headers['accept-encoding']),
  };
  const negotiator = new Negotiator({ headers });
  const chosen = negotiator.mediaType([...REPRESENTATIONS.keys()]);
  const { format, escaping } = REPRESENTATIONS.get(chosen ?? '') ?? DEFAULT;
  // Without the header anything would be allowed, but who does not ask may not be able to read it.
  const coding =
    headers['accept-encoding'] === undefined
      ? undefined
      : negotiator.encoding([...CONTENT_CODINGS]);
  return {
    format,
    escaping,
    contentType: chosen ?? MEDIA_TYPES[DEFAULT.format],
    coding: (coding as ContentCoding | undefined) ?? 'identity',
  };
}

function* representations(): Generator<[string, Representation]> {
  for (const format of Object.keys(MEDIA_TYPES) as ExpositionFormat[]) {
    yield [MEDIA_TYPES[format], { format, escaping: undefined }];
  }
  for (const format of Object.keys(MEDIA_TYPES) as ExpositionFormat[]) {
    for (const escaping of ESCAPING_SCHEMES) {
      yield [`${MEDIA_TYPES[format]}; escaping=${escaping}`, { format, escaping }];
    }
  }
}

function bounded(value: string | string[] | undefined): string | undefined {
  return typeof value !== 'string' || value.length > LONGEST_HEADER ? undefined : value;
}
