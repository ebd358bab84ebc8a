import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { EscalationTarget } from '@dossier/vocabulary/lead-enums';

registerEnumType(EscalationTarget, { name: 'EscalationTarget' });

/** After how many hours of working time an overdue next step is told to somebody beside its owner, and to whom. */
@Access('lead.read')
@ObjectType()
@Entity('step_escalation')
export class StepEscalation extends Row {
  @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Null: every team' }) @NameOf('teamId', 'team') team?: NamedRef | null;
  @Field(() => Int, { nullable: true, description: 'Hours of working time after the day of the step' }) @Column('int') hours!: number;
  @Field(() => EscalationTarget, { nullable: true }) @Column('text') target!: EscalationTarget;
  @Column('uuid', { name: 'person_id', nullable: true }) personId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Where it is one person' }) @NameOf('personId', 'user') person?: NamedRef | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

export const stepEscalationPolicy = policy(StepEscalation, {
  read: 'lead.read',
  scope: everyone(),
  actions: {
    CREATE: { word: 'calendar.manage', when: () => false },
    UPDATE: { word: 'calendar.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
    ARCHIVE: { word: 'calendar.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
  },
});

@InputType()
export class StepEscalationInput {
  @Field(() => ID, { nullable: true, description: 'Every team unless said' }) @IsOptional() @IsUUID() teamId?: string | null;
  @Field(() => Int) @IsInt() @Min(1) @Max(200) hours!: number;
  @Field(() => EscalationTarget) @IsEnum(EscalationTarget) target!: EscalationTarget;
  @Field(() => ID, { nullable: true, description: 'For PERSON: whom' }) @IsOptional() @IsUUID() personId?: string | null;
}
