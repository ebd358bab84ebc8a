import { Column, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { randomFillSync } from 'node:crypto';
import { DateTime } from '../graphql/scalars';

/** What every row has. A further column is private until it bears `@Field`. */
@ObjectType({ isAbstract: true })
export abstract class Row {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => Int)
  @Column('int', { default: 1 })
  version!: number;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;
}

const ID_BYTES = 10;
/** Drawn for many ids at once: a draw for each costs more than all the rest of an id. */
const noise = Buffer.alloc(ID_BYTES * 512);
let drawn = noise.length;

/** A new id: UUID version 7 (RFC 9562), so that rows of one time lie together in the index. */
export function newId(now = Date.now()): string {
  if (drawn === noise.length) {
    randomFillSync(noise);
    drawn = 0;
  }
  const tail = noise.toString('hex', drawn, (drawn += ID_BYTES));
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const variant = (0x8 | (Number.parseInt(tail[3]!, 16) & 0x3)).toString(16);
  const time = hex(now, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-${variant}${tail.slice(4, 7)}-${tail.slice(8)}`;
}
