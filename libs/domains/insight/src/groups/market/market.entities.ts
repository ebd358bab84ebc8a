import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, MoneyOf, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';
import { MarketBasis, MarketFigureKind } from '@dossier/vocabulary/insight-enums';

registerEnumType(MarketBasis, { name: 'MarketBasis' });
registerEnumType(MarketFigureKind, { name: 'MarketFigureKind' });

/** A part of the market: by a customer segment of ours, by what is bought, or by where customers are. */
@Access('insight.read')
@ObjectType()
@Entity('market_segment')
export class MarketSegment extends Row {
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) note!: string | null;
  @Field(() => MarketBasis, { nullable: true }) @Column('text') basis!: MarketBasis;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'segment_id', nullable: true }) segmentId!: string | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'category_id', nullable: true }) categoryId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('categoryId', 'category') category?: NamedRef | null;
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2' }) @Column('text', { nullable: true }) country!: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) region!: string | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

/** What somebody has told of a market from outside, with source and date. */
@Access('insight.read')
@ObjectType()
@Entity('market_figure')
export class MarketFigure extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'market_segment_id' }) marketSegmentId!: string;
  @Field(() => MarketFigureKind, { nullable: true }) @Column('text') kind!: MarketFigureKind;
  @Field(() => Int, { nullable: true }) @Column('int') year!: number;
  @Column('bigint', { name: 'amount_minor', nullable: true }) amountMinor!: number | null;
  @Column('text', { nullable: true }) currency!: string | null;
  @Field(() => Money, { nullable: true, description: 'What all suppliers together sell in that year' }) @MoneyOf('amountMinor') amount?: MoneyValue | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) competitor!: string | null;
  @Field(() => Percent, { nullable: true }) @Column('numeric', { nullable: true }) share!: number | null;
  @Field(() => String, { nullable: true }) @Column('text') source!: string;
  @Field(() => Day, { nullable: true, description: 'The day of the source' }) @Column('date', { name: 'told_on' }) toldOn!: string;
  @Column('uuid', { name: 'author_id', nullable: true }) authorId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('authorId', 'user') author?: NamedRef | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

const live = (row: { archivedAt: Date | null }): boolean => row.archivedAt === null;
const actions = {
  UPDATE: { word: 'segment.write', when: live, needs: ['archivedAt'] },
  ARCHIVE: { word: 'segment.write', when: live, needs: ['archivedAt'] },
  RESTORE: { word: 'segment.write', when: (row: { archivedAt: Date | null }) => !live(row), needs: ['archivedAt'] },
} as const;

/** What parts the market has is open to whoever sees boards; what they bring us is told within reach alone. */
export const marketSegmentPolicy = policy(MarketSegment, { read: 'insight.read', scope: everyone(), actions });
export const marketFigurePolicy = policy(MarketFigure, { read: 'insight.read', scope: everyone(), actions });
