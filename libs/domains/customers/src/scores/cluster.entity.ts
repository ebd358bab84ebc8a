import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { Derived } from '@dossier/kernel/data';
import { Day } from '@dossier/kernel/graphql';

/** To which group of customers who buy alike a customer belongs. */
@Access('score.read')
@ObjectType()
@Entity('customer_cluster')
export class CustomerCluster {
  @PrimaryColumn('uuid', { name: 'customer_id' })
  customerId!: string;

  @Field(() => ID, { nullable: true, description: 'The version of the model that the groups are of' }) @Column('uuid', { name: 'version_id' }) versionId!: string;
  @Field(() => String, { nullable: true, description: 'Number of the group: 1 is the largest' }) @Column('text') cluster!: string;
  @Field(() => String, { nullable: true, description: 'What people call it; null where nobody has named it' })
  @Derived((alias) => `(select n.name from cluster_name n where n.version_id = ${alias}.version_id and n.cluster::text = ${alias}.cluster and n.archived_at is null)`) name?: string | null;
  @Field(() => Day, { nullable: true, description: 'The last day that was looked at' }) @Column('date', { name: 'as_of' }) asOf!: string;
}
