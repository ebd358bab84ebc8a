import { Button, Select } from 'antd';
import { Archive } from 'lucide-react';
import { EmptyState, Failed, Icon, Section, useText, Waiting } from '@dossier/ui';
import { failure, useAsk, useSave } from '@dossier/client';
import { useState } from 'react';
import { AddLine, NameLine } from './NameLine';
import { ArchiveChannelDocument, ChannelsDocument, CreateChannelDocument, UpdateChannelDocument } from './tags.documents';
import { tagsText } from './tags.text';

const KINDS = ['STORE', 'WEBSITE', 'SOCIAL', 'ADVERTISING', 'REFERRAL', 'EVENT', 'PARTNER', 'OTHER'] as const;
type Kind = (typeof KINDS)[number];
const isKind = (kind: string | null | undefined): kind is Kind => KINDS.some((known) => known === kind);

/** Where customers come from. */
export function ChannelSection() {
  const t = useText(tagsText);
  const asked = useAsk(ChannelsDocument, {});
  const channels = asked.data?.channels ?? [];
  const [kind, setKind] = useState<Kind>('STORE');
  const create = useSave(CreateChannelDocument, { refreshes: ['channels', 'tags'], done: (answer) => t('added', { name: answer.createChannel?.name ?? '' }), loud: true });
  const rename = useSave(UpdateChannelDocument, { refreshes: ['channels', 'customers', 'customer', 'tags'], done: (answer) => t('renamed', { name: answer.updateChannel?.name ?? '' }), loud: true });
  const archive = useSave(ArchiveChannelDocument, { refreshes: ['channels', 'customers', 'customer', 'tags'], loud: true });
  const pick = <Select aria-label={t('kind')} className="tag-kind" value={kind} onChange={setKind} options={KINDS.map((value) => ({ value, label: t(value) }))} />;
  return (
    <Section title={t('channels')} note={t('channelsNote')}>
      {asked.isPending && <Waiting rows={4} />}
      {asked.error && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {asked.isSuccess && channels.length === 0 && <EmptyState title={t('noChannels')} text={t('noChannelsText')} />}
      <ul className="d-rows">
        {channels.map((channel) => (
          <NameLine key={channel.id} name={channel.name ?? ''} note={isKind(channel.kind) ? t(channel.kind) : (channel.kind ?? '')}
            onRename={(name) => rename.run({ id: channel.id, version: channel.version, input: { name, kind: channel.kind ?? 'OTHER' } })}
            verbs={<Button type="text" size="small" icon={<Icon of={Archive} />} aria-label={t('archiveThing', { name: channel.name ?? '' })} onClick={() => void archive.run({ id: channel.id })}>{t('archive')}</Button>} />
        ))}
      </ul>
      <AddLine label={t('newChannel')} verb={t('addChannel')} busy={create.busy} extra={pick} onAdd={(name) => create.run({ input: { name, kind } })} />
    </Section>
  );
}
