import { Button, Dropdown } from 'antd';
import { request, useAsk, useMay } from '@dossier/client';
import { useCopy, useText } from '@dossier/ui';
import { SurveyLinkDocument, SurveysDocument } from './intake.documents';
import { intakeText } from './intake.text';

/** A link of this customer's own to one of the published surveys; nothing is there while there is none. */
export function SurveyLinkButton({ customerId }: { customerId: string }) {
  const t = useText(intakeText);
  const copyOut = useCopy();
  const may = useMay('form.manage');
  const surveys = useAsk(SurveysDocument, {}, { skip: !may }).data?.forms?.nodes ?? [];
  if (!may || surveys.length === 0) return null;
  const copy = async (id: string) => {
    const url = (await request(SurveyLinkDocument, { id, customerId })).createSurveyLink?.url;
    if (!url) return;
    await copyOut(url, t('copied'));
  };
  return <Dropdown trigger={['click']} menu={{ items: surveys.map((one) => ({ key: one.id, label: one.name })), onClick: ({ key }) => void copy(key) }}><Button aria-label={t('surveyFor')}>{t('survey')}</Button></Dropdown>;
}
