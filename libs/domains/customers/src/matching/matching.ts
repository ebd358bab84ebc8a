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
import { OpenedRecords, type OpenedRecord } from './match.opened';
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

/** What comparing gave: how many pairs were judged, and how many of them are new on the desk or say something else than before. */
export interface Compared {
  pairs: number;
  found: number;
}

export interface MatchFound {
  /** The one customer on whom a verified identity of the probe stands, where nothing contradicts; else null. */
  customerId: string | null;
  candidates: MatchCandidate[];
}

interface FoundPair {
  a: string;
  b: string;
  /** They wait on the desk already. */
  waits: boolean;
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
    return (await this.comparePairs(ids, { opened: new OpenedRecords(this.reader), leavesDue: false })).found;
  }

  /** The same for a run that goes on until nothing is due: a pair whose other record is due still is compared when that one's turn comes, and not twice. */
  compareDue(ids: readonly string[], opened: OpenedRecords): Promise<Compared> {
    return this.comparePairs(ids, { opened, leavesDue: true });
  }

  /** Brings the keys of these records to what follows from them, in the open unit of work. */
  async key(ids: readonly string[], opened: OpenedRecords): Promise<void> {
    await currentWork().query(lookingUp('off'));
    await this.rekey(ids, await opened.of(ids));
    await currentWork().query(lookingUp('on'));
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
    if (reached.length === 0) return { customerId: null, candidates: [] };
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

  private async comparePairs(ids: readonly string[], { opened, leavesDue }: { opened: OpenedRecords; leavesDue: boolean }): Promise<Compared> {
    await currentWork().query(lookingUp('off'));
    const own = await opened.of(ids);
    await this.rekey(ids, own);
    const pairs = await this.pairsOf([...own.keys()], leavesDue);
    await currentWork().query(lookingUp('on'));
    if (pairs.length === 0) return { pairs: 0, found: 0 };
    const others = await opened.of([...new Set(pairs.flatMap(({ a, b }) => [a, b]))].filter((id) => !own.has(id)));
    const [model, size] = [await this.model(), await this.size()];
    const recordOf = (id: string): MatchRecord | undefined => (own.get(id) ?? others.get(id))?.record;
    const judgedPairs = pairs.flatMap(({ a, b, waits }): JudgedPair[] => {
      const [one, other] = [recordOf(a), recordOf(b)];
      return one && other ? [{ a, b, waits, judged: judged(one, other, model, size) }] : [];
    });
    return { pairs: judgedPairs.length, found: await this.writer.keep(judgedPairs) };
  }

  /** The keys of these records as they stand now; those that are gone have none. */
  private async rekey(ids: readonly string[], own: ReadonlyMap<string, OpenedRecord>): Promise<void> {
    const changed = ids.filter((id) => !own.get(id)?.isKeyed);
    if (changed.length === 0) return;
    const rows = changed.flatMap((id) => (own.has(id) ? this.reader.keysOf(own.get(id)!.record).map((key) => ({ key, id })) : []));
    await currentWork().query(
      `with fresh as materialized (select unnest($1::bigint[]) as key, unnest($2::uuid[]) as id),
        gone as (delete from match_key k where k.customer_id = any($3::uuid[]) and (k.key, k.customer_id) not in (select key, id from fresh))
      insert into match_key (key, customer_id, key_version) select key, id, $4 from fresh order by key on conflict do nothing`,
      [rows.map(({ key }) => key), rows.map(({ id }) => id), changed, this.ring.current],
    );
    for (const id of changed) if (own.has(id)) own.get(id)!.isKeyed = true;
  }

  /**
   * Whom these records share an identity or a key with, and with whom they wait on the desk already; each pair once. With `leavesDue` only
   * those whose other record is not due any more; where a crowd shares an identity, only the looks of both sides together find all.
   */
  private async pairsOf(ids: readonly string[], leavesDue: boolean): Promise<FoundPair[]> {
    if (ids.length === 0) return [];
    return currentWork().query<FoundPair & Record<string, unknown>>(
      `with mine as materialized (select i.customer_id as id, i.blind_index, i.blind_index_b from customer_identity i
          where i.customer_id = any($1::uuid[]) and i.archived_at is null and not i.shared and i.kind <> '${IdentityKind.DEVICE}'),
        pair as (
          select m.id, unnest(x.others) as other, false as waits, cardinality(x.others) = ${CROWD} as crowded from mine m
            cross join lateral (select array_agg(y.customer_id) as others from (select o.customer_id from customer_identity o where o.blind_index = m.blind_index and o.archived_at is null limit ${CROWD}) y) x
          union all
          select m.id, unnest(x.others), false, cardinality(x.others) = ${CROWD} from mine m
            cross join lateral (select array_agg(y.customer_id) as others from (select o.customer_id from customer_identity o where o.blind_index_b = m.blind_index_b and o.archived_at is null limit ${CROWD}) y) x where m.blind_index_b is not null
          union all
          select k.customer_id, unnest(x.others), false, false from match_key k cross join lateral (select array_agg(y.customer_id) as others from (select o.customer_id from match_key o where o.key = k.key limit ${CROWD + 1}) y) x
            where k.customer_id = any($1::uuid[]) and cardinality(x.others) between 2 and ${CROWD}
          union all
          select d.customer_id, d.other_id, true, false from duplicate_candidate d where d.state = 'OPEN' and d.archived_at is null and d.customer_id = any($1::uuid[])
          union all
          select d.customer_id, d.other_id, true, false from duplicate_candidate d where d.state = 'OPEN' and d.archived_at is null and d.other_id = any($1::uuid[])
        ),
        once as (select least(p.id, p.other) as a, greatest(p.id, p.other) as b, bool_or(p.waits) as waits, bool_or(p.crowded) as crowded from pair p where p.id <> p.other group by 1, 2)
      select a, b, waits from once${leavesDue ? ` where crowded or not exists (select 1 from match_due d where d.customer_id in (a, b))` : ''}`,
      [ids],
    );
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
