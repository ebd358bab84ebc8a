import { CryptoPool, emailDomain, indexedValue, normalisePhone, phoneTail, type KeyRing, type PersonToSeal } from '@dossier/kernel/crypto';
import { searchKeys } from '@dossier/kernel/search';
import { Chance } from '../seed/chance';
import { invent, type InventedCustomer } from '../seed/demo.person';
import { idOf, type BenchCompany, type BenchTeam } from './company';

/** Rows of one batch of customers, each a list of cells in the order of its table below. */
export interface PeopleRows {
  customers: unknown[][];
  keys: unknown[][];
  identities: unknown[][];
}

export const CUSTOMER_COLUMNS = ['id', 'created_at', 'updated_at', 'archive_no', 'kind', 'name', 'name_latin', 'company_name', 'gender', 'birth_date', 'birth_precision', 'birth_calendar',
  'occupation', 'country', 'region', 'city', 'stage', 'source_id', 'owner_id', 'team_id', 'tag_ids', 'external_source', 'external_key', 'name_key', 'search_grams', 'search_text'] as const;
export const KEY_COLUMNS = ['customer_id', 'wrapped', 'key_version'] as const;
export const IDENTITY_COLUMNS = ['id', 'created_at', 'customer_id', 'kind', 'value_cipher', 'blind_index', 'phone_tail', 'email_domain', 'is_primary'] as const;

const STAGES = ['PROSPECT', 'NEW', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'DORMANT', 'DORMANT', 'LOST'];
const COUNTRIES = ['United Kingdom', 'United Kingdom', 'United Kingdom', 'United Kingdom', 'United Kingdom', 'Germany', 'France', 'Hong Kong'];
const FIRST_DAY = Date.UTC(2023, 0, 1);
const DAYS = 1_405;
const DAY_MS = 86_400_000;
const text = (value: string): string | null => (value === '' ? null : value);

/** The person of a number: always the same one. The ranges kept for invented numbers are too small for so many: each has a number of its own. */
export function personOf(number: number): InventedCustomer {
  const chance = new Chance(`bench ${number}`);
  const person = invent({ number: `B${number}`, country: chance.of('country', COUNTRIES), isWholesaler: chance.percent('company', 8) });
  return { ...person, phone: person.phone === '' ? '' : `+8619${String(number).padStart(9, '0')}` };
}

/** Teams are of unequal size, and so are the people in them: as in a company, a few own many. */
function ownerOf(chance: Chance, teams: readonly BenchTeam[]): { team: BenchTeam; owner: string } {
  const team = teams[Math.min(chance.number('team', teams.length), chance.number('team again', teams.length))]!;
  return { team, owner: team.owners[Math.min(chance.number('owner', team.owners.length), chance.number('owner again', team.owners.length))]! };
}

function customerRow(number: number, person: InventedCustomer, company: BenchCompany): unknown[] {
  const chance = new Chance(`bench ${number}`);
  const { team, owner } = ownerOf(chance, company.teams);
  const archiveNo = `DA-2026-${String(number).padStart(6, '0')}`;
  const name = text(person.name);
  const keys = searchKeys(name, [person.nameLatin, person.companyName, archiveNo]);
  const created = new Date(FIRST_DAY + chance.number('created on', DAYS) * DAY_MS + chance.number('created at', DAY_MS)).toISOString();
  const tags = new Set(Array.from({ length: chance.number('tags', 4) }, (_, at) => company.tags[Math.min(chance.number(`tag ${at}`, company.tags.length), chance.number(`tag again ${at}`, company.tags.length))]!));
  return [idOf(`customer ${number}`), created, created, archiveNo, person.kind, name, text(person.nameLatin), text(person.companyName), person.gender,
    text(person.birthDate), person.birthDate === '' ? null : 'FULL', person.birthDate === '' ? null : 'SOLAR', null, text(person.country), text(person.region), text(person.city),
    chance.of('stage', STAGES), chance.of('channel', company.channels), owner, team.id, [...tags].sort(), 'bench', `B${number}`, keys.nameKey ?? '', keys.grams, keys.text];
}

interface Contact {
  id: string;
  kind: 'PHONE' | 'EMAIL';
  value: string;
}

function contactsOf(number: number, person: InventedCustomer): Contact[] {
  const phone = person.phone === '' ? null : normalisePhone(person.phone, person.country === '' ? 'CN' : person.country);
  return [
    ...(phone?.ok ? [{ id: idOf(`phone ${number}`), kind: 'PHONE' as const, value: phone.value }] : []),
    ...(person.email === '' ? [] : [{ id: idOf(`email ${number}`), kind: 'EMAIL' as const, value: person.email.toLowerCase() }]),
  ];
}

/** Customers `from` to below `to` with their sealed contacts; the sealing is done in the threads of the pool. */
export async function peopleRows(from: number, to: number, company: BenchCompany, { pool, ring }: { pool: CryptoPool; ring: KeyRing }): Promise<PeopleRows> {
  const rows: PeopleRows = { customers: [], keys: [], identities: [] };
  const sealing: (PersonToSeal & { contacts: Contact[] })[] = [];
  for (let number = from; number < to; number++) {
    const person = personOf(number);
    const contacts = contactsOf(number, person);
    rows.customers.push(customerRow(number, person, company));
    sealing.push({
      personId: idOf(`customer ${number}`), wrapped: null, contacts,
      fields: contacts.map(({ id, kind, value }) => ({ table: 'customer_identity', column: 'value_cipher', rowId: id, text: value, indexes: [{ field: `customer_identity.${kind.toLowerCase()}`, value: indexedValue(kind, value) }] })),
    });
  }
  const sealed = await pool.encryptBatch(sealing.map(({ personId, wrapped, fields }) => ({ personId, wrapped, fields })));
  for (const [at, { personId, wrapped, fields }] of sealed.entries()) {
    rows.keys.push([personId, wrapped, ring.current]);
    for (const [place, { id, kind, value }] of sealing[at]!.contacts.entries()) {
      const { cipher, indexes } = fields[place]!;
      rows.identities.push([id, '2026-01-01T00:00:00Z', personId, kind, cipher, indexes[0], kind === 'PHONE' ? phoneTail(value) : null, kind === 'EMAIL' ? emailDomain(value) : null, true]);
    }
  }
  return rows;
}
