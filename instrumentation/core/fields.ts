/** The properties of a payload that nobody has checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** What is no object has no fields. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** What is no list has no items. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The items of a list, each as fields. */
export function rowsOf(value: unknown): readonly Fields[] {
  return itemsOf(value).map(fieldsOf);
}
