import type { FairEntry } from './fair.rules';

/** Who collects on this phone: known without the network. */
export interface FairPerson {
  id: string;
  name: string;
}

interface Kept {
  key: string;
  person: string;
  /** Of a sealed entry. */
  iv: Uint8Array<ArrayBuffer> | null;
  /** The entry, sealed where this browser can. */
  box: ArrayBuffer | string;
}

const STORES = ['entries', 'keys', 'people'] as const;

/** Sealing needs a page that came over a safe line; without one an entry stands as it is. */
export const canSeal = (): boolean => globalThis.isSecureContext === true && globalThis.crypto?.subtle !== undefined;

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open('dossier-fair', 1);
    asked.onupgradeneeded = () => {
      for (const name of STORES) asked.result.createObjectStore(name, name === 'entries' ? { keyPath: 'key' } : undefined);
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('The store of this browser does not open'));
  }).catch((fault: unknown) => {
    opened = null;
    throw fault;
  });
  return opened;
}

/** One act on one store; it is done when the browser says that it has been written. */
async function act<R>(name: (typeof STORES)[number], mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<R> | null): Promise<R | null> {
  const database = await open();
  return new Promise<R | null>((resolve, reject) => {
    const transaction = database.transaction(name, mode, { durability: 'strict' });
    const asked = run(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(asked?.result ?? null);
    transaction.onabort = () => reject(transaction.error ?? new Error('Not kept'));
    transaction.onerror = () => reject(transaction.error ?? new Error('Not kept'));
  });
}

/** The key of this browser: made once, and never to be read out of it. */
async function sealingKey(): Promise<CryptoKey> {
  const found = (await act('keys', 'readonly', (store) => store.get('sealing'))) as CryptoKey | null;
  if (found) return found;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  // Two windows may make one at the same time: the first that is kept counts.
  await act('keys', 'readwrite', (store) => store.add(made, 'sealing')).catch(() => null);
  return (await act('keys', 'readonly', (store) => store.get('sealing'))) as CryptoKey;
}

async function sealed(entry: FairEntry): Promise<Pick<Kept, 'iv' | 'box'>> {
  if (!canSeal()) return { iv: null, box: JSON.stringify(entry) };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, box: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await sealingKey(), new TextEncoder().encode(JSON.stringify(entry))) };
}

async function unsealed({ iv, box }: Kept): Promise<FairEntry> {
  if (typeof box === 'string') return JSON.parse(box) as FairEntry;
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: iv! }, await sealingKey(), box))) as FairEntry;
}

/** Keeps an entry on this phone; it stays until the server has it. */
export async function keepEntry(person: string, entry: FairEntry): Promise<void> {
  const kept: Kept = { key: entry.key, person, ...(await sealed(entry)) };
  await act('entries', 'readwrite', (store) => store.put(kept));
}

/** What waits on this phone of this person, the oldest first. */
export async function waitingOf(person: string): Promise<FairEntry[]> {
  const all = ((await act('entries', 'readonly', (store) => store.getAll())) ?? []) as Kept[];
  const own = await Promise.all(all.filter((one) => one.person === person).map(unsealed));
  return own.toSorted((a, b) => a.at.localeCompare(b.at));
}

/** Takes entries off this phone. */
export async function forget(keys: readonly string[]): Promise<void> {
  await act('entries', 'readwrite', (store) => {
    for (const key of keys) store.delete(key);
    return null;
  });
}

export const rememberPerson = (person: FairPerson): Promise<unknown> => act('people', 'readwrite', (store) => store.put(person, 'last'));
export const lastPerson = async (): Promise<FairPerson | null> => (await act('people', 'readonly', (store) => store.get('last'))) as FairPerson | null;
