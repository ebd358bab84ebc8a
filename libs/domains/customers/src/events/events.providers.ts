import { provideDictionary } from '@dossier/kernel/data';
import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import { InterestPump } from '../interests/interest.pump';
import { InterestResolver } from '../interests/interest.resolver';
import { InterestService } from '../interests/interest.service';
import { topicPolicy } from '../interests/topic.entity';
import { TopicResolver } from '../interests/topic.resolver';
import { TopicService } from '../interests/topic.service';
import { timelineSource, type Told } from '../timeline/timeline.sources';
import { BehaviourConsent } from './consent';
import { BehaviourEvent, eventPolicy } from './event.entity';
import { EventResolver } from './event.resolver';
import { EventService } from './event.service';
import { EventUpkeep } from './event-upkeep.job';
import { IdentifyService } from './identify.service';
import { IngestRefs } from './ingest.refs';
import { IngestService } from './ingest.service';
import { IngestWriter } from './ingest.writer';
import { SiteController } from './site.controller';
import { SiteDoor } from './site.door';
import { sitePolicy } from './site.entity';
import { SiteResolver } from './site.resolver';
import { SiteService } from './site.service';

provideDictionary('topic', 'select id, name from topic');

timelineSource({
  kind: TimelineKind.BEHAVIOUR, entity: BehaviourEvent, at: 'occurredAt', fields: ['name', 'path', 'productName'],
  tell: (row) => ({ what: row['name'], title: row['productName'] ?? row['path'] }) as Told,
});

/** Behaviour events and interests: what the module of customers takes in. */
export const eventPolicies = [eventPolicy, sitePolicy, topicPolicy];
export const eventControllers = [SiteController];
export const eventProviders = [
  BehaviourConsent, IngestRefs, IngestWriter, IngestService, IdentifyService, EventService, EventResolver, EventUpkeep, SiteService, SiteDoor, SiteResolver,
  InterestService, InterestResolver, InterestPump, TopicService, TopicResolver,
];
