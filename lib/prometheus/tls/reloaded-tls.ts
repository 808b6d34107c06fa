import { report } from '../../diagnostics/report.js';
import { FileFault, invalidFile, WatchedFile } from '../files/watched-file.js';
import { invalidCredential } from '../guard/tokens.js';
import { checkedCertificates, checkedKey } from './pem.js';
import { TlsFault, type TlsMaterial, type TlsPolicy, tlsPolicy } from './tls-policy.js';
import type { PemSource, TlsSettings } from './tls-settings.js';

const LARGEST_FILE_BYTES = 1_048_576;
const FALLBACK = 'new connections get the last good certificate';

type Part = 'cert' | 'key' | 'clientCa';

/** A text that may change. */
interface Pem {
  readonly last: string | undefined;
  current(): Promise<string | undefined>;
}

/**
 * Certificates, key and settings that may change while the endpoint runs. They are looked at when
 * somebody connects, and only a set that fits together is used: where certificate and key are
 * replaced one after the other, the pair before holds for the moment in between.
 */
export class ReloadedTls {
  readonly #source: (() => Promise<TlsSettings>) | undefined;
  /** The settings last given by the source, which may have been unusable. */
  #given: TlsSettings;
  #settings: TlsSettings;
  #pems: Record<Part, Pem>;
  #seen: readonly unknown[];
  #policy: TlsPolicy;
  #refreshing: Promise<void> | undefined;
  #said: string | undefined;

  /**
   * @param source gives the settings as of now, the same object until they change.
   * Without it they are fixed, and only the files may change.
   * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` where they are unusable now, naming the part
   */
  constructor(settings: TlsSettings, source?: () => Promise<TlsSettings>) {
    this.#given = settings;
    this.#settings = settings;
    this.#source = source;
    this.#pems = openPems(settings);
    const material = lastOf(this.#pems);
    this.#seen = [settings, ...Object.values(material)];
    try {
      this.#policy = tlsPolicy(settings, material);
    } catch (fault) {
      throw fault instanceof TlsFault ? invalidCredential(fault.label, fault.message) : fault;
    }
  }

  /**
   * What holds for a connection that comes in now; the same object until something changes. Never
   * rejects. Connections at the same time share one look.
   */
  async current(): Promise<TlsPolicy> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
    return this.#policy;
  }

  async #refresh(): Promise<void> {
    try {
      const given = (await this.#source?.()) ?? this.#given;
      if (given !== this.#given) this.#take(given);
      await Promise.all(Object.values(this.#pems).map((pem) => pem.current()));
      const material = lastOf(this.#pems);
      const seen = [this.#settings, ...Object.values(material)];
      this.#said = undefined;
      if (seen.every((part, index) => part === this.#seen[index])) return;
      this.#seen = seen;
      this.#policy = tlsPolicy(this.#settings, material);
    } catch (fault) {
      this.#say(faultLine(fault));
    }
  }

  /** A fault that stays is said once, however many connections meet it. */
  #say(line: string): void {
    if (line !== this.#said) report(line);
    this.#said = line;
  }

  #take(settings: TlsSettings): void {
    this.#given = settings;
    this.#pems = openPems(settings, lastOf(this.#pems));
    this.#settings = settings;
  }
}

/** @param before what held so far, so that files newly named are read without blocking */
function openPems(settings: TlsSettings, before?: TlsMaterial): Record<Part, Pem> {
  const open = (part: Part, check: (pem: string) => string): Pem =>
    openPem(settings[part], {
      label: settings.labels[part],
      parse: check,
      ...(before === undefined ? {} : { before: { content: before[part] } }),
    });
  return {
    cert: open('cert', checkedCertificates),
    key: open('key', checkedKey),
    clientCa: open('clientCa', checkedCertificates),
  };
}

interface Opening {
  readonly label: string;
  readonly parse: (pem: string) => string;
  readonly before?: { readonly content: string | undefined };
}

function openPem(source: PemSource | undefined, { label, parse, before }: Opening): Pem {
  if (source === undefined) return fixed(undefined);
  if ('file' in source) {
    const kind = { label, largestBytes: LARGEST_FILE_BYTES, fallback: FALLBACK, parse };
    return new WatchedFile<string | undefined>(source.file, kind, before);
  }
  try {
    return fixed(parse(source.pem));
  } catch (fault) {
    throw before === undefined ? invalidFile(label, fault) : asTlsFault(label, fault);
  }
}

function fixed(last: string | undefined): Pem {
  return { last, current: async () => last };
}

function lastOf({ cert, key, clientCa }: Record<Part, Pem>): TlsMaterial {
  return { cert: cert.last ?? '', key: key.last ?? '', clientCa: clientCa.last };
}

function asTlsFault(label: string, fault: unknown): unknown {
  return fault instanceof FileFault ? new TlsFault(label, fault.message) : fault;
}

function faultLine(fault: unknown): string {
  if (fault instanceof TlsFault) return `${fault.label} ${fault.message}; ${FALLBACK}`;
  return `the TLS settings cannot be used; ${FALLBACK}`;
}
