import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsEnum, IsInt, IsNumber, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { Day, Money, Percent, type MoneyValue } from '@dossier/kernel/graphql';
import { ChurnBand, ChurnDimension, ChurnKind, ChurnSign } from '@dossier/vocabulary/insight-enums';

registerEnumType(ChurnKind, { name: 'ChurnKind' });
registerEnumType(ChurnDimension, { name: 'ChurnDimension' });

/** When a customer counts as gone. The newest one is in force; those before it stay. */
@Access('insight.read')
@ObjectType()
@Entity('churn_definition')
export class ChurnDefinition extends Row {
  @Field(() => Int, { nullable: true }) @Column('int') number!: number;
  @Field(() => ChurnKind, { nullable: true }) @Column('text') kind!: ChurnKind;
  @Field(() => Float, { nullable: true, description: 'GAP: so many times the own median gap between purchases' }) @Column('numeric', { nullable: true }) factor!: number | null;
  @Field(() => Int, { nullable: true, description: 'DORMANCY: days without a purchase' }) @Column('int', { nullable: true }) days!: number | null;
  @Field(() => String, { nullable: true, description: 'CONTRACT: the custom field that holds the last day of the contract' }) @Column('text', { name: 'field_key', nullable: true }) fieldKey!: string | null;
  @Field(() => Int, { nullable: true, description: 'Who leaves within so many days is what the model predicts' }) @Column('int', { name: 'horizon_days' }) horizonDays!: number;
  @Column('uuid', { name: 'set_by_id', nullable: true }) setById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('setById', 'user') setBy?: NamedRef | null;
  @Field(() => Day, { nullable: true }) @Derived((t) => `${t}.created_at::date`) setOn?: string;
}

export const churnDefinitionPolicy = policy(ChurnDefinition, { read: 'insight.read', scope: everyone() });

@InputType()
export class ChurnDefinitionInput {
  @Field(() => ChurnKind) @IsEnum(ChurnKind) kind!: ChurnKind;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsNumber() @Min(1) @Max(10) factor?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(7) @Max(1095) days?: number | null;
  @Field(() => String, { nullable: true, description: 'Key of a custom field that holds a day' }) @IsOptional() @IsString() @MaxLength(40) fieldKey?: string | null;
  @Field(() => Int) @IsInt() @Min(14) @Max(365) horizonDays!: number;
}

/** By what curves are told apart; segments are named, for customers may be in several. */
@ArgsType()
export class ChurnBoardArgs {
  @Field(() => ChurnDimension, { defaultValue: ChurnDimension.SOURCE }) @IsOptional() @IsEnum(ChurnDimension) by?: ChurnDimension;
  @Field(() => [ID], { nullable: true, description: 'SEGMENT: dynamic segments, five at most; those that this viewer may not know are left out' }) @IsOptional() @IsArray() @ArrayMaxSize(5) @IsUUID(undefined, { each: true }) segmentIds?: string[];
}

/** How many left in one month, of those who were there when it began. */
@Access('insight.read')
@ObjectType()
export class ChurnMonth {
  @Field(() => Day, { description: 'First day of the month' }) month!: string;
  @Field(() => Int) active!: number;
  @Field(() => Int) left!: number;
  @Field(() => Int) back!: number;
  @Field(() => Percent, { nullable: true, description: 'Left by active; null where nobody was there' }) rate!: number | null;
  @Field(() => Percent, { nullable: true }) low!: number | null;
  @Field(() => Percent, { nullable: true }) high!: number | null;
  @Field(() => Boolean, { description: 'The month has not ended' }) isPartial!: boolean;
}

/** A point of a curve of how many stay. */
@Access('insight.read')
@ObjectType()
export class ChurnPoint {
  @Field(() => Float, { description: 'Months of 30 days' }) at!: number;
  @Field(() => Percent) survival!: number;
  @Field(() => Percent) low!: number;
  @Field(() => Percent) high!: number;
}

/** How long the customers of one kind stay. */
@Access('insight.read')
@ObjectType()
export class ChurnCurve {
  @Field(() => String, { description: 'An id, a code or a word, by the dimension' }) value!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => Int) customers!: number;
  @Field(() => Int) left!: number;
  @Field(() => Float, { nullable: true, description: 'Months until half have left; null where fewer have' }) median!: number | null;
  @Field(() => [ChurnPoint]) points!: ChurnPoint[];
}

/** Curves side by side, and how rare such a difference is by chance. */
@Access('insight.read')
@ObjectType()
export class ChurnCurves {
  @Field(() => ChurnDimension) by!: ChurnDimension;
  @Field(() => [ChurnCurve]) curves!: ChurnCurve[];
  @Field(() => Float, { nullable: true }) chiSquare!: number | null;
  @Field(() => Int, { nullable: true }) degrees!: number | null;
  @Field(() => Float, { nullable: true, description: 'Log-rank test; null where there are not two curves' }) p!: number | null;
}

/** How much more readily those leave who have more of something. */
@Access('insight.read')
@ObjectType()
export class ChurnHazard {
  @Field(() => String) name!: string;
  @Field(() => Float) ratio!: number;
  @Field(() => Float) low!: number;
  @Field(() => Float) high!: number;
  @Field(() => Float) p!: number;
  @Field(() => Boolean, { description: 'The residuals drift with time: it is not one ratio early and late' }) isUnsteady!: boolean;
}

/** Hazards of the customers of one team, or of all. */
@Access('insight.read')
@ObjectType()
export class ChurnHazards {
  @Field(() => NamedRef, { nullable: true, description: 'Null: all customers' }) team!: NamedRef | null;
  @Field(() => Day, { description: 'The day on which things were known' }) from!: string;
  @Field(() => Int) customers!: number;
  @Field(() => Int) left!: number;
  @Field(() => Float) concordance!: number;
  @Field(() => [ChurnHazard]) hazards!: ChurnHazard[];
  @Field(() => [ChurnCurve], { description: 'As the model has it for little, middling and much risk: the tenth, half and nine tenths of customers' }) curves!: ChurnCurve[];
}

/** Leaving among those of whom a fact stands on record, beside all others. */
@Access('insight.read')
@ObjectType()
export class ChurnLink {
  @Field(() => ChurnSign) sign!: ChurnSign;
  @Field(() => Int) exposed!: number;
  @Field(() => Int) exposedLeft!: number;
  @Field(() => Int) others!: number;
  @Field(() => Int) othersLeft!: number;
  @Field(() => Percent, { nullable: true }) difference!: number | null;
  @Field(() => Percent, { nullable: true }) low!: number | null;
  @Field(() => Percent, { nullable: true }) high!: number | null;
  @Field(() => Float, { nullable: true, description: 'Odds ratio, customers of like frequency compared (Mantel and Haenszel)' }) oddsRatio!: number | null;
  @Field(() => Float, { nullable: true }) oddsLow!: number | null;
  @Field(() => Float, { nullable: true }) oddsHigh!: number | null;
  @Field(() => Percent, { nullable: true, description: 'Part of all leaving that goes with it' }) attributable!: number | null;
}

/** How many customers are in one band, and what is at stake. */
@Access('insight.read')
@ObjectType()
export class ChurnBandCount {
  @Field(() => ChurnBand) band!: ChurnBand;
  @Field(() => Int) customers!: number;
  @Field(() => Money, { nullable: true }) atStake!: MoneyValue | null;
}

/** A tenth of customers by the probability told, beside what came. */
@Access('insight.read')
@ObjectType()
export class ChurnBin {
  @Field(() => Int) n!: number;
  @Field(() => Percent) predicted!: number;
  @Field(() => Percent) observed!: number;
  @Field(() => Percent, { nullable: true }) low!: number | null;
  @Field(() => Percent, { nullable: true }) high!: number | null;
}

/** How the probabilities of the version in force came true, on days it had not seen. */
@Access('model.read')
@ObjectType()
export class ChurnCalibration {
  @Field(() => Day) from!: string;
  @Field(() => Day) to!: string;
  @Field(() => Int) n!: number;
  @Field(() => Percent) predicted!: number;
  @Field(() => Percent) observed!: number;
  @Field(() => Float, { nullable: true, description: 'The farthest that a tenth with enough customers lies from what was told, in points of a hundred; null where none has enough' }) farthest!: number | null;
  @Field(() => Boolean, { description: 'The mean, or a tenth with enough customers, lies farther than five points off' }) isAmber!: boolean;
  @Field(() => [ChurnBin]) bins!: ChurnBin[];
}

/** Who leaves, when, and what goes with it: counted from customers within reach alone. */
@Access('insight.read')
@ObjectType()
export class ChurnBoard {
  @Field(() => ChurnDefinition, { nullable: true }) definition!: ChurnDefinition | null;
  @Field(() => Day, { nullable: true, description: 'The last day that was looked at; null before the first computation' }) asOf!: string | null;
  @Field(() => Boolean, { description: 'Computed under a definition that is no longer in force, or not at all: a computation is due' }) isBehind!: boolean;
  @Field(() => Boolean, { description: 'A computation waits or is under way' }) isRunning!: boolean;
  @Field(() => Int) customers!: number;
  @Field(() => [ChurnMonth]) months!: ChurnMonth[];
  @Field(() => ChurnCurve, { nullable: true, description: 'All customers within reach; null where there are too few' }) everybody!: ChurnCurve | null;
  @Field(() => ChurnCurves, { nullable: true }) curves!: ChurnCurves | null;
  @Field(() => [ChurnHazards]) hazards!: ChurnHazards[];
  @Field(() => [ChurnLink]) links!: ChurnLink[];
  @Field(() => [ChurnBandCount]) bands!: ChurnBandCount[];
  @Field(() => ChurnCalibration, { nullable: true }) calibration!: ChurnCalibration | null;
}

/** Something that a custom field could be: its key and name. */
@Access('insight.read')
@ObjectType()
export class ChurnField {
  @Field(() => ID) id!: string;
  @Field() key!: string;
  @Field() name!: string;
}
