import { Injectable } from '@nestjs/common';
import { BlindIndexes, CryptoPool, KeyRing, type StoredIndexes } from '@dossier/kernel/crypto';
import { currentWork, newId } from '@dossier/kernel/data';
import type { IdentityKind, IdentitySource } from '@dossier/vocabulary/enums';
import { hintsOf, indexWish } from '../identity/identity.rules';
import { IdentityService } from '../identity/identity.service';

export interface ContactsOf {
  customerId: string;
  /** The merged record for which they came in. */
  sideId?: string | null;
  contacts: readonly { kind: IdentityKind; index: Buffer; value: string; label: string | null }[];
}

/** The contacts of one customer as they will be stored, and the key that sealed them. */
interface SealedContacts {
  customerId: string;
  sideId: string | null;
  wrapped: Buffer;
  contacts: readonly (ContactsOf['contacts'][number] & { id: string; cipher: Buffer })[];
}

interface Standing {
  customer_id: string;
  kind: IdentityKind;
  indexes: string[];
  is_primary: boolean;
}

const PLACE = { table: 'customer_identity', column: 'value_cipher' } as const;
const name = (customerId: string, text: string): string => `${customerId}/${text}`;

/** Writes the contacts of many customers at once: sealed in the worker threads, those that stand already left alone. */
@Injectable()
export class ContactWriter {
  constructor(
    private readonly pool: CryptoPool,
    private readonly ring: KeyRing,
    private readonly indexes: BlindIndexes,
    private readonly identities: IdentityService,
  ) {}

  /** Gives the ids of the identities added, by customer. */
  async write(all: readonly ContactsOf[], source: IdentitySource): Promise<Map<string, string[]>> {
    const asked = all.filter(({ contacts }) => contacts.length > 0);
    const ids = asked.map(({ customerId }) => customerId);
    if (ids.length === 0) return new Map();
    const standing = await currentWork().query<Standing & Record<string, unknown>>(`select customer_id, kind, is_primary, array_remove(array[encode(blind_index, 'hex'), encode(blind_index_b, 'hex')], null) as indexes from customer_identity where customer_id = any($1::uuid[]) and archived_at is null`, [ids]);
    const keys = new Map((await currentWork().query<{ customer_id: string; wrapped: Buffer }>('select customer_id, wrapped from customer_key where customer_id = any($1::uuid[])', [ids])).map((row) => [row.customer_id, row.wrapped]));
    const known = new Set(standing.flatMap((row) => row.indexes.map((index) => name(row.customer_id, index))));
    const missing = asked.map(({ customerId, sideId, contacts }) => ({ customerId, sideId: sideId ?? null, contacts: contacts.filter(({ index }) => !known.has(name(customerId, index.toString('hex')))) })).filter(({ contacts }) => contacts.length > 0);
    const primaries = new Set(standing.filter((row) => row.is_primary).map((row) => name(row.customer_id, row.kind)));
    return this.insert(await this.seal(missing, keys), { source, primaries, keyed: new Set(keys.keys()) });
  }

  /** Seals the contacts of new customers, of whom nothing stands yet: PostgreSQL is not asked, so it may work on something else meanwhile. */
  async seal(all: readonly ContactsOf[], keys: ReadonlyMap<string, Buffer> = new Map()): Promise<readonly SealedContacts[]> {
    const asked = all.filter(({ contacts }) => contacts.length > 0).map(({ customerId, sideId = null, contacts }) => ({ customerId, sideId, contacts: contacts.map((contact) => ({ ...contact, id: newId() })) }));
    const sealed = await this.pool.encryptBatch(asked.map(({ customerId, contacts }) => ({ personId: customerId, wrapped: keys.get(customerId) ?? null, fields: contacts.map(({ id, value }) => ({ ...PLACE, rowId: id, text: value })) })));
    return asked.map(({ customerId, sideId, contacts }, person) => ({
      customerId, sideId, wrapped: sealed[person]!.wrapped, contacts: contacts.map((contact, at) => ({ ...contact, cipher: sealed[person]!.fields[at]!.cipher })),
    }));
  }

  /** Writes sealed contacts; the first of its kind leads. Gives the ids added, by customer. */
  async insert(sealed: readonly SealedContacts[], { source, primaries = new Set(), keyed = new Set() }: { source: IdentitySource; primaries?: Set<string>; keyed?: ReadonlySet<string> }): Promise<Map<string, string[]>> {
    await this.keep(sealed.filter(({ customerId }) => !keyed.has(customerId)));
    const tailSearch = await this.identities.tailSearch();
    const rows = sealed.flatMap(({ customerId, sideId, contacts }) => contacts.map((contact) => {
      const first = !primaries.has(name(customerId, contact.kind));
      primaries.add(name(customerId, contact.kind));
      return { ...contact, customerId, sideId, primary: first, ...this.indexesOf(contact), ...hintsOf(contact.kind, contact.value, tailSearch) };
    }));
    await this.store(rows, source);
    return new Map(sealed.map(({ customerId, contacts }) => [customerId, contacts.map(({ id }) => id)]));
  }

  private indexesOf({ kind, value }: { kind: IdentityKind; value: string }): StoredIndexes {
    const wish = indexWish(kind, value);
    return this.indexes.store(wish.field, wish.value);
  }

  private async keep(sealed: readonly SealedContacts[]): Promise<void> {
    if (sealed.length === 0) return;
    await currentWork().query('insert into customer_key (customer_id, wrapped, key_version) select x.id, x.wrapped, $3 from unnest($1::uuid[], $2::bytea[]) x(id, wrapped)', [sealed.map(({ customerId }) => customerId), sealed.map(({ wrapped }) => wrapped), this.ring.current]);
  }

  private async store(rows: readonly { id: string; customerId: string; sideId: string | null; kind: string; label: string | null; cipher: Buffer; a: Buffer | null; b: Buffer | null; phoneTail: string | null; emailDomain: string | null; primary: boolean }[], source: IdentitySource): Promise<void> {
    if (rows.length === 0) return;
    await currentWork().query(
      `insert into customer_identity (id, customer_id, kind, label, value_cipher, blind_index, blind_index_b, phone_tail, email_domain, is_primary, side_id, source)
       select x.*, $12 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::bytea[], $8::text[], $9::text[], $10::bool[], $11::uuid[]) x`,
      [rows.map((row) => row.id), rows.map((row) => row.customerId), rows.map((row) => row.kind), rows.map((row) => row.label), rows.map((row) => row.cipher), rows.map((row) => row.a), rows.map((row) => row.b), rows.map((row) => row.phoneTail), rows.map((row) => row.emailDomain), rows.map((row) => row.primary), rows.map((row) => row.sideId), source],
    );
  }
}
