import { Button } from 'antd';
import { Moment, useAsk, useMay, useSave } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { BaitsDocument, MarkBaitDocument, UnmarkBaitDocument } from './intake.documents';
import { intakeText } from './intake.text';

/** Whether this record is bait. Whoever does not run the company never learns that there is such a thing. */
export function BaitMark({ customerId }: { customerId: string }) {
  return useMay('company.manage') ? <BaitSection customerId={customerId} /> : null;
}

function BaitSection({ customerId }: { customerId: string }) {
  const t = useText(intakeText);
  const bait = useAsk(BaitsDocument, {}).data?.baits?.find((one) => one.customerId === customerId);
  const options = { loud: true, refreshes: ['baits'] };
  const again = useSave(MarkBaitDocument, options);
  const back = useSave(UnmarkBaitDocument, options);
  const mark = useSave(MarkBaitDocument, { ...options, done: t('baitMarked'), undo: () => back.run({ customerId }) });
  const unmark = useSave(UnmarkBaitDocument, { ...options, done: t('baitUnmarked'), undo: () => again.run({ customerId }) });
  const verb = bait
    ? <Button size="small" disabled={unmark.busy} onClick={() => void unmark.run({ customerId })}>{t('unmarkBait')}</Button>
    : <Button size="small" disabled={mark.busy} onClick={() => void mark.run({ customerId })}>{t('markBait')}</Button>;
  return (
    <Section title={t('bait')} note={t('baitNote')}>
      <Rows><Row title={t(bait ? 'baitOn' : 'baitOff')} verb={verb} {...(bait ? { note: <>{bait.markedBy?.name} · <Moment at={bait.createdAt} /></> } : {})} /></Rows>
    </Section>
  );
}
