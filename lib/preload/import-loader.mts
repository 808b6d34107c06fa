/**
 * A loader of our own around the hook that OpenTelemetry's instrumentations import with. The hook's own
 * loader file is one module, whose list of modules belongs to whoever registered it last: with it, a
 * bot that hooks its other libraries would lose them to our list, or we our clients to its list.
 */
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';

interface Hook {
  readonly resolve: ResolveHook;
  readonly load: LoadHook;
  applyOptions(options: { readonly include: readonly string[] }): void;
}

/** What the thread of the bot sends along. */
export interface ImportLoaderData {
  /** The address of the `hook.mjs` that the instrumentations listen to. */
  readonly hook: string;
  readonly include: readonly string[];
}

let hook: Hook | undefined;

export const initialize: InitializeHook<ImportLoaderData> = async ({ hook: url, include }) => {
  const { createHook } = (await import(new URL('create-hook.mjs', url).href)) as {
    createHook(meta: { url: string }): Hook;
  };
  const created = createHook({ url });
  created.applyOptions({ include });
  hook = created;
};

export const resolve: ResolveHook = (specifier, context, next) =>
  hook === undefined ? next(specifier, context) : hook.resolve(specifier, context, next);

export const load: LoadHook = (url, context, next) =>
  hook === undefined ? next(url, context) : hook.load(url, context, next);
