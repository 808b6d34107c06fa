import type { InstrumentType, ViewOptions } from '@opentelemetry/sdk-metrics';

/** What a view can select by. */
export interface Selectable {
  readonly name: string;
  readonly unit: string;
  readonly type: InstrumentType;
  readonly meterName: string;
  readonly meterVersion: string | undefined;
  readonly meterSchemaUrl: string | undefined;
}

const SPECIAL = /[\^$\\.+?()[\]{}|]/g;

/**
 * The views that select an instrument, by the rules of the SDK: every criterion that is given must
 * hold, a `*` in a name stands for anything, and version and schema count only where a meter has them.
 */
export function viewsFor(views: readonly ViewOptions[], instrument: Selectable): ViewOptions[] {
  return views.filter((view) => selects(view, instrument));
}

/** @throws Error for views that the SDK refuses as well */
export function checkViews(views: readonly ViewOptions[]): void {
  for (const view of views) {
    if (hasNoCriterion(view)) throw new Error('a view has no criterion to select instruments by');
    const { name, instrumentName } = view;
    if (name != null && (instrumentName == null || instrumentName.includes('*'))) {
      throw new Error(`the view named ${name} may select more than one instrument`);
    }
  }
}

function hasNoCriterion(view: ViewOptions): boolean {
  const { instrumentName, instrumentType, instrumentUnit } = view;
  const criteria = [instrumentName, instrumentType, instrumentUnit, view.meterName];
  return [...criteria, view.meterVersion, view.meterSchemaUrl].every((given) => given == null);
}

function selects(view: ViewOptions, instrument: Selectable): boolean {
  const { meterVersion, meterSchemaUrl } = instrument;
  return (
    (view.instrumentType === undefined || view.instrumentType === instrument.type) &&
    matchesName(view.instrumentName ?? '*', instrument.name) &&
    isOrAny(view.instrumentUnit, instrument.unit) &&
    isOrAny(view.meterName, instrument.meterName) &&
    (meterVersion === undefined || isOrAny(view.meterVersion, meterVersion)) &&
    (meterSchemaUrl === undefined || isOrAny(view.meterSchemaUrl, meterSchemaUrl))
  );
}

function isOrAny(asked: string | undefined, found: string): boolean {
  return asked === undefined || asked === found;
}

/** Only the first `*` is a wildcard to the SDK; the others are quantifiers of what is before them. */
function matchesName(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  return new RegExp(`^${pattern.replace(SPECIAL, '\\$&').replace('*', '.*')}$`).test(name);
}
