import { Table } from 'antd';
import { failure, useAsk, useFormat, type AnswerOf } from '@dossier/client';
import { Facts, Failed, SideDrawer, useText, Waiting } from '@dossier/ui';
import { InterestEvidenceDocument } from './behaviour.documents';
import { behaviourText } from './behaviour.text';
import { useEventName } from './event.words';
import type { Interest } from './InterestSection';

type Evidence = NonNullable<AnswerOf<typeof InterestEvidenceDocument>['interestEvidence']>;
type Part = NonNullable<Evidence['parts']>[number];

/** Why an interest is what it is: the formula, its figures, and the ten events that add most. */
export function EvidenceDrawer({ id, interest, onClose }: { id: string; interest: Interest; onClose: () => void }) {
  const t = useText(behaviourText);
  const ask = useAsk(InterestEvidenceDocument, { id, topic: interest.topicId ?? '' }, { staleTime: 0 });
  const evidence = ask.data?.interestEvidence;
  return (
    <SideDrawer open title={t('whyThing', { topic: interest.topic?.name ?? '' })} onClose={onClose}>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {evidence && <Reasons evidence={evidence} />}
    </SideDrawer>
  );
}

function Reasons({ evidence }: { evidence: Evidence }) {
  const t = useText(behaviourText);
  const format = useFormat();
  const { interest } = evidence;
  const figure = (value?: number | null) => (value ?? 0).toFixed(2);
  return (
    <div role="region" tabIndex={0} aria-label={t('evidence')}>
      <Facts items={[
        { label: t('formula'), value: t('formulaText') },
        { label: t('fromEvents'), value: figure(interest?.fromEvents) },
        { label: t('declaredPart'), value: figure(interest?.declared) },
        { label: t('eventCount'), value: format.number(interest?.eventCount ?? 0) },
        { label: t('halfLife'), value: t('days', { days: format.number(interest?.halfLifeDays) }) },
        { label: t('asOf'), value: format.instant(evidence.asOf) },
      ]} />
      {(evidence.parts ?? []).length === 0 ? <p className="d-note">{t('noParts')}</p> : <Parts parts={evidence.parts ?? []} />}
    </div>
  );
}

function Parts({ parts }: { parts: readonly Part[] }) {
  const t = useText(behaviourText);
  const format = useFormat();
  const name = useEventName();
  return (
    <Table<Part> rowKey="eventId" size="small" pagination={false} dataSource={[...parts]} aria-label={t('evidence')}
      columns={[
        { title: t('event'), render: (_, part) => <>{name(part.name)}<span className="d-caption behaviour-path">{` ${part.productCode ?? part.path ?? ''}`}</span></> },
        { title: t('when'), width: 96, render: (_, part) => format.dayShort(part.occurredAt) },
        { title: t('weight'), align: 'right', width: 64, render: (_, part) => part.weight },
        { title: t('part'), align: 'right', width: 72, render: (_, part) => (part.part ?? 0).toFixed(2) },
      ]} />
  );
}
