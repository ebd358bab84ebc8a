import { Button, Dropdown } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useNavigate } from '@tanstack/react-router';
import { request, useMay, useSave } from '@dossier/client';
import { Icon, useText } from '@dossier/ui';
import { useState } from 'react';
import { SaveDialog, type Naming } from './SaveDialog';
import { CreateSegmentDocument, SegmentDocument, UpdateSegmentDocument, type SegmentRow, type SegmentWish } from './segments.documents';
import { segmentsText } from './segments.text';
import { REFRESHES, useArchive } from './useSegmentVerbs';

type Named = Pick<SegmentRow, 'id' | 'version' | 'name' | 'description' | 'visibility' | 'kind' | 'readable' | 'can' | 'archivedAt'>;

/** What can be done with a segment, wherever it stands. */
export function RowMenu({ segment, onArchived }: { segment: Named; onArchived?: () => void }) {
  const t = useText(segmentsText);
  const navigate = useNavigate();
  const mayWrite = useMay('segment.write');
  const [renaming, setRenaming] = useState(false);
  const { archive, restore } = useArchive(onArchived);
  const duplicate = useDuplicate();
  const can = (word: string): boolean => segment.can?.includes(word) ?? false;
  const items = [
    can('UPDATE') && segment.kind === 'DYNAMIC' && segment.readable !== false && { key: 'edit', label: t('edit') },
    can('UPDATE') && { key: 'rename', label: t('rename') },
    mayWrite && segment.readable !== false && !segment.archivedAt && { key: 'duplicate', label: t('duplicate') },
    !segment.archivedAt && { key: 'compare', label: t('compareWith') },
    can('ARCHIVE') && { key: 'archive', label: t('archive') },
    can('RESTORE') && { key: 'restore', label: t('restore') },
  ].filter((item) => item !== false);
  const verbs: Record<string, () => unknown> = {
    edit: () => navigate({ to: `/segments/${segment.id}/edit` }), rename: () => setRenaming(true), duplicate: () => duplicate(segment), archive: () => archive(segment.id), restore: () => restore(segment.id),
    compare: () => navigate({ to: '/segments/compare', search: { ids: [segment.id] } as never }),
  };
  if (items.length === 0) return null;
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key, domEvent }) => { domEvent.stopPropagation(); void verbs[key]?.(); } }}>
        <Button type="text" icon={<Icon of={Ellipsis} />} aria-label={t('actions', { name: segment.name ?? '' })} />
      </Dropdown>
      <Rename segment={segment} open={renaming} onClose={() => setRenaming(false)} />
    </>
  );
}

function Rename({ segment, open, onClose }: { segment: Named; open: boolean; onClose: () => void }) {
  const t = useText(segmentsText);
  const update = useSave(UpdateSegmentDocument, { refreshes: REFRESHES, done: (answer) => t('saved', { name: answer.updateSegment?.name ?? '' }) });
  const save = async ({ name, description, visibility }: Naming) => {
    const done = await update.run({ id: segment.id, version: segment.version, input: { name, description: description || null, visibility } });
    if (done) onClose();
  };
  const close = () => {
    update.reset();
    onClose();
  };
  return <SaveDialog open={open} title={t('editTitle')} busy={update.busy} fault={update.errorText} first={{ name: segment.name ?? '', description: segment.description ?? '', visibility: segment.visibility ?? 'PRIVATE' }} onClose={close} onSave={save} />;
}

/** A copy of one's own: of a dynamic segment its conditions, of a static one the customers who are in it now. */
function useDuplicate() {
  const t = useText(segmentsText);
  const navigate = useNavigate();
  const create = useSave(CreateSegmentDocument, { refreshes: REFRESHES, loud: true, done: (answer) => t('saved', { name: answer.createSegment?.name ?? '' }) });
  return async ({ id }: Pick<Named, 'id'>) => {
    const { segment } = await request(SegmentDocument, { id });
    if (!segment) return;
    const what: Partial<SegmentWish> = segment.kind === 'STATIC' ? { filter: { segments: { in: [id] } } } : { definition: segment.definition as SegmentWish['definition'] };
    const made = await create.run({ input: { name: t('copyOf', { name: segment.name ?? '' }).slice(0, 80), description: segment.description ?? null, kind: segment.kind ?? 'DYNAMIC', visibility: 'PRIVATE', ...what } });
    if (made?.createSegment) void navigate({ to: `/segments/${made.createSegment.id}` });
  };
}
