import type { NativeOrder, SieblyOrderMethod } from './client-table.js';

/** Reads one order from the object that an exchange's fields are in. */
export type ReadOrder = (fields: Readonly<Record<string, unknown>>) => NativeOrder;

type Orders = SieblyOrderMethod['orders'];

/** One order, its fields in the object at this place among the arguments. */
export function orderAt(place: number, read: ReadOrder): Orders {
  return (args) => [readFrom(args[place], read)];
}

/** A list of orders at this place among the arguments, or under a key of the object there. */
export function orderListAt(place: number, read: ReadOrder, key?: string): Orders {
  return (args) => {
    const given = args[place];
    const list: unknown = key === undefined ? given : fieldsOf(given)[key];
    return Array.isArray(list) ? list.map((item) => readFrom(item, read)) : [];
  };
}

/** For cancellations, which place no order. */
export function noOrders(): readonly NativeOrder[] {
  return [];
}

function readFrom(given: unknown, read: ReadOrder): NativeOrder {
  return read(fieldsOf(given));
}

/** What is no object has no fields; the client refuses it by itself. */
function fieldsOf(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
}
