import type { AnswerOf, RowOf } from '@dossier/client';
import type { SiteDocument, SitesDocument, TopicsDocument } from './sites.documents';

export type SiteRow = RowOf<AnswerOf<typeof SitesDocument>>;
export type SiteOf = NonNullable<AnswerOf<typeof SiteDocument>['eventSite']>;
export type TopicRow = NonNullable<AnswerOf<typeof TopicsDocument>['topics']>[number];
