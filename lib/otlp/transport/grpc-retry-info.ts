import { Reader } from 'protobufjs/minimal';

/** Fields of `google.rpc.Status`, `google.protobuf.Any`, `google.rpc.RetryInfo` and `Duration`. */
const STATUS_DETAILS = 3;
const ANY_TYPE_URL = 1;
const ANY_VALUE = 2;
const RETRY_DELAY = 1;
const DURATION_SECONDS = 1;
const DURATION_NANOS = 2;
const RETRY_INFO = 'google.rpc.RetryInfo';

/**
 * The pause that a gRPC server asks for in the details of its status, in milliseconds; undefined where
 * it asks for none or where nobody can read them.
 * @param details the trailer `grpc-status-details-bin`
 */
export function retryInfoMs(details: Uint8Array): number | undefined {
  try {
    const infos = fieldsOf(details)
      .filter(({ field }) => field === STATUS_DETAILS)
      .map(({ value }) => fieldsOf(value as Uint8Array))
      .find((any) => isRetryInfo(any));
    const info = infos?.find(({ field }) => field === ANY_VALUE)?.value as Uint8Array | undefined;
    if (info === undefined) return undefined;
    const delay = fieldsOf(info).find(({ field }) => field === RETRY_DELAY)?.value as Uint8Array;
    const parts = new Map(fieldsOf(delay).map(({ field, value }) => [field, Number(value)]));
    const pauseMs =
      (parts.get(DURATION_SECONDS) ?? 0) * 1_000 + (parts.get(DURATION_NANOS) ?? 0) / 1e6;
    return pauseMs >= 0 ? pauseMs : undefined;
  } catch {
    return undefined;
  }
}

function isRetryInfo(any: readonly Field[]): boolean {
  const type = any.find(({ field }) => field === ANY_TYPE_URL)?.value as Uint8Array;
  return Buffer.from(type).toString().endsWith(`/${RETRY_INFO}`);
}

interface Field {
  readonly field: number;
  readonly value: Uint8Array | number;
}

/** The fields of a message that are numbers, or of a length of their own. */
function fieldsOf(message: Uint8Array): Field[] {
  const reader = Reader.create(message);
  const fields: Field[] = [];
  while (reader.pos < reader.len) {
    const mark = reader.uint32();
    const field = mark >>> 3;
    if ((mark & 7) === 0) fields.push({ field, value: Number(reader.int64()) });
    else if ((mark & 7) === 2) fields.push({ field, value: reader.bytes() });
    else reader.skipType(mark & 7);
  }
  return fields;
}
