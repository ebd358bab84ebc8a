import { Button } from 'antd';
import { Archive } from 'lucide-react';
import { EmptyState, Failed, Icon, Section, useText, Waiting } from '@dossier/ui';
import { failure, useAsk, useFormat, useSave } from '@dossier/client';
import { AddLine, NameLine } from './NameLine';
import { ArchiveTagDocument, CreateTagDocument, TagsDocument, UpdateTagDocument } from './tags.documents';
import { tagsText } from './tags.text';

/** Tags by name, with how many customers bear each. */
export function TagSection() {
  const t = useText(tagsText);
  const format = useFormat();
  const asked = useAsk(TagsDocument, {});
  const tags = asked.data?.tags ?? [];
  const create = useSave(CreateTagDocument, { refreshes: ['tags'], done: (answer) => t('added', { name: answer.createTag?.name ?? '' }), loud: true });
  const rename = useSave(UpdateTagDocument, { refreshes: ['tags', 'customers', 'customer'], done: (answer) => t('renamed', { name: answer.updateTag?.name ?? '' }), loud: true });
  const archive = useSave(ArchiveTagDocument, { refreshes: ['tags', 'customers', 'customer'], loud: true });
  return (
    <Section title={t('tags')} note={t('tagsNote')}>
      {asked.isPending && <Waiting rows={4} />}
      {asked.error && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {asked.isSuccess && tags.length === 0 && <EmptyState title={t('noTags')} text={t('noTagsText')} />}
      <ul className="d-rows">
        {tags.map((tag) => (
          <NameLine key={tag.id} name={tag.name ?? ''} note={`${format.number(tag.customerCount ?? 0)} ${t('customersOf')}`} onRename={(name) => rename.run({ id: tag.id, version: tag.version, name })}
            verbs={<Button type="text" size="small" icon={<Icon of={Archive} />} aria-label={t('archiveThing', { name: tag.name ?? '' })} onClick={() => void archive.run({ id: tag.id })}>{t('archive')}</Button>} />
        ))}
      </ul>
      <AddLine label={t('newTag')} verb={t('addTag')} busy={create.busy} onAdd={(name) => create.run({ name })} />
    </Section>
  );
}
