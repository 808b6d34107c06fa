import { Writer } from 'protobufjs';

const LENGTH_DELIMITED = 2;

function message(fields: readonly [field: number, value: Uint8Array | string | number][]): Buffer {
  const writer = Writer.create();
  for (const [field, value] of fields) {
    if (typeof value === 'number') writer.uint32(field << 3).int64(value);
    else if (typeof value === 'string')
      writer.uint32((field << 3) | LENGTH_DELIMITED).string(value);
    else writer.uint32((field << 3) | LENGTH_DELIMITED).bytes(value);
  }
  return Buffer.from(writer.finish());
}

/** The details of a gRPC status that ask for a pause, as their trailer has them. */
export function retryInfo(seconds: number, nanos = 0): string {
  const duration = message([
    [1, seconds],
    [2, nanos],
  ]);
  const other = message([
    [1, 'type.googleapis.com/google.rpc.DebugInfo'],
    [2, message([[2, 'no pause']])],
  ]);
  const info = message([
    [1, 'type.googleapis.com/google.rpc.RetryInfo'],
    [2, message([[1, duration]])],
  ]);
  const status = message([
    [1, 14],
    [2, 'not now'],
    [3, other],
    [3, info],
  ]);
  return status.toString('base64');
}
