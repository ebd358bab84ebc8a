import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, Row } from '@dossier/kernel/data';

/** The questions of an interview, in their order. */
@Access('communication.read')
@ObjectType()
@Entity('interview_template')
export class InterviewTemplate extends Row {
  @Field(() => String, { nullable: true })
  @Column('text')
  title!: string;

  @Field(() => [String], { nullable: true })
  @Column('text', { array: true })
  questions!: string[];

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}
