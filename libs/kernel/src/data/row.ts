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

const noise = new Uint8Array(10);

/** A new id: UUID version 7 (RFC 9562), so that rows of one time lie together in the index. */
export function newId(now = Date.now()): string {
  randomFillSync(noise);
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const tail = Buffer.from(noise.subarray(2)).toString('hex');
  const a = hex(0x7000 | ((noise[0]! << 8 | noise[1]!) & 0x0fff), 4);
  const variant = hex(0x80 | (noise[2]! & 0x3f), 2) + tail.slice(2, 4);
  const time = hex(now, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${variant}-${tail.slice(4)}`;
}
