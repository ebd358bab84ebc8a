import type { AnswerOf } from '@dossier/client';
import type { OpenPoolsDocument } from './pool.documents';

/** A pool that is open to the reader. */
export type OpenPool = NonNullable<AnswerOf<typeof OpenPoolsDocument>['leadPools']>[number];
