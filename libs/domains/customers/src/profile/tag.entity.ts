import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { Row } from '@dossier/kernel/data';

/** A short word put on customers to find them again. */
@Access('signed-in')
@ObjectType()
@Entity('tag')
export class Tag extends Row {
  @Field({ nullable: true })
  @Column('text')
  name!: string;

  @Field(() => Int, { nullable: true, description: 'Customers within reach that bear it' })
  customerCount?: number | null;
}
