import type { Link } from '@opentelemetry/api';
import type { ReadableSpan, TimedEvent } from '@opentelemetry/sdk-trace';
import { errorType, scrubbedAttributes } from './attributes.js';
import { scrubbedText } from './text.js';

const EXCEPTION = 'exception';
const EXCEPTION_TYPE = 'exception.type';

/**
 * What of a span is exported. Whoever made it: instrumentations of HTTP know the whole address of a
 * signed request, and exceptions quote it. A status says that something failed, never in words.
 */
export function scrubbedSpan(span: ReadableSpan): ReadableSpan {
  return {
    name: scrubbedText(span.name),
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(span.parentSpanContext === undefined ? {} : { parentSpanContext: span.parentSpanContext }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: { code: span.status.code },
    attributes: scrubbedAttributes(span.attributes),
    events: span.events.map(scrubbedEvent),
    links: span.links.map(scrubbedLink),
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
}

function scrubbedEvent(event: TimedEvent): TimedEvent {
  const { attributes = {} } = event;
  const type = attributes[EXCEPTION_TYPE];
  const kept =
    event.name === EXCEPTION
      ? { [EXCEPTION_TYPE]: errorType(type ?? '') }
      : scrubbedAttributes(attributes);
  return { ...event, name: scrubbedText(event.name), attributes: kept };
}

function scrubbedLink(link: Link): Link {
  const { attributes } = link;
  return attributes === undefined ? link : { ...link, attributes: scrubbedAttributes(attributes) };
}
