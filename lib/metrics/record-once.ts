/** What the SDK makes of an instrument that several views select. */
interface SeveralStorages {
  readonly _writableMetricStorage?: { readonly _backingStorages?: unknown };
}

/**
 * Keeps an instrument of the SDK from recording twice. Where a second view selects an instrument too,
 * such as one of the user's for all histograms, and both give the stream one name, the SDK has them
 * share one storage and then records into it once for each view: every order would count double.
 * Nothing public tells of it; where the SDK's insides look otherwise, nothing is done.
 */
export function recordOnce<Instrument extends object>(instrument: Instrument): Instrument {
  const storages = (instrument as SeveralStorages)._writableMetricStorage?._backingStorages;
  if (Array.isArray(storages)) storages.splice(0, storages.length, ...new Set(storages));
  return instrument;
}
