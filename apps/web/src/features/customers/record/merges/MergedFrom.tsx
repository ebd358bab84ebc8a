import { Alert, Button } from 'antd';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { Moment, useSave } from '@dossier/client';
import { useEffect } from 'react';
import type { CustomerRecord } from '../record.types';
import { RemergeCustomerDocument, UnmergeCustomerDocument } from './merges.documents';
import { mergesText } from './merges.text';

type Merge = NonNullable<CustomerRecord['merges']>[number];
const REFRESHES = ['customer', 'customers', 'customerHistory', 'duplicateCandidates'];

/** The records that this one has absorbed, each to be taken apart again. */
export function MergedFrom({ customer }: { customer: CustomerRecord }) {
  const t = useText(mergesText);
  const merges = customer.merges ?? [];
  if (merges.length === 0) return null;
  return (
    <Section title={t('title')} note={t('note')}>
      <Rows label={t('title')}>{merges.map((merge) => <MergeRow key={merge.id} merge={merge} may={customer.can?.includes('UNMERGE') ?? false} />)}</Rows>
    </Section>
  );
}

function MergeRow({ merge, may }: { merge: Merge; may: boolean }) {
  const t = useText(mergesText);
  const no = merge.absorbedNo ?? '';
  const options = { refreshes: REFRESHES, loud: true };
  const again = useSave(RemergeCustomerDocument, { ...options, done: t('undoing') });
  const apart = useSave(UnmergeCustomerDocument, { ...options, done: t('done', { no }), undo: ({ unmergeCustomer: made }) => made && again.run({ id: made.batchId }) });
  const verb = may && <Button size="small" loading={apart.busy} aria-label={t('apartOf', { no })} onClick={() => void apart.run({ id: merge.id })}>{t('apart')}</Button>;
  return <Row title={no} note={<>{merge.mergedBy?.name ? t('by', { name: merge.mergedBy.name }) : ''} <Moment at={merge.mergedAt} /></>} verb={verb} />;
}

/** Says so where somebody came by the address of a record that was absorbed, and puts the address right. */
export function LedHere({ customer }: { customer: CustomerRecord }) {
  const t = useText(mergesText);
  const navigate = useNavigate();
  const { id } = useParams({ strict: false }) as { id?: string };
  const { from } = useSearch({ strict: false }) as { from?: string };
  const isElsewhere = id !== undefined && id !== customer.id;
  useEffect(() => {
    if (isElsewhere) void navigate({ to: `/customers/${customer.id}`, replace: true, search: { from: id } as never });
  }, [isElsewhere, id, customer.id, navigate]);
  const merge = customer.merges?.find(({ absorbedId }) => absorbedId === (isElsewhere ? id : from));
  return merge ? <Alert type="info" showIcon title={t('led', { no: merge.absorbedNo ?? '' })} /> : null;
}
