import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, newId } from '@dossier/kernel/data';
import { searchKeys } from '@dossier/kernel/search';
import { addDays, Clock } from '@dossier/kernel/time';
import { CreditWatchReason, ServiceRequestState } from '@dossier/vocabulary/pack-enums';
import { CustomerService } from '../profile/customer.service';
import type { PackDefinition, SampleCustomer } from './pack.types';

/** Sample rows of a pack: marked as samples, noted one by one, and gone with the pack. */
@Injectable()
export class PackSamples {
  constructor(
    private readonly customers: CustomerService,
    private readonly clock: Clock,
  ) {}

  /** Adds the samples of a pack in the name of the one who applies it. */
  async add(viewer: Viewer, pack: PackDefinition): Promise<void> {
    const products = await this.addProducts(pack);
    for (const sample of pack.customers) await this.addCustomer(viewer, pack, sample, products);
    for (const review of pack.reviews) {
      const id = newId();
      const made = await currentWork().query(
        `insert into review_policy (id, name, section, months) select $1, $2, $3, $4 where not exists (select 1 from review_policy where lower(name) = lower($2) and archived_at is null) returning id`,
        [id, review.name[viewer.language], review.section, review.months]);
      if (made.length > 0) await this.note(pack, 'review_policy', id);
    }
  }

  private async addProducts(pack: PackDefinition): Promise<Map<string, string>> {
    const work = currentWork();
    const ids = new Map<string, string>();
    for (const { code, name, kind = null, riskLevel = null, minAmountMinor = null, unitPriceMinor = null } of pack.products) {
      const id = newId();
      const keys = searchKeys(name, [code]);
      const made = await work.query(
        `insert into product (id, code, name, kind, risk_level, min_amount_minor, unit_price_minor, currency, search_text, search_grams)
          select $1, $2, $3, $4, $5, $6::bigint, $7::bigint, case when coalesce($6::bigint, $7::bigint) is null then null else (select currency from company limit 1) end, $8, $9 where not exists (select 1 from product where code = $2 and archived_at is null) returning id`,
        [id, code, name, kind, riskLevel, minAmountMinor, unitPriceMinor, keys.text, keys.grams]);
      if (made.length === 0) continue;
      ids.set(code, id);
      await this.note(pack, 'product', id);
    }
    return ids;
  }

  private async addCustomer(viewer: Viewer, pack: PackDefinition, sample: SampleCustomer, products: ReadonlyMap<string, string>): Promise<void> {
    const work = currentWork();
    const { id } = await this.customers.create(viewer, { name: sample.name });
    await work.query('update customer set demo = true, custom = $2, version = version + 1 where id = $1', [id, Object.keys(sample.values).length === 0 ? null : JSON.stringify(sample.values)]);
    await this.note(pack, 'customer', id);
    const today = this.clock.today();
    if (sample.assessment) {
      await work.query('insert into risk_assessment (id, customer_id, level, assessed_at, valid_until, assessed_by) values ($1, $2, $3, $4, $5, $6)',
        [newId(), id, sample.assessment.level, this.clock.now(), addDays(today, sample.assessment.days), viewer.userId]);
    }
    if (sample.holding) {
      await work.query(
        `insert into holding (id, customer_id, product_id, name, value_minor, currency, as_of) select $1, $2, $3, coalesce((select name from product where id = $3), $4), $5, coalesce((select currency from company limit 1), 'CNY'), $6`,
        [newId(), id, products.get(sample.holding.product) ?? null, sample.holding.product, sample.holding.valueMinor, today]);
    }
    if (sample.watched) await work.query('insert into credit_watch (id, customer_id, reason, rule) values ($1, $2, $3, $4)', [newId(), id, CreditWatchReason.OVERDUE, 'CREDIT_WATCH/1']);
    if (sample.request) {
      const isClosed = sample.request.satisfaction !== undefined;
      await work.query(
        `insert into service_request (id, customer_id, kind, subject, state, due_on, closed_at, satisfaction, effort, opened_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [newId(), id, sample.request.kind, sample.request.subject, isClosed ? ServiceRequestState.CLOSED : ServiceRequestState.OPEN, isClosed ? null : addDays(today, 2), isClosed ? this.clock.now() : null, sample.request.satisfaction ?? null, sample.request.effort ?? null, viewer.userId]);
    }
  }

  private async note(pack: PackDefinition, table: string, id: string): Promise<void> {
    await currentWork().query('insert into pack_sample (pack, table_name, row_id) values ($1, $2, $3)', [pack.code, table, id]);
  }
}
