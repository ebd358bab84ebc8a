import { Form, InputNumber, Select, Switch } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { SaveProfileDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import { placeName, placeOf, type Person } from './assignment.types';
import { LanguagesChoice } from './LanguagesChoice';

interface Values { receives: boolean; skills: string[]; languages: string[]; territories: string[]; weight: number; openCap: number | null }

/** What somebody can, where, and how many leads they are given. */
export function ProfileDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useText(assignmentText);
  const [form] = Form.useForm<Values>();
  const save = useSave(SaveProfileDocument, { refreshes: ['assignees', 'whoWouldGet'], done: t('profileSaved'), onDone: onClose });
  const { profile } = person;
  const known = profile?.territories ?? [];
  const placed = (name: string) => {
    const { country = null, region = null, city = null } = known.find((place) => placeName(place) === name) ?? (placeOf(name) as { country?: string; region?: string; city?: string });
    return { country, region, city };
  };
  const submit = ({ territories, ...values }: Values) => void save.run({ input: { userId: person.userId, ...values, territories: territories.map(placed) } });
  const tags = (name: 'skills' | 'territories', label: string) => <Form.Item name={name} label={label}><Select mode="tags" tokenSeparators={[',', '，', '、']} /></Form.Item>;
  return (
    <Dialog open title={t('profileOf', { name: person.name })} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={submit}
        initialValues={{ receives: profile?.receives ?? true, skills: [...(profile?.skills ?? [])], languages: [...(profile?.languages ?? [])], territories: known.map(placeName), weight: profile?.weight ?? 1, openCap: profile?.openCap ?? null }}>
        <Form.Item name="receives" label={t('receives')} valuePropName="checked"><Switch /></Form.Item>
        {tags('skills', t('ownSkills'))}
        <Form.Item name="languages" label={t('ownLanguages')}><LanguagesChoice /></Form.Item>
        {tags('territories', t('territories'))}
        <Form.Item name="weight" label={t('weight')}><InputNumber min={0.1} max={100} step={0.5} /></Form.Item>
        <Form.Item name="openCap" label={t('openCap')}><InputNumber min={1} precision={0} placeholder={t('any')} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
