import type { Expression } from '../../../support/promql/expression.js';
import { ANY_VALUE } from '../../../support/promql/grafana-variables.js';
import type { Vocabulary } from '../../../support/promql/metric.js';
import { lastingParts, relaxed } from '../../../support/promql/operands.js';
import type { Reach } from '../../../support/promql/ranges.js';
import { reaches, seconds } from '../../../support/promql/ranges.js';

/** Something that a server has to have data for. */
export interface Question {
  readonly query: string;
  /** Seconds before now that it is asked for. */
  readonly ago: number;
  /** Whose it is. */
  readonly where: string;
  /** The expression that it is a part of. */
  readonly text: string;
}

/** The beginning of what a panel shows, but for what is just falling out of it. */
const BEGINNING = 0.95;
/** Ranges from which on a past is asked for that no test has the time to wait for. */
const LONG = 900;

/**
 * What to ask for an expression: each part that lasts, and the whole with its conditions relaxed; now,
 * and where its panel begins. A histogram that a document speaks of is asked for its count.
 */
export function questionsOf(expression: Expression, vocabulary: Vocabulary): Question[] {
  const { where, text, use } = expression;
  const isHistogram = use === 'name' && vocabulary.has(`${text}_bucket`);
  const asked = open(isHistogram ? `${text}_count` : text);
  const queries = new Set([...lastingParts(asked), relaxed(asked)]);
  return momentsOf(expression).flatMap((ago) =>
    [...queries].map((query) => ({ query, ago, where, text })),
  );
}

/** One value of a variable, the bot of an example and the alert of another may be any that there are. */
function open(text: string): string {
  return text.replaceAll(`="${ANY_VALUE}"`, '=~".+"').replace(EXAMPLE, '$1$2=~".+"');
}

const EXAMPLE = /\b(instance)="[\w.-]+:9464"|\b(alertname)="\w+"/g;

/** Whether the past is there as far back as an expression looks: asked for at its far end. */
export function pastQuestionsOf({ where, text }: Expression): Question[] {
  return reaches(text)
    .filter(({ start, end }) => start - end >= LONG)
    .map(({ selector, start, end }) => {
      const slice = Math.ceil((start - end) / 10);
      const query = `count_over_time(${selector}[${slice}s] offset ${Math.floor(start - slice)}s)`;
      return { query, ago: 0, where, text };
    });
}

/** What of the past all this takes. */
export function reachesOf(expression: Expression): Reach[] {
  return momentsOf(expression).flatMap((ago) =>
    reaches(expression.text).map((reach) => ({
      ...reach,
      start: reach.start + ago,
      end: reach.end + ago,
    })),
  );
}

function momentsOf({ lookBack }: Expression): number[] {
  return lookBack === undefined ? [0] : [0, Math.round(seconds(lookBack) * BEGINNING)];
}
