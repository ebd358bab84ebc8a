import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { DateTime, Json } from '@dossier/kernel/graphql';

/** Rows of one kind that belonged to a record. */
@Access('customer.read')
@ObjectType()
export class RecordPart {
  @Field(() => String, { nullable: true, description: 'Type of the rows, as the surface calls it' }) type!: string;
  @Field(() => [Json], { nullable: true, description: 'Each row by the fields of its type' }) rows!: Record<string, unknown>[];
}

/** A record as it was at an instant, within the reader's rights of now. */
@Access('customer.read')
@ObjectType()
export class RecordThen {
  @Field(() => ID, { nullable: true }) customerId!: string;
  @Field(() => DateTime, { nullable: true }) at!: Date;
  @Field(() => Json, { nullable: true, description: 'The fields of the customer' }) customer!: Record<string, unknown>;
  @Field(() => [RecordPart], { nullable: true }) parts!: RecordPart[];
  @Field(() => String, { nullable: true, description: 'All of it as one text with a stable order of keys' }) text!: string;
  @Field(() => String, { nullable: true, description: 'SHA-256 of that text, in hexadecimal' }) sha256!: string;
  @Field(() => Boolean, { nullable: true, description: 'Nothing was cut: the text is that of a stored record of the same instant' }) whole!: boolean;
  @Field(() => DateTime, { nullable: true, description: 'Changes of parts are kept one by one since then; before it, parts are known by when they came and went' }) exactSince!: Date | null;
}
