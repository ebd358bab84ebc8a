import { lazy, Suspense } from 'react';
import { AppliedPacksDocument, useAsk } from '@dossier/client';
import type { CustomerRecord } from '../record.types';

const FIVE_MINUTES = 300_000;
const FinanceSection = lazy(async () => ({ default: (await import('../finance/FinanceSection')).FinanceSection }));
const ServicesSection = lazy(async () => ({ default: (await import('../services/ServicesSection')).ServicesSection }));

/** What the packs in use add to the record; fetched only where one of them is applied. */
export function PackSections({ customer }: { customer: CustomerRecord }) {
  const asked = useAsk(AppliedPacksDocument, {}, { staleTime: FIVE_MINUTES });
  const applied = new Set((asked.data?.packs ?? []).filter((pack) => pack.applied).map((pack) => pack.code));
  return (
    <Suspense fallback={null}>
      {applied.has('FINANCE') && <FinanceSection customer={customer} />}
      {applied.has('SERVICES') && <ServicesSection customer={customer} />}
    </Suspense>
  );
}
