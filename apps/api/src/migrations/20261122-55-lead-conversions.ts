import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was made of leads that were won; a conversion that was taken back is archived. */
export class LeadConversions1763780000055 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table lead_conversion (
        id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
        lead_id uuid not null references lead on delete cascade, customer_id uuid not null references customer, converted_at timestamptz not null default now(), converted_by uuid references app_user,
        amount_minor bigint check (amount_minor >= 0), currency text not null, stage_before text,
        company_id uuid references customer, company_side_id uuid references customer on delete cascade, company_version int, relationship_id uuid references relationship on delete set null
      );
      select hangs_on_customer('lead_conversion');
      create unique index lead_conversion_lead on lead_conversion (lead_id) where archived_at is null;
      create index lead_conversion_of on lead_conversion (lead_id);
      create index lead_conversion_customer on lead_conversion (customer_id, converted_at, id);
      create index lead_conversion_company on lead_conversion (company_id) where company_id is not null;
      create index lead_conversion_company_side on lead_conversion (company_side_id) where company_side_id is not null;
      create index lead_conversion_by on lead_conversion (converted_by) where converted_by is not null;
      create index lead_conversion_relationship on lead_conversion (relationship_id) where relationship_id is not null;
      select guard_table('lead_conversion', '{"ignore":["updated_at"]}');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
