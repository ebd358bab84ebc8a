import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '../access/access.decorator';
import type { IndexSlot } from '../crypto/blind-indexes';

/** What all processes of an installation agree on: which key seals, and under which keys values are indexed. */
export interface KeyAgreement {
  current: number;
  live: IndexSlot;
  /** Columns that are being filled, or not yet cleared: written, never looked into alone. */
  beside: readonly IndexSlot[];
}

/** The keys over personal data, as operators see them: never the keys themselves. */
@ObjectType()
@Access('operation.read')
export class KeyState {
  @Field(() => Int, { description: 'Version of the key that seals.' }) current!: number;
  @Field(() => [Int], { description: 'Versions that this installation can open.' }) versions!: number[];
  @Field(() => Boolean) rotating!: boolean;
  @Field(() => Number, { description: 'Keys, values and files that still hang on an older version.' }) leftBehind!: number;
  @Field(() => Boolean, { description: 'The keys stand in a file that the product may add to; otherwise the operator names a new one in KEY.' }) inFile!: boolean;
}
