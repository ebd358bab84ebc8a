import { Injectable } from '@nestjs/common';
import { jobViewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { BatchKind } from '@dossier/vocabulary/enums';
import { RetentionAction, type RetentionSubject } from '@dossier/vocabulary/fact-enums';
import { BatchService } from '@dossier/workspace';
import { CustomerService } from '../profile/customer.service';
import type { Customer } from '../profile/customer.entity';

/** How many records one unit of work takes. */
export const RETENTION_CHUNK = 1_000;

/** The last time that anything happened with a customer: a change, an order, a contact with us, a look at the facts. */
const LAST_SEEN = `greatest(c.updated_at, (select s.last_order_on::timestamptz from customer_summary s where s.customer_id = c.id),
  (select max(m.at) from communication m where m.customer_id = c.id), (select max(o.observed_at) from observation o where o.customer_id = c.id))`;

/** Those whose row nobody has changed in that time: an index knows them, and only they are looked at closely. */
const UNTOUCHED = `c.archived_at is null and c.updated_at < now() - $1 * interval '1 month'`;

/** Which customers a rule speaks of, and since when the time of each runs. */
const SUBJECTS: Readonly<Record<RetentionSubject, { which: string; since: string }>> = {
  IDLE_CUSTOMER: { which: UNTOUCHED, since: LAST_SEEN },
  IDLE_PROSPECT: { which: `${UNTOUCHED} and c.stage = 'PROSPECT' and not exists (select 1 from sales_order o where o.customer_id = c.id)`, since: LAST_SEEN },
  ARCHIVED_CUSTOMER: { which: 'c.archived_at is not null and c.merged_into_id is null', since: 'c.archived_at' },
};

/** What tells who somebody is. Kind, gender, year of birth's place in sums (none), country, stage and source stay: sums go on. */
const TELLING = ['name', 'family_name', 'given_name', 'name_latin', 'company_name', 'birth_date', 'birth_precision', 'birth_calendar', 'birth_leap_month', 'occupation_text', 'region', 'city'] as const;

interface Rule extends Record<string, unknown> {
  id: string;
  code: string;
  subject: RetentionSubject;
  months: number;
  action: RetentionAction;
}

interface Taken extends Record<string, unknown> {
  id: string;
  version: number;
  archive_no: string;
  before: Record<string, unknown>;
  identities: string[];
}

/** Runs the rules of retention: each change stands in a batch that can be taken back for thirty days, and in a line of proof. */
@Injectable()
export class RetentionRunner {
  constructor(
    private readonly batches: BatchService,
    private readonly customers: CustomerService,
  ) {}

  /** The rules in force. */
  rules(): Promise<Rule[]> {
    return currentWork().query<Rule>('select id, code, subject, months, action from retention_policy where archived_at is null order by code');
  }

  /** One chunk of one rule, into its batch; gives the batch and how many records it took, fewer than a chunk when none is left. */
  async chunk(rule: Rule, batchId: string | null): Promise<{ batchId: string | null; taken: number }> {
    const rows = await this.due(rule);
    await currentWork().query('update retention_policy set last_run_at = now() where id = $1', [rule.id]);
    if (rows.length === 0) return { batchId, taken: 0 };
    const batch = batchId ?? (await this.batches.open(jobViewer('job.upkeep', ['job.upkeep'], 'retention'), BatchKind.RETENTION, rule.code)).id;
    const ids = rows.map(({ id }) => id);
    if (rule.action === RetentionAction.STRIP) await this.strip(ids);
    else await currentWork().query('update customer set archived_at = now(), version = version + 1, updated_at = now() where id = any($1::uuid[])', [ids]);
    await this.batches.record(batch, rows.map((row) => ({
      subject: 'customer', targetId: row.id, action: 'ARCHIVE', version: row.version + 1, before: { set: row.before, archivedIdentities: row.identities },
    })));
    await this.prove(rule, batch, rows);
    return { batchId: batch, taken: rows.length };
  }

  /** Ends what nobody has taken back in its time: history, sources and keys of stripped records go. */
  async finish(): Promise<number> {
    const [done] = await currentWork().query<{ count: number }>(
      `select finish_stripping(array(select distinct customer_id from retention_proof where action = 'STRIP' and undone_at is null and final_at is null and ran_at < now() - interval '31 days' limit ${RETENTION_CHUNK})) as count`);
    return done?.count ?? 0;
  }

  /** Marks the proof of what a batch has given back. */
  async markUndone(): Promise<void> {
    await currentWork().query(
      `update retention_proof p set undone_at = now(), version = p.version + 1, updated_at = now() from batch_item b where b.batch_id = p.batch_id and b.target_id = p.customer_id and b.reverted and p.undone_at is null and p.final_at is null`);
  }

  private async due(rule: Rule): Promise<Taken[]> {
    const { which, since } = SUBJECTS[rule.subject];
    const strips = rule.action === RetentionAction.STRIP;
    const columns = strips ? [...TELLING] : ['archived_at'];
    // A record that a rule has taken is not taken by the same action again unless it was given back and its time has run anew.
    return currentWork().query<Taken>(
      `select c.id, c.version, c.archive_no, jsonb_build_object(${columns.map((name) => `'${name}', c.${name}`).join(', ')}) as before,
        ${strips ? `array(select i.id::text from customer_identity i where i.customer_id = c.id and i.archived_at is null)` : `'{}'::text[]`} as identities
        from customer c where ${which} and c.merged_into_id is null and ${since} < now() - $1 * interval '1 month'
        and not exists (select 1 from retention_proof p where p.customer_id = c.id and p.action = $2 and (p.undone_at is null or p.undone_at > now() - $1 * interval '1 month'))
        order by c.id limit ${RETENTION_CHUNK} for update of c`,
      [rule.months, rule.action],
    );
  }

  private async strip(ids: readonly string[]): Promise<void> {
    const work = currentWork();
    const rows = await work.query(
      `update customer set ${TELLING.map((name) => `${name} = null`).join(', ')}, version = version + 1, updated_at = now() where id = any($1::uuid[])
        returning id, name, name_latin as "nameLatin", company_name as "companyName", archive_no as "archiveNo", kind`, [ids]);
    await this.customers.rewriteKeys(rows as unknown as Customer[]);
    await work.query('update customer_identity set archived_at = now(), version = version + 1, updated_at = now() where customer_id = any($1::uuid[]) and archived_at is null', [ids]);
  }

  private async prove(rule: Rule, batch: string, rows: readonly Taken[]): Promise<void> {
    const filled = (row: Taken): string[] => (rule.action === RetentionAction.STRIP ? Object.entries(row.before).filter(([, value]) => value !== null).map(([name]) => name) : []);
    await currentWork().query(
      `insert into retention_proof (id, policy_id, code, action, customer_id, archive_no, fields, contacts, batch_id)
        select gen_random_uuid(), $2, $3, $4, r.id, r.no, array(select jsonb_array_elements_text(r.fields)), r.contacts, $5 from jsonb_to_recordset($1::jsonb) as r(id uuid, no text, fields jsonb, contacts int)`,
      [JSON.stringify(rows.map((row) => ({ id: row.id, no: row.archive_no, fields: filled(row), contacts: row.identities.length }))), rule.id, rule.code, rule.action, batch],
    );
  }
}
