import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { KeyRing } from '@dossier/kernel/crypto';
import { currentWork, Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { CustomerKind, Gender, IdentityKind, type BirthPrecision } from '@dossier/vocabulary/enums';
import type { MatchLevel } from '@dossier/vocabulary/match-enums';
import { IdentityService } from '../identity/identity.service';
import { normaliseIdentity } from '../identity/identity.kinds';
import { regionOf } from '../identity/identity.rules';
import { ofCustomers } from '../profile/customer.policy';
import { judged, type MatchReason } from './match.judge';
import { CROWD } from './match.keys';
import { shippedModel, type MatchModel } from './match.model';
import { MatchReader } from './match.reader';
import type { MatchRecord } from './match.record';
import { MatchWriter, type JudgedPair } from './match.writer';

/** What is known of somebody who may be on record already. */
export interface MatchProbe {
  identities: readonly { kind: IdentityKind; value: string; issuer?: string | null }[];
  name?: string | null;
  nameLatin?: string | null;
  companyName?: string | null;
  kind?: CustomerKind;
  gender?: Gender | null;
  birthDate?: string | null;
  birthPrecision?: BirthPrecision | null;
  city?: string | null;
}

/** Somebody on record who may be the one in question. */
export interface MatchCandidate {
  customerId: string;
  level: MatchLevel;
  weight: number;
  probability: number;
  reasons: MatchReason[];
}

export interface MatchFound {
  /** The one customer on whom a verified identity of the probe stands, where nothing contradicts; else null. */
  customerId: string | null;
  candidates: MatchCandidate[];
}

/** A fresh table is taken for small, and would be read whole for each row that is looked up. */
const lookingUp = (others: 'on' | 'off'): string => ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'].map((name) => `set local ${name} = ${others}`).join('; ');
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** Fewer records than this make nothing certain: the prior is taken for so many. */
const FEW = 1_000;

/** Tells which records may be of one person: verified identities first, then weights, never a name or a device alone. */
@Injectable()
export class Matching {
  constructor(
    private readonly database: Database,
    private readonly reader: MatchReader,
    private readonly writer: MatchWriter,
    private readonly identities: IdentityService,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Compares these records with all others, in the open unit of work; gives how many pairs are new or say something else. */
  async compare(ids: readonly string[]): Promise<number> {
    const records = await this.reader.byIds(ids);
    await this.rekey(ids, records);
    const pairs = await this.pairsOf(records.map(({ id }) => id));
    if (pairs.length === 0) return 0;
    const known = new Map(records.map((record) => [record.id, record]));
    const missing = [...new Set(pairs.flat())].filter((id) => !known.has(id));
    for (const record of await this.reader.byIds(missing)) known.set(record.id, record);
    const [model, size] = [await this.model(), await this.size()];
    return this.writer.keep(pairs.flatMap(([a, b]): JudgedPair[] => {
      const [one, other] = [known.get(a), known.get(b)];
      return one && other ? [{ a, b, judged: judged(one, other, model, size) }] : [];
    }));
  }

  /** Leaves these records to the job: many at once, as an import brings them. */
  async later(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await currentWork().query('insert into match_due (customer_id) select distinct x.id from unnest($1::uuid[]) x(id) join customer c on c.id = x.id on conflict do nothing', [ids]);
  }

  /** Who on record may be the one described, within the viewer's reach, or anywhere for the product itself. Nothing is written. */
  async find(reach: Viewer | 'SYSTEM', probe: MatchProbe): Promise<MatchFound> {
    const wanted = this.recordOf(probe);
    const holders = await this.holders(wanted);
    const ids = [...new Set([...holders.map(({ id }) => id), ...(await this.keyed(wanted))])];
    const reached = reach === 'SYSTEM' ? ids : await this.within(reach, ids);
    const [model, size] = [await this.model(), await this.size()];
    const found = (await this.reader.byIds(reached)).flatMap((record) => {
      const result = judged(wanted, record, model, size);
      return result.level === null ? [] : [{ ...result, customerId: record.id, level: result.level }];
    });
    const certain = [...new Set(holders.filter(({ verified, id }) => verified && reached.includes(id)).map(({ id }) => id))];
    const only = certain.length === 1 ? found.find(({ customerId, contradictions }) => customerId === certain[0] && contradictions.length === 0) : undefined;
    return {
      customerId: only?.customerId ?? null,
      candidates: found.sort((one, other) => other.weight - one.weight).slice(0, 10).map(({ customerId, level, weight, probability, reasons }) => ({ customerId, level, weight, probability, reasons })),
    };
  }

  /** The odds that hold here: what was learned from the company's own records, else what was shipped. */
  async model(): Promise<MatchModel> {
    const [kept] = await this.database.query<{ linkage: MatchModel['linkage'] }>('select linkage from match_model');
    return kept ? { ...shippedModel, linkage: kept.linkage } : shippedModel;
  }

  private async size(): Promise<number> {
    const [row] = await this.database.query<{ size: number }>(`select reltuples::int as size from pg_class where oid = 'customer'::regclass`);
    return Math.max(FEW, row?.size ?? 0);
  }

  /** The keys of these records as they stand now; those that are gone have none. */
  private async rekey(ids: readonly string[], records: readonly MatchRecord[]): Promise<void> {
    const rows = records.flatMap((record) => this.reader.keysOf(record).map((key) => ({ key, id: record.id })));
    await currentWork().query('delete from match_key where customer_id = any($1::uuid[])', [ids]);
    await currentWork().query('insert into match_key (key, customer_id, key_version) select x.key, x.id, $3 from unnest($1::bigint[], $2::uuid[]) x(key, id) on conflict do nothing', [rows.map(({ key }) => key), rows.map(({ id }) => id), this.ring.current]);
  }

  /** Whom these records share an identity or a key with, and with whom they wait on the desk already; each pair once. */
  private async pairsOf(ids: readonly string[]): Promise<(readonly [string, string])[]> {
    if (ids.length === 0) return [];
    const work = currentWork();
    await work.query(lookingUp('off'));
    const rows = await work.query<{ a: string; b: string }>(
      `with mine as materialized (select i.customer_id as id, i.blind_index, i.blind_index_b from customer_identity i
          where i.customer_id = any($1::uuid[]) and i.archived_at is null and not i.shared and i.kind <> '${IdentityKind.DEVICE}'),
        pair as (
          select m.id, x.other from mine m cross join lateral (select o.customer_id as other from customer_identity o where o.blind_index = m.blind_index and o.archived_at is null limit ${CROWD}) x
          union all
          select m.id, x.other from mine m cross join lateral (select o.customer_id as other from customer_identity o where o.blind_index_b = m.blind_index_b and o.archived_at is null limit ${CROWD}) x where m.blind_index_b is not null
          union all
          select k.customer_id, unnest(x.others) from match_key k cross join lateral (select array_agg(y.customer_id) as others from (select o.customer_id from match_key o where o.key = k.key limit ${CROWD + 1}) y) x
            where k.customer_id = any($1::uuid[]) and cardinality(x.others) between 2 and ${CROWD}
          union all
          select d.customer_id, d.other_id from duplicate_candidate d where d.state = 'OPEN' and d.archived_at is null and d.customer_id = any($1::uuid[])
          union all
          select d.customer_id, d.other_id from duplicate_candidate d where d.state = 'OPEN' and d.archived_at is null and d.other_id = any($1::uuid[])
        )
      select distinct least(p.id, p.other) as a, greatest(p.id, p.other) as b from pair p where p.id <> p.other`,
      [ids],
    );
    await work.query(lookingUp('on'));
    return rows.map(({ a, b }) => [a, b] as const);
  }

  private recordOf(probe: MatchProbe): MatchRecord {
    const region = regionOf(this.clock.zone);
    const identities = probe.identities.flatMap(({ kind, value, issuer }) => {
      const normal = normaliseIdentity(kind, value, { region, issuer: issuer ?? null });
      return normal.ok ? [{ kind, value: normal.value, verified: false, shared: false }] : [];
    });
    return {
      id: NOBODY, kind: probe.kind ?? CustomerKind.PERSON, name: probe.name ?? null, nameLatin: probe.nameLatin ?? null, companyName: probe.companyName ?? null,
      gender: probe.gender ?? Gender.UNKNOWN, birthDate: probe.birthDate ?? null, birthPrecision: probe.birthPrecision ?? null, city: probe.city ?? null, identities,
    };
  }

  private async holders(wanted: MatchRecord): Promise<{ id: string; verified: boolean }[]> {
    const indexes = wanted.identities.filter(({ kind }) => kind !== IdentityKind.DEVICE).map(({ kind, value }) => this.identities.indexOf(kind, value));
    if (indexes.length === 0) return [];
    return this.database.query<{ id: string; verified: boolean }>(
      `select i.customer_id as id, bool_or(i.verified_at is not null) as verified from customer_identity i join customer c on c.id = i.customer_id and c.archived_at is null
        where (i.blind_index = any($1::bytea[]) or i.blind_index_b = any($1::bytea[])) and i.archived_at is null and not i.shared group by 1 limit ${CROWD}`,
      [indexes],
    );
  }

  private async keyed(wanted: MatchRecord): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select distinct x.id from unnest($1::bigint[]) k(key) cross join lateral (select array_agg(y.customer_id) as ids from (select o.customer_id from match_key o where o.key = k.key limit ${CROWD + 1}) y) b
        cross join lateral unnest(b.ids) x(id) where cardinality(b.ids) <= ${CROWD} limit 200`,
      [this.reader.keysOf(wanted)],
    );
    return rows.map(({ id }) => id);
  }

  private async within(viewer: Viewer, ids: readonly string[]): Promise<string[]> {
    const params = Params.empty();
    const reach = planOf(viewer, ofCustomers).reach('t', params);
    const rows = await this.database.query<{ id: string }>(`select t.id from customer t where t.id = any(${params.add(ids, 'uuid[]')}) and ${reach}`, params.values(viewer));
    return rows.map(({ id }) => id);
  }
}
