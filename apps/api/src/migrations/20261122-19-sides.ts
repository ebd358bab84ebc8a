import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a merge needs of every table whose rows belong to a customer: `customer_id` says whose a row is now, `side_id` for which
 * record it came in, where that one has been merged into this one (null: for this very one). So nothing is lost by a merge, and
 * everything finds its way back, also what came later.
 */
export class Sides1763780000019 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table customer add column merged_into_id uuid references customer;
      create index customer_merged_into on customer (merged_into_id) where merged_into_id is not null;
      create function hangs_on_customer(target regclass) returns void language plpgsql as $$
      begin
        execute format('alter table %s add column side_id uuid references customer on delete cascade', target);
        execute format('create index on %s (side_id) where side_id is not null', target);
      end $$;
      select hangs_on_customer('customer_identity');
      select hangs_on_customer('sales_order');
      -- A staged file is analysed before it is judged; nothing is ever chosen by these columns.
      alter table import_row alter parsed set statistics 0, alter sealed set statistics 0, alter raw set statistics 0, alter problems set statistics 0;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
