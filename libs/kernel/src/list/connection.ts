import type { Type } from '@nestjs/common';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import { Access } from '../access/access.decorator';
import { PageInfo } from './filters';

export interface Page<T = Record<string, unknown>> {
  nodes: T[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount?: number | null;
  totalIsExact?: boolean | null;
}

/** The page type of a row type: `{ nodes, pageInfo, totalCount, totalIsExact }`, open to whoever may read the rows. */
export function connection<T extends object>(node: Type<T>, word: AccessWord): Type<Page<T>> {
  @ObjectType(`${node.name}Connection`)
  @Access(word)
  class Connection implements Page<T> {
    @Field(() => [node]) nodes!: T[];
    @Field(() => PageInfo) pageInfo!: PageInfo;
    @Field(() => Int, { nullable: true, description: 'Counted only when asked for; exact to 10,000, then a lower bound.' }) totalCount?: number | null;
    @Field(() => Boolean, { nullable: true }) totalIsExact?: boolean | null;
  }
  Object.defineProperty(Connection, 'name', { value: `${node.name}Connection` });
  return Connection as Type<Page<T>>;
}
