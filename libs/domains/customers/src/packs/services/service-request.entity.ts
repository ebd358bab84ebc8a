import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { ServiceRequestKind, ServiceRequestState } from '@dossier/vocabulary/pack-enums';

registerEnumType(ServiceRequestKind, { name: 'ServiceRequestKind' });
registerEnumType(ServiceRequestState, { name: 'ServiceRequestState' });

/** What a customer asked for, when it was done, and how content they were. */
@Access('customer.read')
@ObjectType()
@Entity('service_request')
export class ServiceRequest extends Row {
  @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Field(() => ServiceRequestKind, { nullable: true }) @Column('text') kind!: ServiceRequestKind;
  @Field(() => String, { nullable: true }) @Column('text') subject!: string;
  @Field(() => ServiceRequestState, { nullable: true }) @Column('text', { default: ServiceRequestState.OPEN }) state!: ServiceRequestState;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'opened_at' }) openedAt!: Date;
  @Field(() => Day, { nullable: true, description: 'The day of the appointment, or until which it should be done' }) @Column('date', { name: 'due_on', nullable: true }) dueOn!: string | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Field(() => Int, { nullable: true, description: '1 to 5' }) @Column('int', { nullable: true }) satisfaction!: number | null;
  @Field(() => Int, { nullable: true, description: 'How much trouble it was for the customer, 1 to 5' }) @Column('int', { nullable: true }) effort!: number | null;
  @Column('uuid', { name: 'opened_by', nullable: true }) openedById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('openedById', 'user') openedBy?: NamedRef | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

@InputType()
export class ServiceRequestInput {
  @Field(() => ServiceRequestKind) @IsEnum(ServiceRequestKind) kind!: ServiceRequestKind;
  @Field() @IsString() @Length(1, 200) subject!: string;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsString() dueOn?: string | null;
}

@InputType()
export class ServiceClosingInput {
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(5) satisfaction?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(5) effort?: number | null;
}

/** What of a request is written anew; what is left out stays. */
@InputType()
export class ServiceRequestChange {
  @Field(() => ServiceRequestKind, { nullable: true }) @IsOptional() @IsEnum(ServiceRequestKind) kind?: ServiceRequestKind | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @Length(1, 200) subject?: string | null;
  @Field(() => Day, { nullable: true, description: 'Null empties' }) @IsOptional() @IsString() dueOn?: string | null;
}
