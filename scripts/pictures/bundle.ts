import { buildSync } from 'esbuild';

/** A file and all that it imports as one script for a page; what it exports has the name `globalName` there. */
export function bundled(file: string, globalName?: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    ...(globalName === undefined ? {} : { globalName }),
  });
  return outputFiles[0]?.text ?? '';
}
