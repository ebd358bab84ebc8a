import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Icon, Section, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { ArchiveNeedDocument, RestoreNeedDocument } from './archive.documents';
import { archiveText } from './archive.text';
import { archiveWords } from './archive.words';
import { ListBody } from './ListBody';
import { NeedDrawer } from './NeedDrawer';
import { useNeeds, type Need } from './useArchive';

type NeedKind = 'EXPLICIT' | 'LATENT';

/** What the customer asked for. */
export const NeedsTab = ({ customer }: { customer: CustomerRecord }) => <Needs customer={customer} kind="EXPLICIT" />;

/** What the customer did not say, and what points to it. */
export const LatentTab = ({ customer }: { customer: CustomerRecord }) => <Needs customer={customer} kind="LATENT" />;

function Needs({ customer, kind }: { customer: CustomerRecord; kind: NeedKind }) {
  const t = useText(archiveText);
  const pages = useNeeds(customer.id, kind);
  const may = customer.can?.includes('ADD_NEED') ?? false;
  const [open, setOpen] = useState<{ before?: Need } | null>(null);
  const isLatent = kind === 'LATENT';
  const add = may && <Button icon={<Icon of={Plus} />} onClick={() => setOpen({})}>{t(isLatent ? 'addLatent' : 'addNeed')}</Button>;
  return (
    <Section title={t(isLatent ? 'latent' : 'needs')} extra={pages.rows.length > 0 ? add : undefined}>
      <ListBody pages={pages} empty={{ title: t(isLatent ? 'noLatent' : 'noNeeds'), text: t(isLatent ? 'noLatentText' : 'noNeedsText'), actions: add }}>
        <ol className="customer-history archive-needs">{pages.rows.map((need) => <NeedRow key={need.id} need={need} onEdit={() => setOpen({ before: need })} />)}</ol>
      </ListBody>
      {open && <NeedDrawer customerId={customer.id} kind={kind} before={open.before} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function NeedRow({ need, onEdit }: { need: Need; onEdit: () => void }) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const format = useFormat();
  const refreshes = ['customerNeeds', 'customerTimeline'];
  const back = useSave(RestoreNeedDocument, { refreshes, loud: true });
  const archive = useSave(ArchiveNeedDocument, { refreshes, loud: true, done: t('removed'), undo: () => back.run({ id: need.id }) });
  const can = need.can ?? [];
  const budget = [need.budgetMin, need.budgetMax].filter(Boolean).map((money) => format.moneyShort(money)).join(' – ');
  const facts = [
    need.category, need.confidence !== null && need.confidence !== undefined && t('sure', { share: format.percent(need.confidence, 0) }),
    budget && `${t('budget')} ${budget}`, need.expectedOn && t('expected', { day: format.day(need.expectedOn) }),
  ].filter(Boolean).join(' · ');
  return (
    <li>
      <div><p className="d-caption">{need.priority && words(`NeedPriority.${need.priority}`)} · {need.status && words(`NeedStatus.${need.status}`)}</p><p className="d-caption">{need.author?.name}</p></div>
      <div className="archive-entry">
        <p><b>{need.statement ?? '***'}</b></p>
        {facts && <p className="d-caption">{facts}</p>}
        <Evidence need={need} />
        <p className="archive-verbs">
          {can.includes('UPDATE') && <Button type="link" size="small" onClick={onEdit}>{t('edit')}</Button>}
          {can.includes('ARCHIVE') && <Button type="link" size="small" onClick={() => void archive.run({ id: need.id })}>{t('remove')}</Button>}
        </p>
      </div>
    </li>
  );
}

/** What a need rests on: words, or the way to the contact or order. */
function Evidence({ need }: { need: Need }) {
  const t = useText(archiveText);
  const evidence = need.evidence ?? [];
  if (evidence.length === 0) return null;
  return (
    <ul className="archive-evidence" aria-label={t('evidence')}>
      {evidence.map(({ kind, refId, text }, at) => (
        <li key={at}>
          {kind === 'ORDER' && <Link to={`/orders/${refId}`}>{t('seeOrder')}</Link>}
          {kind === 'COMMUNICATION' && <Link to="." search={{ tab: 'communication' } as never}>{t('seeCommunication')}</Link>}
          {kind !== 'TEXT' && text ? ` · ${text}` : text}
        </li>
      ))}
    </ul>
  );
}
