/**
 * The primitives of encryption: sealed boxes, keys of persons, blind indexes, batches.
 * This file imports nothing but Node, because worker threads load it as it stands (see pool.ts).
 *
 * A sealed box is `version (1) | nonce (12) | tag (16) | ciphertext`, AES-256-GCM.
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, randomFillSync } from 'node:crypto';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

const NONCE = 12;
const TAG = 16;
const HEAD = 1 + NONCE + TAG;
const INDEX_BYTES = 16;

/** Why a box did not open: altered or moved to another place, made with a key that is not here, or not a box at all. */
export type CipherFault = 'ALTERED' | 'KEY_MISSING' | 'MALFORMED';

let hears: ((fault: CipherError) => void) | null = null;

/** Hears of every sealed value that does not open, whoever asked for it and whatever becomes of the request. */
export const onCipherFault = (listener: (fault: CipherError) => void): void => void (hears = listener);

/** A sealed value that cannot be opened; `place` says where it stood and never holds the value. */
export class CipherError extends Error {
  readonly fault: CipherFault;
  readonly place: string;

  constructor(fault: CipherFault, place: string) {
    super(`Sealed value cannot be opened (${fault}): ${place}`);
    this.name = 'CipherError';
    this.fault = fault;
    this.place = place;
    hears?.(this);
  }
}

/** Where a sealed field stands. It is part of the seal: a value moved to another row or column does not open. */
export interface FieldPlace {
  table: string;
  column: string;
  rowId: string;
}

/** A value whose blind index is wanted, under the key of `field` (e.g. `customer_identity.phone`). */
export type IndexWish = { field: string; value: string };

export interface FieldToSeal extends FieldPlace {
  text: string;
  indexes?: readonly IndexWish[];
}

/** One person of a batch; `wrapped` null makes a new key. */
export interface PersonToSeal {
  personId: string;
  wrapped: Buffer | null;
  fields: readonly FieldToSeal[];
}

export type SealedField = { cipher: Buffer; indexes: Buffer[] };

export interface SealedPerson {
  personId: string;
  wrapped: Buffer;
  fields: SealedField[];
}

// One call to the random source per 4 KiB: a nonce each costs more than the encryption itself.
const randomPool = Buffer.alloc(4096);
let randomUsed = randomPool.length;

function nonce(): Buffer {
  if (randomUsed + NONCE > randomPool.length) {
    randomFillSync(randomPool);
    randomUsed = 0;
  }
  const piece = randomPool.subarray(randomUsed, randomUsed + NONCE);
  randomUsed += NONCE;
  return piece;
}

// Node prepares a raw key anew at each use, which takes three times as long as the work itself: prepared once, it is kept with the bytes.
const prepared = new WeakMap<Buffer, KeyObject>();

function keyOf(bytes: Buffer): KeyObject {
  let key = prepared.get(bytes);
  if (!key) prepared.set(bytes, (key = createSecretKey(bytes)));
  return key;
}

/** Seals bytes under a 32-byte key; `aad` must be given again to open. */
export function seal(key: Buffer, version: number, plain: Buffer, aad: string): Buffer {
  const box = Buffer.allocUnsafe(HEAD + plain.length);
  box[0] = version;
  nonce().copy(box, 1);
  const cipher = createCipheriv('aes-256-gcm', keyOf(key), box.subarray(1, 1 + NONCE));
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  cipher.update(plain).copy(box, HEAD);
  cipher.final();
  cipher.getAuthTag().copy(box, 1 + NONCE);
  return box;
}

/** Opens a box made by `seal`. @throws CipherError ALTERED when key, bytes or `aad` differ, MALFORMED when too short. */
export function unseal(key: Buffer, box: Buffer, aad: string, place: string): Buffer {
  if (box.length < HEAD) throw new CipherError('MALFORMED', place);
  const opening = createDecipheriv('aes-256-gcm', keyOf(key), box.subarray(1, 1 + NONCE), { authTagLength: TAG });
  opening.setAAD(Buffer.from(aad, 'utf8'));
  opening.setAuthTag(box.subarray(1 + NONCE, HEAD));
  const plain = opening.update(box.subarray(HEAD));
  try {
    opening.final();
  } catch {
    throw new CipherError('ALTERED', place);
  }
  return plain;
}

const fieldAad = (place: FieldPlace, version: number): string => `field\0${place.table}\0${place.column}\0${place.rowId}\0${version}`;

const nameOf = (place: FieldPlace): string => `${place.table}.${place.column} of ${place.rowId}`;

/** Seals one text under a person's key, bound to its table, column and row. `keyVersion` counts the person's own keys (1..255). */
export function encryptField(personKey: Buffer, text: string, place: FieldPlace, keyVersion = 1): Buffer {
  return seal(personKey, keyVersion, Buffer.from(text, 'utf8'), fieldAad(place, keyVersion));
}

/** Opens one field. @throws CipherError when it was altered, moved to another row or column, or belongs to another person. */
export function decryptField(personKey: Buffer, box: Buffer, place: FieldPlace): string {
  if (box.length < HEAD) throw new CipherError('MALFORMED', nameOf(place));
  return unseal(personKey, box, fieldAad(place, box[0]!), nameOf(place)).toString('utf8');
}

/**
 * The key-encryption keys of the installation by version (1..255). One seals, the highest unless said otherwise; the
 * others still open. A ring grows while it is in use: a new key must be known everywhere before anybody seals with it.
 */
export class KeyRing {
  private readonly masters: Map<number, Buffer>;
  private readonly derived = new Map<string, Buffer>();
  private sealing: number;

  // Written out, not as a parameter property: threads load this file as it stands, with its types stripped.
  constructor(masters: ReadonlyMap<number, Buffer>, sealing: number = Math.max(...masters.keys())) {
    this.masters = new Map(masters);
    this.sealing = sealing;
  }

  /** The version that seals. */
  get current(): number {
    return this.sealing;
  }

  /** Takes in keys that were made since; a version that is known stays as it is. */
  adopt(masters: Iterable<readonly [number, Buffer]>): void {
    for (const [version, key] of masters) if (!this.masters.has(version)) this.masters.set(version, key);
  }

  /** Seals with this version from now on. @throws CipherError KEY_MISSING for an unknown one. */
  sealWith(version: number): void {
    if (!this.masters.has(version)) throw new CipherError('KEY_MISSING', `key version ${version}`);
    this.sealing = version;
  }

  get versions(): number[] {
    return [...this.masters.keys()].sort((a, b) => a - b);
  }

  /** A key of its own for each purpose, so that no two uses share one. @throws CipherError KEY_MISSING for an unknown version. */
  derive(purpose: string, version: number = this.current): Buffer {
    const name = `${version}/${purpose}`;
    const known = this.derived.get(name);
    if (known) return known;
    const master = this.masters.get(version);
    if (!master) throw new CipherError('KEY_MISSING', `key version ${version}`);
    const key = Buffer.from(hkdfSync('sha256', master, 'dossier', purpose, 32));
    this.derived.set(name, key);
    return key;
  }

  /** The ring as plain data, for the worker threads of this process alone. */
  entries(): [number, Buffer][] {
    return [...this.masters];
  }
}

const personAad = (personId: string, version: number): string => `person-key\0${personId}\0${version}`;

/** A new random data key for one person (32 bytes). */
export const newPersonKey = (): Buffer => randomBytes(32);

/** Wraps a person's key under the current key-encryption key, bound to the person (61 bytes; the first one is the ring's version). */
export function wrapPersonKey(ring: KeyRing, personId: string, personKey: Buffer): Buffer {
  return seal(ring.derive('person-key'), ring.current, personKey, personAad(personId, ring.current));
}

/** Unwraps a person's key. @throws CipherError when it belongs to another person or its key version is not in the ring. */
export function unwrapPersonKey(ring: KeyRing, personId: string, wrapped: Buffer): Buffer {
  const place = `key of person ${personId}`;
  if (wrapped.length !== HEAD + 32) throw new CipherError('MALFORMED', place);
  const version = wrapped[0]!;
  return unseal(ring.derive('person-key', version), wrapped, personAad(personId, version), place);
}

/** The blind index of a normalised value (16 bytes): equal values give equal indexes, nothing else can be read from it without the key. */
export function blindIndex(ring: KeyRing, field: string, value: string, version: number = ring.current): Buffer {
  return createHmac('sha256', keyOf(ring.derive(`blind-index/${field}`, version))).update(value, 'utf8').digest().subarray(0, INDEX_BYTES);
}

/** Seals a batch of persons one after the other; makes a key where there is none yet. */
export function sealPeople(ring: KeyRing, people: readonly PersonToSeal[]): SealedPerson[] {
  return people.map((person) => {
    const key = person.wrapped ? unwrapPersonKey(ring, person.personId, person.wrapped) : newPersonKey();
    const wrapped = person.wrapped ?? wrapPersonKey(ring, person.personId, key);
    const fields = person.fields.map((field) => ({
      cipher: encryptField(key, field.text, field),
      indexes: (field.indexes ?? []).map((wish) => blindIndex(ring, wish.field, wish.value)),
    }));
    return { personId: person.personId, wrapped, fields };
  });
}

/** One person of an export: the wrapped key and the boxes to open. */
export interface PersonToOpen {
  personId: string;
  wrapped: Buffer;
  fields: readonly (FieldPlace & { cipher: Buffer })[];
}

/** Opens a batch of persons; texts come in the order of the fields. @throws CipherError at the first box that does not open. */
export function openPeople(ring: KeyRing, people: readonly PersonToOpen[]): string[][] {
  return people.map((person) => {
    const key = unwrapPersonKey(ring, person.personId, person.wrapped);
    return person.fields.map((field) => decryptField(key, field.cipher, field));
  });
}

/** All boxes of a batch in one piece of memory: thousands of small buffers would each be copied with their whole pool. */
export interface Packed {
  bytes: Uint8Array;
  lengths: Uint32Array;
}

/** Puts buffers end to end. */
export function pack(parts: readonly Buffer[]): Packed {
  const whole = Buffer.concat(parts);
  return { bytes: new Uint8Array(whole), lengths: Uint32Array.from(parts, (part) => part.length) };
}

/** The buffers of a packed batch, as views of its memory. */
export function unpack(packed: Packed): Buffer[] {
  let offset = packed.bytes.byteOffset;
  return Array.from(packed.lengths, (length) => {
    const part = Buffer.from(packed.bytes.buffer as ArrayBuffer, offset, length);
    offset += length;
    return part;
  });
}

/** What the worker is told: everything but bytes as it stands, bytes packed in the order in which they occur. */
export type WorkerRequest =
  | { id: number; kind: 'seal'; people: (Omit<PersonToSeal, 'wrapped'> & { hasKey: boolean })[]; packed: Packed }
  | { id: number; kind: 'open'; people: { personId: string; fields: FieldPlace[] }[]; packed: Packed };

export type WorkerAnswer =
  | { id: number; packed: Packed }
  | { id: number; texts: string[][] }
  | { id: number; fault: CipherFault | 'OTHER'; place: string };

/** Does one request of the pool; never throws, because a thrown error would lose its type on the way. */
export function answer(ring: KeyRing, request: WorkerRequest): WorkerAnswer {
  try {
    const parts = unpack(request.packed);
    let at = 0;
    if (request.kind === 'open') {
      const people = request.people.map((person) => ({
        personId: person.personId,
        wrapped: parts[at++]!,
        fields: person.fields.map((field) => ({ ...field, cipher: parts[at++]! })),
      }));
      return { id: request.id, texts: openPeople(ring, people) };
    }
    const people = request.people.map((person) => ({ ...person, wrapped: person.hasKey ? parts[at++]! : null }));
    const sealed = sealPeople(ring, people);
    const out = sealed.flatMap((person) => [person.wrapped, ...person.fields.flatMap((field) => [field.cipher, ...field.indexes])]);
    return { id: request.id, packed: pack(out) };
  } catch (error) {
    if (error instanceof CipherError) return { id: request.id, fault: error.fault, place: error.place };
    return { id: request.id, fault: 'OTHER', place: error instanceof Error ? error.message : 'unknown' };
  }
}

const duty = workerData as { dossierSealing?: [number, Uint8Array][]; sealing?: number } | null;
if (!isMainThread && parentPort && duty?.dossierSealing) {
  const port = parentPort;
  const ring = new KeyRing(new Map(duty.dossierSealing.map(([version, bytes]) => [version, Buffer.from(bytes)])), duty.sealing);
  port.on('message', (request: WorkerRequest) => {
    const reply = answer(ring, request);
    port.postMessage(reply, 'packed' in reply ? [reply.packed.bytes.buffer as ArrayBuffer] : []);
  });
}
