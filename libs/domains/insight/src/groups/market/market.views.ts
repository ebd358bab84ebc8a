import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';
import { MarketFigure, MarketSegment } from './market.entities';

/** What one part of the market brought in one month. */
@Access('insight.read')
@ObjectType()
export class MarketMonth {
  @Field(() => Day) month!: string;
  @Field(() => Int) orders!: number;
  @Field(() => Money) revenue!: MoneyValue;
}

/** Growth of a year by a straight line through the logarithms of the months. */
@Access('insight.read')
@ObjectType()
export class MarketGrowth {
  @Field(() => Float, { nullable: true, description: 'exp(12 × slope) − 1; null where it is refused' }) yearly!: number | null;
  @Field(() => Float, { nullable: true, description: 'Of 95 of 100 samples' }) low!: number | null;
  @Field(() => Float, { nullable: true }) high!: number | null;
  @Field(() => Int, { description: 'Months with revenue' }) months!: number;
  @Field(() => Boolean, { description: 'Under twelve months: a season may pass for growth' }) isWeak!: boolean;
  @Field(() => Int, { nullable: true, description: 'Of a refused answer: months that it needs' }) needed!: number | null;
}

/** How much of the change of revenue from one year to the next came from where; the parts add up to the change. */
@Access('insight.read')
@ObjectType()
export class MarketChange {
  @Field(() => Money) before!: MoneyValue;
  @Field(() => Money) after!: MoneyValue;
  @Field(() => Money, { description: 'More or fewer customers who buy' }) customers!: MoneyValue;
  @Field(() => Money, { description: 'More or fewer orders each' }) orders!: MoneyValue;
  @Field(() => Money, { description: 'Larger or smaller orders' }) amount!: MoneyValue;
}

/** How many customers of a part of the market have an open need of one kind. */
@Access('insight.read')
@ObjectType()
export class MarketNeed {
  @Field(() => String) category!: string;
  @Field(() => Int) customers!: number;
}

/** What one part of the market brings us, how that grows, and what is known of the market itself. */
@Access('insight.read')
@ObjectType()
export class MarketLine {
  @Field(() => MarketSegment) segment!: object;
  @Field(() => Boolean, { description: 'What it is built of stands open to this viewer' }) isOpen!: boolean;
  @Field(() => Boolean, { description: 'It has been computed' }) isComputed!: boolean;
  @Field(() => Int, { nullable: true, description: 'Customers within reach' }) customers!: number | null;
  @Field(() => Int, { nullable: true, description: 'Of them those who bought in the twelve months' }) buyers!: number | null;
  @Field(() => Int, { nullable: true }) orders!: number | null;
  @Field(() => Money, { nullable: true, description: 'Net revenue of the twelve months' }) revenue!: MoneyValue | null;
  @Field(() => Percent, { nullable: true, description: 'Of all our revenue within reach' }) share!: number | null;
  @Field(() => Float, { nullable: true, description: 'Herfindahl index of revenue by customer: 1 is one customer alone' }) concentration!: number | null;
  @Field(() => [MarketMonth], { description: 'The last twenty-four whole months' }) months!: MarketMonth[];
  @Field(() => MarketGrowth, { nullable: true }) growth!: MarketGrowth | null;
  @Field(() => MarketChange, { nullable: true, description: 'From the twelve months before to the last twelve; null where one side has nothing' }) change!: MarketChange | null;
  @Field(() => [MarketFigure]) figures!: object[];
  @Field(() => Percent, { nullable: true, description: 'Our revenue of the twelve months by the latest size of the market told in the same currency' }) marketShare!: number | null;
  @Field(() => [MarketNeed], { nullable: true, description: 'The five that most customers have; null to whom needs are closed' }) needs!: MarketNeed[] | null;
}

/** Parts of the market, the one that brings most first. */
@Access('insight.read')
@ObjectType()
export class MarketBoard {
  @Field(() => Day, { nullable: true, description: 'The last day that was looked at: the end of the last whole month; null before the first computing' }) asOf!: string | null;
  @Field(() => Boolean) isRunning!: boolean;
  @Field(() => Money, { nullable: true, description: 'All our revenue of the twelve months within reach' }) revenue!: MoneyValue | null;
  @Field(() => [MarketLine]) lines!: MarketLine[];
}
