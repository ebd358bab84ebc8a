import { Checkbox } from 'antd';
import { BadgeCheck, FileText, GitMerge, House, type LucideIcon, MessageCircle, MousePointer2, Pencil, ShieldCheck, ShoppingBag, Sprout, Star, Target } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { Icon, Section, useText } from '@dossier/ui';
import { useAsk, useFormat } from '@dossier/client';
import { useState } from 'react';
import { consentTerms } from '../consent/consent.text';
import { changeSentences } from '../history.sentences';
import { recordText } from '../record.text';
import type { CustomerRecord } from '../record.types';
import { useFieldReading } from '../useFieldReading';
import { TimelineKindsDocument } from './archive.documents';
import { archiveText } from './archive.text';
import { archiveWords } from './archive.words';
import { ListBody } from './ListBody';
import { useHeadline } from './useHeadline';
import { useTimeline, type Entry, type TimelineKind } from './useArchive';

const ICONS: Readonly<Record<TimelineKind, LucideIcon>> = {
  ORDER: ShoppingBag, COMMUNICATION: MessageCircle, NEED: Target, FEEDBACK: Star, FORM: FileText, BEHAVIOUR: MousePointer2, CONSENT: ShieldCheck, MERGE: GitMerge, HOUSEHOLD: House, LEAD: Sprout, SIGN_OFF: BadgeCheck, CHANGE: Pencil,
};

/** Everything that happened, newest first, by month; kinds are left out with one click. */
export function TimelineTab({ customer }: { customer: CustomerRecord }) {
  const t = useText(archiveText);
  const [kinds, setKinds] = useState<readonly TimelineKind[]>([]);
  const pages = useTimeline(customer.id, kinds);
  return (
    <Section title={t('timeline')}>
      <KindChoice chosen={kinds} onChange={setKinds} />
      <ListBody pages={pages} empty={{ title: t(kinds.length > 0 ? 'nothingOfKind' : 'nothingYet'), text: t('nothingText') }}>
        <Months entries={pages.rows} />
      </ListBody>
    </Section>
  );
}

function KindChoice({ chosen, onChange }: { chosen: readonly TimelineKind[]; onChange: (kinds: readonly TimelineKind[]) => void }) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const offered = useAsk(TimelineKindsDocument, {}).data?.timelineKinds ?? [];
  return (
    <div className="archive-kind-choice" role="group" aria-label={t('show')}>
      <Checkbox.Group value={[...chosen]} onChange={(next) => onChange(next as TimelineKind[])} options={offered.map((kind) => ({ value: kind, label: words(`TimelineKind.${kind}`) }))} />
    </div>
  );
}

function Months({ entries }: { entries: readonly Entry[] }) {
  const format = useFormat();
  const months = new Map<string, Entry[]>();
  for (const entry of entries) {
    const month = (entry.at ?? '').slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), entry]);
  }
  return (
    <>
      {[...months].map(([month, rows]) => (
        <div key={month}>
          <h3 className="archive-month d-caption">{format.day(`${month}-01`).replace(/(月)?1日$|^1 /u, '$1')}</h3>
          <ol className="archive-timeline">{rows.map((entry) => <EntryRow key={entry.id} entry={entry} />)}</ol>
        </div>
      ))}
    </>
  );
}

function EntryRow({ entry }: { entry: Entry }) {
  const t = useText(archiveText);
  const format = useFormat();
  const headline = useHeadline();
  const say = useText(recordText);
  const reading = useFieldReading();
  const term = useText(consentTerms);
  const isOrder = entry.kind === 'ORDER';
  // A way of consent is told by its code.
  const said = entry.kind === 'CONSENT' && entry.text ? term(`ConsentChannel.${entry.text}` as Parameters<typeof term>[0]) : entry.text;
  const changes = entry.kind === 'CHANGE' ? changeSentences({ operation: entry.what, table: entry.title, changes: entry.changes }, { say, ...reading }) : [];
  return (
    <li>
      <time className="d-caption" dateTime={entry.at ?? undefined}>{format.dayShort(entry.at)} {format.time(entry.at)}</time>
      <span className="archive-icon">{entry.kind && <Icon of={ICONS[entry.kind]} />}</span>
      <div className="archive-entry">
        <p>
          <b>{headline(entry)}</b>{isOrder && entry.rowId && <> <Link className="d-sentence-link" to={`/orders/${entry.rowId}`}>{entry.title}</Link></>}
          {entry.kind === 'LEAD' && entry.rowId && <> <Link className="d-sentence-link" to={`/leads/${entry.rowId}`}>{entry.title ?? t('openLead')}</Link></>}
          {entry.actor?.name && <span className="d-caption"> {entry.actor.name}</span>}
          {typeof entry.online === 'boolean' && <span className="d-caption archive-mark">{t(entry.online ? 'online' : 'offline')}</span>}
        </p>
        {said && <p className="archive-said">{said}</p>}
        {changes.length > 0 && <ul className="archive-changes">{changes.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>}
      </div>
      {entry.amount && <span className="customer-number">{format.money(entry.amount)}</span>}
    </li>
  );
}
