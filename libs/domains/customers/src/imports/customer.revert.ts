import { Injectable } from '@nestjs/common';
import { currentWork } from '@dossier/kernel/data';
import type { BatchItem, RevertOutcome } from '@dossier/kernel/exchange';
import { Customer } from '../profile/customer.entity';
import { CustomerService } from '../profile/customer.service';

interface Before {
  /** Columns as they were, by column name. */
  set?: Record<string, unknown>;
  addedIdentities?: string[];
  /** Contacts that the batch has put away. */
  archivedIdentities?: string[];
}

/** The columns that a batch may have changed; a before-image with any other is a bug and stops. */
const COLUMNS = new Set(['kind', 'name', 'family_name', 'given_name', 'name_latin', 'company_name', 'gender', 'birth_date', 'birth_precision', 'birth_calendar', 'birth_leap_month',
  'occupation', 'occupation_text', 'country', 'region', 'city', 'time_zone', 'stage', 'source_id', 'owner_id', 'team_id', 'tag_ids', 'archived_at', 'custom']);

/** Takes changes of customers back: additions are archived, old values return, contacts that came along go. */
@Injectable()
export class CustomerRevert {
  constructor(private readonly service: CustomerService) {}

  /** Gives the items that could not be taken back, and why. */
  async takeBack(items: readonly BatchItem[]): Promise<Map<string, RevertOutcome['conflict']>> {
    const added = items.filter(({ action }) => action === 'INSERT');
    const changed = items.filter(({ action }) => action !== 'INSERT');
    const used = await this.inUse(added.map(({ targetId }) => targetId));
    const work = currentWork();
    await work.query('update customer set archived_at = now(), version = version + 1, updated_at = now() where id = any($1::uuid[]) and archived_at is null', [added.map(({ targetId }) => targetId).filter((id) => !used.has(id))]);
    await this.restore(changed);
    await this.removeIdentities(changed.flatMap(({ before }) => (before as Before | null)?.addedIdentities ?? []));
    await this.bringBack(changed.flatMap(({ before }) => (before as Before | null)?.archivedIdentities ?? []));
    return new Map(added.filter(({ targetId }) => used.has(targetId)).map(({ id }) => [id, 'IN_USE' as const]));
  }

  private async bringBack(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await currentWork().query('update customer_identity set archived_at = null, version = version + 1, updated_at = now() where id = any($1::uuid[]) and archived_at is not null', [ids]);
  }

  /** An added customer who has live orders by now stays. */
  private async inUse(ids: readonly string[]): Promise<Set<string>> {
    const found = await currentWork().query<{ id: string }>('select distinct customer_id as id from sales_order where customer_id = any($1::uuid[]) and archived_at is null', [ids]);
    return new Set(found.map(({ id }) => id));
  }

  private async restore(items: readonly BatchItem[]): Promise<void> {
    const images = items.map(({ targetId, before }) => ({ id: targetId, set: (before as Before | null)?.set ?? {} }));
    const names = [...new Set(images.flatMap(({ set }) => Object.keys(set)))];
    const strange = names.find((name) => !COLUMNS.has(name));
    if (strange) throw new Error(`A before-image of a customer holds ${strange}`);
    if (images.length === 0) return;
    const sets = names.map((name) => `${name} = case when i.set ? '${name}' then old.${name} else c.${name} end`);
    const saved = await currentWork().query(
      `update customer c set ${[...sets, 'version = c.version + 1', 'updated_at = now()'].join(', ')}
        from jsonb_to_recordset($1::jsonb) as i(id uuid, set jsonb), lateral jsonb_populate_record(null::customer, i.set) old where c.id = i.id
        returning c.id, c.name, c.name_latin as "nameLatin", c.company_name as "companyName", c.archive_no as "archiveNo", c.kind`,
      [JSON.stringify(images)],
    );
    await this.service.rewriteKeys(saved as unknown as Customer[]);
    await currentWork().query('update sales_order o set owner_id = c.owner_id, team_id = c.team_id, version = o.version + 1, updated_at = now() from customer c where c.id = o.customer_id and c.id = any($1::uuid[]) and (o.owner_id, o.team_id) is distinct from (c.owner_id, c.team_id)', [images.map(({ id }) => id)]);
  }

  private async removeIdentities(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const work = currentWork();
    const gone = await work.query<{ customer_id: string; kind: string }>('update customer_identity set archived_at = now(), is_primary = false, version = version + 1, updated_at = now() where id = any($1::uuid[]) and archived_at is null returning customer_id, kind', [ids]);
    await work.query(
      `update customer_identity i set is_primary = true, version = i.version + 1 from (
          select distinct on (l.customer_id, l.kind) l.id from customer_identity l where l.customer_id = any($1::uuid[]) and l.archived_at is null
            and not exists (select 1 from customer_identity p where p.customer_id = l.customer_id and p.kind = l.kind and p.is_primary and p.archived_at is null)
          order by l.customer_id, l.kind, l.created_at, l.id) x where i.id = x.id`,
      [[...new Set(gone.map(({ customer_id }) => customer_id))]],
    );
  }
}
