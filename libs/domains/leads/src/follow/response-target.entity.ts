import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsEnum, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { LeadGrade } from '@dossier/vocabulary/lead-enums';

/** Within how many minutes of working time a lead is to be answered once it has been given to somebody. */
@Access('lead.read')
@ObjectType()
@Entity('response_target')
export class ResponseTarget extends Row {
  @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Null: every team' }) @NameOf('teamId', 'team') team?: NamedRef | null;
  @Field(() => LeadGrade, { nullable: true, description: 'Null: every grade' }) @Column('text', { nullable: true }) grade!: LeadGrade | null;
  @Field(() => Int, { nullable: true, description: 'Minutes of working time' }) @Column('int') minutes!: number;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

export const responseTargetPolicy = policy(ResponseTarget, {
  read: 'lead.read',
  scope: everyone(),
  actions: {
    CREATE: { word: 'calendar.manage', when: () => false },
    UPDATE: { word: 'calendar.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
    ARCHIVE: { word: 'calendar.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
  },
});

@InputType()
export class ResponseTargetInput {
  @Field(() => ID, { nullable: true, description: 'Every team unless said' }) @IsOptional() @IsUUID() teamId?: string | null;
  @Field(() => LeadGrade, { nullable: true, description: 'Every grade unless said' }) @IsOptional() @IsEnum(LeadGrade) grade?: LeadGrade | null;
  @Field(() => Int) @IsInt() @Min(1) @Max(100_000) minutes!: number;
}
