import { lazy, Suspense } from 'react';
import { Waiting } from '@dossier/ui';
import { recordTabs } from './tabs';
import type { CustomerRecord } from './record.types';

// One lazy component per tab for good: made anew in a render, it would forget what it has loaded and what stands in it.
const views = new Map(recordTabs.map((tab) => [tab.key, lazy(async () => ({ default: await tab.load() }))]));

/** The open section of an archive. */
export function OpenTab({ tab, customer }: { tab: string; customer: CustomerRecord }) {
  const View = views.get(tab);
  return View ? <Suspense fallback={<Waiting />}><View customer={customer} /></Suspense> : null;
}
