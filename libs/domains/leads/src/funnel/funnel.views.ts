import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';
import { FigureState, LeadDimension, LeadDriver, LeadStage, LeadStep, LossDimension, LossReason, ResponseBand } from '@dossier/vocabulary/lead-enums';

/** How many of how many, with the range of Wilson; refused below ten. */
@Access('insight.read')
@ObjectType()
export class LeadRate {
  @Field(() => FigureState) state!: FigureState;
  @Field(() => Int) hits!: number;
  @Field(() => Int) n!: number;
  @Field(() => Int, { description: 'The least of which a part is told' }) needed!: number;
  @Field(() => Percent, { nullable: true }) rate!: number | null;
  @Field(() => Percent, { nullable: true }) low!: number | null;
  @Field(() => Percent, { nullable: true }) high!: number | null;
}

/** By Kaplan and Meier, with those who have not taken the step watched until today. */
@Access('insight.read')
@ObjectType()
export class LeadTime {
  @Field(() => FigureState) state!: FigureState;
  @Field(() => Int) n!: number;
  @Field(() => Int, { description: 'How many of them have taken the step' }) taken!: number;
  @Field(() => Int, { description: 'The least of which a time is told' }) needed!: number;
  @Field(() => Float, { nullable: true, description: 'Days until half have; null where fewer have' }) median!: number | null;
  @Field(() => Float, { nullable: true }) low!: number | null;
  @Field(() => Float, { nullable: true }) high!: number | null;
  @Field(() => Float, { nullable: true, description: 'Days until nine of ten have; null where fewer have' }) ninetieth!: number | null;
  @Field(() => Percent, { nullable: true, description: 'How many will have within the window, young leads allowed for' }) expected!: number | null;
}

@Access('insight.read')
@ObjectType()
export class LeadFunnelStep {
  @Field(() => LeadStep) step!: LeadStep;
  @Field(() => Int, { description: 'Mature leads that reached it within the window' }) reached!: number;
  @Field(() => LeadRate, { nullable: true, description: 'Of those that reached the step before; null for the first one' }) fromBefore!: LeadRate | null;
  @Field(() => LeadRate, { description: 'Of all mature leads' }) ofAll!: LeadRate;
  @Field(() => LeadTime, { nullable: true, description: 'From the step before to this one, of all leads; null for the first one' }) time!: LeadTime | null;
}

@Access('insight.read')
@ObjectType()
export class LeadCohort {
  @Field(() => Day, { description: 'Monday of the week' }) week!: string;
  @Field(() => Int) leads!: number;
  @Field(() => Boolean, { description: 'The window has passed for every one of them' }) isMature!: boolean;
  @Field(() => [Int], { description: 'Leads that have reached each step within the window, the first step first' }) reached!: number[];
  @Field(() => LeadRate, { nullable: true, description: 'Won within the window; null while the window is open' }) won!: LeadRate | null;
}

@Access('insight.read')
@ObjectType()
export class LeadFunnelGroup {
  @Field(() => String, { description: 'An id or a word, by the dimension; empty where a lead has none' }) value!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => Int) leads!: number;
  @Field(() => Int, { description: 'Left out of every figure: they were never leads' }) invalid!: number;
  @Field(() => [Int], { description: 'Mature leads that reached each step within the window, the first step first' }) reached!: number[];
  @Field(() => LeadRate) won!: LeadRate;
}

@Access('insight.read')
@ObjectType()
export class LeadStratumPart {
  @Field(() => String) value!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => LeadRate) one!: LeadRate;
  @Field(() => LeadRate) other!: LeadRate;
}

@Access('insight.read')
@ObjectType()
export class LeadStratum {
  @Field(() => LeadDimension) by!: LeadDimension;
  @Field(() => Float, { nullable: true, description: 'Odds ratio of winning, like compared with like (Mantel and Haenszel)' }) ratio!: number | null;
  @Field(() => Float, { nullable: true }) low!: number | null;
  @Field(() => Float, { nullable: true }) high!: number | null;
  @Field(() => Boolean, { description: 'Within the parts the gap points the other way' }) turns!: boolean;
  @Field(() => [LeadStratumPart]) parts!: LeadStratumPart[];
}

@Access('insight.read')
@ObjectType()
export class LeadComparison {
  @Field(() => LeadFunnelGroup) one!: LeadFunnelGroup;
  @Field(() => LeadFunnelGroup) other!: LeadFunnelGroup;
  @Field(() => Percent, { nullable: true, description: 'Won of the one less won of the other, with the range of Newcombe; null below the least number' }) difference!: number | null;
  @Field(() => Percent, { nullable: true }) low!: number | null;
  @Field(() => Percent, { nullable: true }) high!: number | null;
  @Field(() => [LeadStratum]) strata!: LeadStratum[];
}

@Access('insight.read')
@ObjectType()
export class LeadImprovement {
  @Field(() => LeadStep) step!: LeadStep;
  @Field(() => Int, { description: 'Mature leads that did not take it within the window' }) lost!: number;
  @Field(() => Percent, { description: 'Of those that reached the step before' }) rate!: number;
  @Field(() => Percent, { description: 'What the best quarter of parts reaches' }) best!: number;
  @Field(() => Money, { nullable: true, description: 'Mean amount of those lost here' }) meanAmount!: MoneyValue | null;
  @Field(() => Money, { nullable: true, description: 'Lost times mean amount times the gap to the best quarter' }) worth!: MoneyValue | null;
}

/** How far the leads within reach came. */
@Access('insight.read')
@ObjectType()
export class LeadFunnel {
  @Field(() => Day) from!: string;
  @Field(() => Day) to!: string;
  @Field(() => Day) asOf!: string;
  @Field(() => Int) windowDays!: number;
  @Field(() => LeadDimension) by!: LeadDimension;
  @Field(() => Boolean, { description: 'A field that this is built of is closed to the viewer: there are no figures' }) isClosed!: boolean;
  @Field(() => Int) leads!: number;
  @Field(() => Int, { description: 'Those for which the window has passed: the rates are of them' }) mature!: number;
  @Field(() => Int, { description: 'Left out of every figure: they were never leads' }) invalid!: number;
  @Field(() => [LeadFunnelStep]) steps!: LeadFunnelStep[];
  @Field(() => [LeadCohort]) cohorts!: LeadCohort[];
  @Field(() => [LeadFunnelGroup]) groups!: LeadFunnelGroup[];
  @Field(() => LeadComparison, { nullable: true }) comparison!: LeadComparison | null;
  @Field(() => [LeadImprovement], { description: 'The step worth most first' }) improvements!: LeadImprovement[];
}

@Access('insight.read')
@ObjectType()
export class LeadLossLine {
  @Field(() => LossReason, { nullable: true }) reason!: LossReason | null;
  @Field(() => String, { nullable: true, description: 'The stage, owner or source; null: all together' }) value!: string | null;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => LeadStage, { nullable: true }) stage!: LeadStage | null;
  @Field(() => LeadRate, { description: 'Of all lost leads' }) part!: LeadRate;
  @Field(() => Money, { nullable: true, description: 'Amounts in the currency of the company' }) amount!: MoneyValue | null;
  @Field(() => Int, { nullable: true, description: 'Leads without an amount, or with one in another currency' }) withoutAmount!: number | null;
}

/** Why leads were lost. */
@Access('insight.read')
@ObjectType()
export class LeadLossReport {
  @Field(() => Day) from!: string;
  @Field(() => Day) to!: string;
  @Field(() => LossDimension) by!: LossDimension;
  @Field(() => Boolean) isClosed!: boolean;
  @Field(() => Int) lost!: number;
  @Field(() => Money, { nullable: true }) amount!: MoneyValue | null;
  @Field(() => [LeadLossLine]) reasons!: LeadLossLine[];
  @Field(() => [LeadLossLine]) cells!: LeadLossLine[];
}

@Access('insight.read')
@ObjectType()
export class LeadResponseBand {
  @Field(() => ResponseBand) band!: ResponseBand;
  @Field(() => LeadRate) won!: LeadRate;
}

/** How many leads were won, by how long the first answer took. Leads that look bad are answered late too: it is no proof of cause. */
@Access('insight.read')
@ObjectType()
export class LeadResponseCurve {
  @Field(() => Day) from!: string;
  @Field(() => Day) to!: string;
  @Field(() => Int) windowDays!: number;
  @Field(() => Boolean) isClosed!: boolean;
  @Field(() => Int) mature!: number;
  @Field(() => [LeadResponseBand]) bands!: LeadResponseBand[];
  @Field(() => Percent, { nullable: true, description: 'Won of those answered within 5 minutes less won of those after 30 to 60; null below the least number' }) difference!: number | null;
  @Field(() => Percent, { nullable: true }) low!: number | null;
  @Field(() => Percent, { nullable: true }) high!: number | null;
}

@Access('insight.read')
@ObjectType()
export class LeadDriverLine {
  @Field(() => LeadDriver) driver!: LeadDriver;
  @Field(() => String, { description: 'An id or a word; of what was said, its name and the answer' }) value!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => LeadRate) those!: LeadRate;
  @Field(() => LeadRate) others!: LeadRate;
  @Field(() => Float) ratio!: number;
  @Field(() => Float) low!: number;
  @Field(() => Float) high!: number;
  @Field(() => Float) p!: number;
  @Field(() => Float, { description: 'Held against how many things were looked at (Benjamini and Hochberg)' }) q!: number;
  @Field(() => Boolean, { description: 'q is at most 5 of 100' }) holds!: boolean;
}

/** What goes with winning. */
@Access('insight.read')
@ObjectType()
export class LeadDriverReport {
  @Field(() => Day) from!: string;
  @Field(() => Day) to!: string;
  @Field(() => Int) windowDays!: number;
  @Field(() => Boolean) isClosed!: boolean;
  @Field(() => FigureState) state!: FigureState;
  @Field(() => Int) won!: number;
  @Field(() => Int) mature!: number;
  @Field(() => Int, { description: 'Won, and not won: the least of each' }) needed!: number;
  @Field(() => Int, { description: 'Factors that had too few leads to be looked at' }) tooFew!: number;
  @Field(() => [LeadDriverLine]) lines!: LeadDriverLine[];
}
