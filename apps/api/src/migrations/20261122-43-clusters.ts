import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which customers are alike: the shelf of clusters, the names people give them, and the sums that the board reads. */
export class Clusters1763780000043 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(tables);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz`;

/** Sums stand by team and owner: a reach is a filter on them. They are written anew with each scoring. */
const tables = `
  create table customer_cluster (
    customer_id uuid primary key references customer on delete cascade, version_id uuid not null references model_version on delete cascade, cluster text not null, as_of date not null
  );
  create index customer_cluster_version on customer_cluster (version_id);
  create index customer_cluster_number on customer_cluster (cluster, customer_id);
  select make_shelf('customer_cluster');
  create table cluster_name (
    ${row}, version_id uuid not null references model_version on delete cascade, cluster int not null check (cluster between 1 and 20), name text not null check (length(name) between 1 and 60)
  );
  create unique index cluster_name_one on cluster_name (version_id, cluster);
  create table cluster_sum (
    id uuid primary key, version_id uuid not null references model_version on delete cascade, cluster int not null, team_id uuid, owner_id uuid,
    customers int not null, scaled float8[] not null, raw float8[] not null, as_of date not null
  );
  create index cluster_sum_version on cluster_sum (version_id);
  select guard_table('cluster_name', '{"ignore":["updated_at"]}');
  select guard_table('cluster_sum', '{"audit":false}');`;
