import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Access } from '../access/access.decorator';

export enum ChangeOperation {
  INSERT = 'INSERT',
  UPDATE = 'UPDATE',
  DELETE = 'DELETE',
  MANY = 'MANY',
}
registerEnumType(ChangeOperation, { name: 'ChangeOperation' });

/** That something changed within the viewer's reach: which row and which fields, never a value. */
@Access('signed-in')
@ObjectType()
export class Change {
  @Field(() => String, { nullable: true })
  type!: string;

  @Field(() => ID, { nullable: true, description: 'Null where many changed at once' })
  id!: string | null;

  @Field(() => Int, { nullable: true })
  version!: number | null;

  @Field(() => ChangeOperation, { nullable: true })
  operation!: ChangeOperation;

  @Field(() => [String], { nullable: true, description: 'The changed fields that the viewer may read; null where the whole row or an unnamed part of it did' })
  fields!: string[] | null;
}
