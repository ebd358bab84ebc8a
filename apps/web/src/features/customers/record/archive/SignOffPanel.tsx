import { Button } from 'antd';
import { BadgeCheck } from 'lucide-react';
import { Icon, Row, Rows, Section, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import type { CustomerRecord } from '../record.types';
import { SignOffDocument } from './archive.documents';
import { archiveText } from './archive.text';
import { archiveWords, codesIn } from './archive.words';

/** Who answers for which facts with their name, and what was changed since. */
export function SignOffPanel({ customer }: { customer: CustomerRecord }) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const format = useFormat();
  const may = customer.can?.includes('SIGN') ?? false;
  const sign = useSave(SignOffDocument, { refreshes: ['customer', 'customerTimeline'], loud: true });
  const latest = (section: string) => customer.signOffs?.find((one) => one.section === section);
  return (
    <Section title={t('signOffs')}>
      <Rows>
        {codesIn('SignedSection').map((section) => {
          const one = latest(section);
          const note = one ? t('signedBy', { name: one.signedName ?? '', at: format.instant(one.signedAt), version: one.customerVersion ?? 0 }) : t('unsigned');
          const isOld = one?.changed === true;
          return (
            <Row key={section} title={words(`SignedSection.${section}`)} note={isOld ? <>{note} <span className="d-tone-warning">{t('changedSince')}</span></> : note}
              verb={may && <Button size="small" icon={<Icon of={BadgeCheck} />} disabled={sign.busy} onClick={() => void sign.run({ id: customer.id, section })}>{t(one ? 'signAgain' : 'sign')}</Button>} />
          );
        })}
      </Rows>
    </Section>
  );
}
