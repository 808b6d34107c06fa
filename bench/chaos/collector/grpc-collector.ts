import type { ServerUnaryCall, ServiceDefinition, sendUnaryData } from '@grpc/grpc-js';
import { Metadata, Server, ServerCredentials } from '@grpc/grpc-js';
import type { Reception } from './http-collector.js';
import { METHODS, SIGNALS } from './proto.js';

type Call = ServerUnaryCall<Buffer, Buffer>;
const LARGEST_BYTES = 2 ** 26;

/** OTLP over gRPC; the port that it took. */
export async function listenGrpc(receive: Reception): Promise<number> {
  const server = new Server({ 'grpc.max_receive_message_length': LARGEST_BYTES });
  for (const signal of SIGNALS) {
    server.addService(serviceOf(METHODS[signal]), {
      Export: (call: Call, answer: sendUnaryData<Buffer>) => {
        const { code, headers, payload, delayMs, ended } = receive(signal, call.request);
        let isAnswered = false;
        const end = (): void => {
          if (!isAnswered) ended(false);
          isAnswered = true;
        };
        call.once('cancelled', end);
        if (delayMs === Number.POSITIVE_INFINITY) return;
        setTimeout(() => {
          if (isAnswered) return;
          isAnswered = true;
          ended(true);
          if (code === undefined) answer(null, payload);
          else answer({ code, details: 'a fault of the bench', metadata: metadataOf(headers) });
        }, delayMs);
      },
    });
  }
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (fault, port) =>
      fault === null ? resolve(port) : reject(fault),
    );
  });
}

function serviceOf(path: string): ServiceDefinition {
  const same = (bytes: Buffer): Buffer => bytes;
  return {
    Export: {
      ...{ path, requestStream: false, responseStream: false },
      ...{ requestSerialize: same, requestDeserialize: same },
      ...{ responseSerialize: same, responseDeserialize: same },
    },
  };
}

function metadataOf(headers: Readonly<Record<string, string>>): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return metadata;
}
