import type { INestApplication } from '@nestjs/common';
import type { Clock } from '../time/clock';

/** How a spec wants the product: the clock it moves, the bounds of requests, the documents that sessions may run alone. */
export interface StartOptions {
  clock?: Clock;
  /** None unless said: specs ask more in a minute than a person would. */
  limits?: { perMinute: number; inFlight: number };
  /** Hash to text, as a build writes them; given, sessions may run these alone. */
  documents?: Readonly<Record<string, string>>;
  /** A mail server, a configured address, a provider, proxies in front: none unless said. */
  mail?: { url: string; from: string };
  publicUrl?: string;
  signOn?: { issuer: string; clientId: string; clientSecret: string | null; name: string };
  trustProxy?: string[];
  /** Where the log goes, at its most talkative; nothing but warnings is told unless said. */
  log?: NodeJS.WritableStream;
}

/** What a spec needs of the whole product; the product registers itself, for a library cannot import an application. */
export interface Product {
  /** Brings an empty database to the state of this build, with the staff that specs know. */
  prepare(ownerUrl: string): Promise<void>;
  /** Starts the product on a prepared database, with its worker, without listening. */
  start(ownerUrl: string, options: StartOptions & { dataDir: string }): Promise<{ app: INestApplication; close(): Promise<void> }>;
  /** Names the state that `prepare` leads to, so that a template is made once for it. */
  stamp: string;
}

declare global {
  var dossierProduct: (() => Promise<Product>) | undefined;
}

export function registerProduct(load: () => Promise<Product>): void {
  globalThis.dossierProduct = load;
}

export async function product(): Promise<Product> {
  if (!globalThis.dossierProduct) throw new Error('No product is registered: run the specs by the configuration of the repository');
  return globalThis.dossierProduct();
}
