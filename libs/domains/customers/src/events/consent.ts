import { Injectable } from '@nestjs/common';
import { currentWork, newId } from '@dossier/kernel/data';
import { consented } from '../consent/consented';

/** The lock between taking events and changing whose they are: takers share it, whoever attaches or stops holds it alone, so that no event slips between. */
export const TAKING = 7_421_024;

/** The purpose under which behaviour is kept with a person’s record. */
export const PURPOSE = `'PERSONALISATION'`;

/** Whether behaviour of customer `alias` may be kept: nobody has stopped it, and they have not objected to its purpose. */
export const mayBeKept = (customer: string): string =>
  `(not exists (select 1 from behaviour_stop s where s.customer_id = ${customer} and s.archived_at is null) and ${consented({ customer, purpose: PURPOSE })})`;

/** Whether behaviour of a person may be kept. A stop holds for the record it was said for, and for the one it has been merged into. */
@Injectable()
export class BehaviourConsent {
  /** Stops these customers in the open unit of work: what they did stays nobody's, their visitors are closed, their interests go. Gives how many events were taken off. */
  async stop(customerIds: readonly string[], { reason = null, byLedger = false }: { reason?: string | null; byLedger?: boolean }): Promise<number> {
    const work = currentWork();
    await work.query('select pg_advisory_xact_lock($1)', [TAKING]);
    const fresh = await work.query<{ id: string }>(`select c.id from customer c where c.id = any($1::uuid[]) and not exists (select 1 from behaviour_stop s where s.customer_id = c.id and s.by_ledger = $2 and s.archived_at is null)`, [customerIds, byLedger]);
    for (const { id } of fresh) await work.query('insert into behaviour_stop (id, customer_id, reason, by_ledger, stopped_at) values ($1, $2, $3, $4, now())', [newId(), id, reason, byLedger]);
    await work.query(`update visitor set state = 'STOPPED', stopped_at = now(), version = version + 1, updated_at = now() where customer_id = any($1::uuid[]) and state = 'ATTACHED'`, [customerIds]);
    const [gone] = await work.query<{ count: number }>(
      `with gone as (update behaviour_event set customer_id = null, side_id = null, visitor_id = null where customer_id = any($1::uuid[]) returning 1) select count(*)::int as count from gone`, [customerIds]);
    await work.query('select refresh_interests($1::uuid[])', [customerIds]);
    return gone!.count;
  }

  /** Lets behaviour be kept again from now on; what was taken off does not come back, and closed visitors stay closed. */
  async resume(customerIds: readonly string[], { byLedger = false }: { byLedger?: boolean } = {}): Promise<void> {
    const work = currentWork();
    await work.query('select pg_advisory_xact_lock($1)', [TAKING]);
    await work.query('update behaviour_stop set archived_at = now(), version = version + 1, updated_at = now() where customer_id = any($1::uuid[]) and by_ledger = $2 and archived_at is null', [customerIds, byLedger]);
  }

  /** Follows what was said in the ledger of consents since the last look: stops who has objected, and lets those go on who have taken it back. */
  async follow(): Promise<void> {
    const work = currentWork();
    const rows = await work.query<{ id: string; may: boolean; stopped: boolean }>(
      `with said as (delete from behaviour_check where number in (select number from behaviour_check order by number limit 2000 for update skip locked) returning customer_id),
        who as (select distinct coalesce(c.merged_into_id, c.id) as id from said join customer c on c.id = said.customer_id)
        select w.id, ${consented({ customer: 'w.id', purpose: PURPOSE })} as may, exists (select 1 from behaviour_stop s where s.customer_id = w.id and s.by_ledger and s.archived_at is null) as stopped from who w`,
    );
    const objecting = rows.filter(({ may, stopped }) => !may && !stopped).map(({ id }) => id);
    const agreeing = rows.filter(({ may, stopped }) => may && stopped).map(({ id }) => id);
    const events = objecting.length > 0 ? await this.stop(objecting, { byLedger: true }) : 0;
    if (agreeing.length > 0) await this.resume(agreeing, { byLedger: true });
    work.note.facts = { stopped: objecting.length, resumed: agreeing.length, events };
  }
}
