import { Button } from 'antd';
import { failure, useAsk, useFormat } from '@dossier/client';
import { Failed, Row, Rows, Section, StateDot, useLanguage, useListing, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { leadWords } from '../../leads.words';
import { AssigneesDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import { placeName, type Person } from './assignment.types';
import { languageName } from './languages';
import { ProfileDialog } from './ProfileDialog';

/** Everybody who works on leads: what they can, how much they have, and whether they would be given one now. */
export function PeopleSection() {
  const t = useText(assignmentText);
  const ask = useAsk(AssigneesDocument, {});
  const [editing, edit] = useState<Person | null>(null);
  return (
    <Section title={t('people')}>
      {ask.isPending && <Waiting rows={4} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      <Rows label={t('people')}>{(ask.data?.assignees ?? []).map((person) => <PersonLine key={person.userId} person={person} onEdit={() => edit(person)} />)}</Rows>
      {editing && <ProfileDialog person={editing} onClose={() => edit(null)} />}
    </Section>
  );
}

function PersonLine({ person, onEdit }: { person: Person; onEdit: () => void }) {
  const t = useText(assignmentText);
  const words = useText(leadWords);
  const listing = useListing();
  const format = useFormat();
  const reader = useLanguage();
  const { profile, name, openLeads, whyNot } = person;
  const known = (key: 'hasSkills' | 'speaksLanguages' | 'hasPlaces', list: readonly string[]) => (list.length > 0 ? [t(key, { list: listing(list) })] : []);
  const facts = profile ? [
    ...known('hasSkills', profile.skills ?? []), ...known('speaksLanguages', (profile.languages ?? []).map((code) => languageName(code, reader))), ...known('hasPlaces', (profile.territories ?? []).map(placeName)), `${t('weight')} ${format.number(profile.weight ?? 1)}`,
  ] : [t('noProfile')];
  return (
    <Row title={name} note={facts.join(' · ')} value={<><StateDot tone={whyNot ? 'warn' : 'ok'}>{whyNot ? words(`WhyNotChosen.${whyNot}`) : t('free')}</StateDot> · {t('open')} {format.number(openLeads)}{profile?.openCap ? ` / ${format.number(profile.openCap)}` : ''}</>}
      verb={<Button size="small" aria-label={t('editProfileOf', { name })} onClick={onEdit}>{t('edit')}</Button>} />
  );
}
