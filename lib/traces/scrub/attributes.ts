import type { Attributes, AttributeValue } from '@opentelemetry/api';
import { scrubbedText } from './text.js';

/** Attributes that are left out, whoever sets them: queries, headers, and texts of errors. */
const DROPPED =
  /^(?:url\.query|url\.fragment|http\.status_text|http\.(?:request|response)\.(?:header|body)\..*|(?:.*\.)?(?:error|exception)[._](?:message|stacktrace|stack))$/;

/** A code or a class of errors. Some put a message where these belong. */
const ERROR_NAME = /^[\w$.:-]{1,64}$/;
const ERROR_TYPES: ReadonlySet<string> = new Set(['error.type', 'exception.type']);
/** What OpenTelemetry calls an error that has none. */
const OTHER_ERROR = '_OTHER';

/** The attributes of a span, an event or a link without what may be secret in them. */
export function scrubbedAttributes(attributes: Attributes): Attributes {
  const scrubbed: Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (DROPPED.test(name) || value === undefined) continue;
    scrubbed[name] = ERROR_TYPES.has(name) ? errorType(value) : scrubbedValue(value);
  }
  return scrubbed;
}

/** The class of an error, and nothing of its text. */
export function errorType(value: AttributeValue): string {
  return typeof value === 'string' && ERROR_NAME.test(value) ? value : OTHER_ERROR;
}

function scrubbedValue(value: AttributeValue): AttributeValue {
  if (typeof value === 'string') return scrubbedText(value);
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) =>
    typeof item === 'string' ? scrubbedText(item) : item,
  ) as AttributeValue;
}
