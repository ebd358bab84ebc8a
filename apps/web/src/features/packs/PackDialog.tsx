import { Alert } from 'antd';
import { Dialog, Failed, useText, Waiting } from '@dossier/ui';
import { failure, useAsk, useSave } from '@dossier/client';
import { ApplyPackDocument, PackDiffDocument, RemovePackDocument } from './packs.documents';
import { packsText, packTermTexts } from './packs.text';
import type { PackCode } from './PacksScreen';

/** What shows anything of a pack. */
const SHOWN = ['packs', 'packDiff', 'packKpis', 'customFields', 'customers', 'customer', 'products'];

/** What applying or removing a pack does, in names and numbers, before it does it. */
export function PackDialog({ code, onClose }: { code: PackCode; onClose: () => void }) {
  const t = useText(packsText);
  const name = useText(packTermTexts)(`PackCode.${code}`);
  const asked = useAsk(PackDiffDocument, { code }, { staleTime: 0 });
  const diff = asked.data?.packDiff;
  const remove = useSave(RemovePackDocument, { refreshes: SHOWN, done: t('removedNow', { name }), onDone: onClose, loud: true });
  const apply = useSave(ApplyPackDocument, { refreshes: SHOWN, done: t('appliedNow', { name }), undo: () => remove.run({ code }), onDone: onClose, loud: true });
  const changes = diff?.changes ?? [];
  const lost = changes.filter(({ kind }) => kind === 'VALUE' || kind === 'RECORD').reduce((sum, { count }) => sum + (count ?? 0), 0);
  const isRemoval = diff?.applied === true;
  const busy = apply.busy || remove.busy;
  const verb = !isRemoval ? t('apply') : lost > 0 ? t('removeVerb', { count: lost }) : t('removePlain');
  return (
    <Dialog open width={640} title={t(isRemoval ? 'diffRemove' : 'diffAdd', { name })} onClose={onClose} verb={verb} danger={isRemoval} busy={busy} disabled={!diff} footLeft={busy ? <span role="status">{t('working')}</span> : undefined}
      onVerb={() => void (isRemoval ? remove : apply).run({ code })}>
      {asked.isPending && <Waiting rows={6} />}
      {asked.error && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {isRemoval && <Alert type="warning" showIcon title={t('noUndo')} />}
      <Changes changes={changes} />
    </Dialog>
  );
}

type Change = { kind?: string | null; action?: string | null; label?: string | null; count?: number | null };

/** The changes under what they concern: fields, rules, measures, samples. */
function Changes({ changes }: { changes: readonly Change[] }) {
  const t = useText(packsText);
  const term = useText(packTermTexts);
  const kinds = [...new Set(changes.map(({ kind }) => kind ?? ''))];
  return kinds.map((kind) => (
    <section key={kind}>
      <h3>{term(`PackChangeKind.${kind}` as Parameters<typeof term>[0])}</h3>
      <ul className="pack-changes">
        {changes.filter((change) => change.kind === kind).map((change) => (
          <li key={change.label}>
            {change.count ? t('count', { label: change.label ?? '', count: change.count }) : change.label}
            {change.action === 'KEEP' && <span className="d-caption"> {term('PackAction.KEEP')}</span>}
          </li>
        ))}
      </ul>
    </section>
  ));
}
