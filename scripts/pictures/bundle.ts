import { build } from 'esbuild';

/** A file and all that it imports as one script for a page; what it exports has the name `globalName` there. */
export async function bundled(file: string, globalName?: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    ...(globalName === undefined ? {} : { globalName }),
  });
  return outputFiles[0]?.text ?? '';
}
