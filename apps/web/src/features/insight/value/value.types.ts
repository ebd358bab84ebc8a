import type { AnswerOf } from '@dossier/client';
import type { RfmGridDocument, ValueDistributionDocument } from './value.documents';

export type RfmBoard = NonNullable<AnswerOf<typeof RfmGridDocument>['rfmGrid']>;
/** One field of the grid: customers of one recency and one frequency score. */
export type RfmCell = NonNullable<RfmBoard['cells']>[number];
/** One of the eleven groups, and how many were in it a month before. */
export type RfmGroupRow = NonNullable<RfmBoard['groups']>[number];
/** From which value to which one score reaches. */
export type RfmCut = NonNullable<RfmBoard['cuts']>[number];

export type ValueBoard = NonNullable<AnswerOf<typeof ValueDistributionDocument>['valueDistribution']>;
export type ValueDecile = NonNullable<ValueBoard['deciles']>[number];
export type AliveBin = NonNullable<ValueBoard['alive']>[number];
