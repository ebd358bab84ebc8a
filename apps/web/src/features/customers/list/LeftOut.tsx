import { leftOutBy, useAsk } from '@dossier/client';
import { useText, type Filter } from '@dossier/ui';
import { fieldsText } from './fields.text';
import { CustomersLeftOutDocument } from './list.documents';

/** How many of the reader's own customers a purpose leaves out; they are counted within reach, like the list itself. */
export function LeftOut({ filter }: { filter: Filter }) {
  const f = useText(fieldsText);
  const left = leftOutBy(filter);
  const counted = useAsk(CustomersLeftOutDocument, { filter: left }, { skip: left === null }).data?.customers;
  if (left === null || typeof counted?.totalCount !== 'number') return null;
  const count = counted.totalCount.toLocaleString('en-US');
  return <span className="d-caption customer-left-out" role="status">{counted.totalCount === 0 ? f('noneLeftOut') : f(counted.totalIsExact ? 'leftOut' : 'leftOutMore', { count })}</span>;
}
