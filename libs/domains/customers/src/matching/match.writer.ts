import { Injectable } from '@nestjs/common';
import { currentWork } from '@dossier/kernel/data';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { MatchField } from '@dossier/vocabulary/match-enums';
import type { Judged } from './match.judge';

/** Two live records with what comparing them gave. */
export interface JudgedPair {
  a: string;
  b: string;
  judged: Judged;
  /** They wait on the desk already. */
  waits: boolean;
}

/** Identities that bring records together, in either column of the blind index; used by a crowd they say nothing. */
const CONFLICTING = `
  select i.id as one, o.id as other, i.customer_id as a, o.customer_id as b, i.kind, i.verified_at is not null or o.verified_at is not null as verified
  from unnest($1::uuid[], $2::uuid[]) p(a, b)
  join customer_identity i on i.customer_id = p.a and i.archived_at is null and not i.shared and i.kind <> '${IdentityKind.DEVICE}'
  join customer_identity o on o.customer_id = p.b and o.archived_at is null and not o.shared and o.kind = i.kind
    and (o.blind_index = i.blind_index or o.blind_index_b = i.blind_index_b)`;

/** Keeps what matching has found: candidates for the desk, conflicts for the steward. What somebody has decided is left alone. */
@Injectable()
export class MatchWriter {
  /** Gives how many pairs wait now that did not before, or say something else than before. */
  async keep(pairs: readonly JudgedPair[]): Promise<number> {
    await this.dropRefuted(pairs.filter(({ judged, waits }) => waits && judged.level === null));
    await this.keepConflicts(pairs.filter(({ judged }) => judged.sharesIdentity && judged.contradictions.length > 0));
    const found = pairs.filter(({ judged }) => judged.level !== null);
    return found.length === 0 ? 0 : this.keepCandidates(found);
  }

  private async keepCandidates(found: readonly JudgedPair[]): Promise<number> {
    const rows = found.map(({ a, b, judged }) => ({
      a: a < b ? a : b, b: a < b ? b : a, reason: reasonOf(judged), level: judged.level, weight: judged.weight, probability: judged.probability, reasons: judged.reasons,
    }));
    const kept = await currentWork().query(
      `insert into duplicate_candidate as d (id, customer_id, other_id, reason, level, weight, probability, reasons)
        select gen_random_uuid(), r.a, r.b, r.reason, r.level, r.weight, r.probability, r.reasons
          from jsonb_to_recordset($1::jsonb) as r(a uuid, b uuid, reason text, level text, weight real, probability real, reasons jsonb) where not kept_apart(r.a, r.b) order by r.a, r.b
        on conflict (customer_id, other_id) do update set reason = excluded.reason, level = excluded.level, weight = excluded.weight, probability = excluded.probability,
          reasons = excluded.reasons, version = d.version + 1, updated_at = now()
          where d.state = 'OPEN' and d.archived_at is null and (d.level, d.weight, d.reason) is distinct from (excluded.level, excluded.weight, excluded.reason) returning 1`,
      [JSON.stringify(rows)],
    );
    return kept.length;
  }

  /** Open pairs that no longer say anything leave the desk: a number was corrected, a name was cleared up. */
  private async dropRefuted(pairs: readonly JudgedPair[]): Promise<void> {
    if (pairs.length === 0) return;
    await currentWork().query(
      `delete from duplicate_candidate d using unnest($1::uuid[], $2::uuid[]) p(a, b) where d.customer_id = least(p.a, p.b) and d.other_id = greatest(p.a, p.b) and d.state = 'OPEN' and d.archived_at is null`,
      [pairs.map(({ a }) => a), pairs.map(({ b }) => b)],
    );
  }

  /** A verified identity on two records that contradict; or one person by name with two birthdays. Two people who merely share a number are no conflict. */
  private async keepConflicts(found: readonly JudgedPair[]): Promise<void> {
    if (found.length === 0) return;
    await currentWork().query(
      `insert into identity_conflict (id, customer_id, other_id, identity_id, other_identity_id, identity_kind, kind, fields)
        select gen_random_uuid(), case when x.one < x.other then x.a else x.b end, case when x.one < x.other then x.b else x.a end, least(x.one, x.other), greatest(x.one, x.other), x.kind,
          case when x.verified then 'IDENTITY' else 'FACTS' end, f.fields
        from (${CONFLICTING}) x join jsonb_to_recordset($3::jsonb) as f(a uuid, b uuid, fields text[]) on f.a = x.a and f.b = x.b
        where x.verified or ('BIRTH' = any(f.fields) and not 'NAME' = any(f.fields))
        on conflict (identity_id, other_identity_id) do update set fields = excluded.fields, kind = excluded.kind, version = identity_conflict.version + 1, updated_at = now()
          where identity_conflict.state = 'OPEN' and (identity_conflict.fields, identity_conflict.kind) is distinct from (excluded.fields, excluded.kind)`,
      [found.map(({ a }) => a), found.map(({ b }) => b), JSON.stringify(found.map(({ a, b, judged }) => ({ a, b, fields: judged.contradictions })))],
    );
  }
}

/** The strongest of the reasons that the desk knows by a word of its own. */
function reasonOf({ reasons }: Judged): string {
  const agrees = (field: MatchField): boolean => reasons.some((reason) => reason.field === field && reason.agreement === 'SAME');
  if (agrees(MatchField.PHONE)) return 'PHONE';
  if (agrees(MatchField.EMAIL)) return 'EMAIL';
  return agrees(MatchField.IDENTITY) ? 'IDENTITY' : 'NAME';
}
