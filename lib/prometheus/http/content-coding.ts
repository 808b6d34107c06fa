import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** How a body is packed. */
export type ContentCoding = 'identity' | 'gzip' | 'zstd';

/** Node.js has zstd since 22.15 and 23.8. */
const { createZstdCompress } = zlib as { createZstdCompress?: () => Transform };

/** Fast rather than small: the bytes cross a local network, and the processor is the bot's. */
const GZIP_LEVEL = 1;

/** What can be made here; where a client likes several equally, the first one. */
export const CONTENT_CODINGS: readonly ContentCoding[] =
  createZstdCompress === undefined ? ['gzip', 'identity'] : ['zstd', 'gzip', 'identity'];

/** A stream that packs what is written into it, on a thread of the pool; undefined for `identity`. */
export function packer(coding: ContentCoding): Transform | undefined {
  if (coding === 'gzip') return zlib.createGzip({ level: GZIP_LEVEL });
  return coding === 'zstd' ? createZstdCompress?.() : undefined;
}
