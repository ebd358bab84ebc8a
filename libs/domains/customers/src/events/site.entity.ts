import { Field, Float, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, Derived, Row } from '@dossier/kernel/data';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { connection, type ListSpec } from '@dossier/kernel/list';
import { SiteState } from '@dossier/vocabulary/event-enums';

registerEnumType(SiteState, { name: 'SiteState' });

const days = (alias: string): string => `event_site_day d where d.site_id = ${alias}.id`;
const lastMonth = (column: string) => (alias: string): string => `(select coalesce(sum(d.${column}), 0)::float8 from ${days(alias)} and d.day > company_today() - 30)`;

/** A site or app whose pages send events. Its key stands in the pages for everybody to read: it names the site and opens nothing else. */
@Entity('event_site')
@ObjectType()
@Access('site.manage')
export class EventSite extends Row {
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => String, { nullable: true, description: 'Names the site in its pages; no secret' }) @Column('text') key!: string;
  @Field(() => [String], { nullable: true, description: 'Addresses whose pages may send, such as https://shop.example.com' }) @Column('text', { array: true }) origins!: string[];
  @Field(() => SiteState, { nullable: true }) @Column('text', { default: 'ACTIVE' }) state!: SiteState;
  @Field(() => DateTime, { nullable: true }) @Derived((alias) => `(select max(d.last_at) from ${days(alias)})`) lastEventAt?: Date | null;
  @Field(() => Float, { nullable: true, description: 'Within thirty days' }) @Derived(lastMonth('accepted')) acceptedCount?: number | null;
  @Field(() => Float, { nullable: true, description: 'Within thirty days' }) @Derived(lastMonth('repeated')) repeatedCount?: number | null;
  @Field(() => Float, { nullable: true, description: 'Within thirty days' }) @Derived(lastMonth('refused')) refusedCount?: number | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

@ObjectType()
@Access('site.manage')
export class EventSiteDay {
  @Field(() => Day, { nullable: true }) day!: string;
  @Field(() => Float, { nullable: true }) accepted!: number;
  @Field(() => Float, { nullable: true }) repeated!: number;
  @Field(() => Float, { nullable: true }) refused!: number;
}

export const EventSiteConnection = connection(EventSite, 'site.manage');

const live = (row: EventSite): boolean => row.archivedAt === null;
const needs = ['archivedAt', 'state'] as const;

export const sitePolicy = policy(EventSite, {
  read: 'site.manage',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'site.manage', when: live, needs },
    PAUSE: { word: 'site.manage', when: (row) => live(row) && row.state === SiteState.ACTIVE, needs },
    RESUME: { word: 'site.manage', when: (row) => live(row) && row.state === SiteState.PAUSED, needs },
    ARCHIVE: { word: 'site.manage', when: live, needs },
    TEST: { word: 'site.manage', when: (row) => live(row) && row.state === SiteState.ACTIVE, needs },
  },
});

@InputType()
export class EventSiteInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => [String], { description: 'Twenty at most' }) @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) @MaxLength(200, { each: true }) origins!: string[];
}

/** How long events are kept. */
@ObjectType()
@Access('site.manage')
export class EventRetention {
  @Field(() => Int, { nullable: true }) months!: number;
  @Field(() => Day, { nullable: true, description: 'First day of the oldest month that is there' }) oldest!: string | null;
}

export const siteList: ListSpec<never, 'NAME'> = { filter: {}, sort: { NAME: { path: 'name', type: 'text' } }, defaultSort: 'NAME' };
