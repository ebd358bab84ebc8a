import { failure, useAsk, useSave, type AnswerOf } from '@dossier/client';
import { fieldName } from '@dossier/vocabulary/field-names';
import { permissions, type Permission } from '@dossier/vocabulary/permissions';
import { Dialog, Failed, useLanguage, useText, Waiting } from '@dossier/ui';
import { grantsIn, type Column, type Rights, type RoleRow } from './role.rows';
import { PreviewRoleDocument, UpdateRoleDocument } from './team.documents';
import { teamText } from './team.text';

type Preview = NonNullable<AnswerOf<typeof PreviewRoleDocument>['previewRole']>;
type PreviewUser = Preview['users'][number];
interface SaveRoleProps { role: RoleRow; name: string; rights: Rights; sentences: string[]; onClose: () => void; onSaved: () => void }

/** What the edit does for whom, before it is kept. */
export function SaveRoleDialog({ role, name, rights, sentences, onClose, onSaved }: SaveRoleProps) {
  const t = useText(teamText);
  const language = useLanguage();
  const grants = grantsIn(rights);
  const ask = useAsk(PreviewRoleDocument, { id: role.id, grants }, { staleTime: 0 });
  const save = useSave(UpdateRoleDocument, { refreshes: ['roles', 'role', 'me', 'users', 'user'], done: t('roleSaved', { name }), onDone: onSaved });
  const preview = ask.data?.previewRole;
  const barred = preview && (preview.leavesNobody ? t('leavesNobody') : preview.beyond ? t('beyond', { action: permissions[preview.beyond as Permission]?.[language] ?? preview.beyond }) : null);
  const keep = () => void save.run({ id: role.id, version: role.version, input: { grants } });
  return (
    <Dialog open width={720} title={t('previewTitle', { name })} onClose={onClose} verb={t('saveChanges', { count: sentences.length })} disabled={!preview || Boolean(barred)} busy={save.busy} onVerb={keep}>
      <ul className="d-preview-list">{sentences.map(sentence => <li key={sentence}>{sentence}</li>)}</ul>
      {ask.isPending && <Waiting rows={3} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {barred && <p className="d-fault" role="alert">{barred}</p>}
      {save.errorText && <p className="d-fault" role="alert">{save.errorText}</p>}
      {preview && <Effects preview={preview} />}
    </Dialog>
  );
}

function Effects({ preview }: { preview: Preview }) {
  const t = useText(teamText);
  const unseen = preview.changedCount - preview.users.length;
  return (
    <div className="d-preview" role="group" tabIndex={0} aria-label={t('effects')}>
      <p className="d-strong">{preview.changedCount === 0 ? t('changesNobody', { total: preview.userCount }) : t('changesFor', { count: preview.changedCount, total: preview.userCount })}</p>
      <ul>{preview.users.map(user => <UserEffect key={user.id} user={user} />)}</ul>
      {unseen > 0 && <p className="d-note">{t('andMore', { count: unseen })}</p>}
    </div>
  );
}

function UserEffect({ user }: { user: PreviewUser }) {
  const t = useText(teamText);
  const language = useLanguage();
  const list = (names: string[]) => names.map(name => fieldName(name, language)).join(language === 'zh' ? '、' : ', ');
  const says = (change: PreviewUser['changes'][number]): string => {
    const scope = (given?: string | null) => t(`scope${(given ?? 'NONE') as Column}`);
    const moved = change.before === change.after ? '' : ` ${t('fromTo', { before: scope(change.before), after: scope(change.after) })}`;
    const fields = [change.opened.length > 0 && t('opened', { fields: list(change.opened) }), change.closed.length > 0 && t('closed', { fields: list(change.closed) })].filter(Boolean).join('；');
    return `${t(`change${change.change}`)} ${permissions[change.action as Permission]?.[language] ?? change.action}${moved}${fields ? ` · ${fields}` : ''}`;
  };
  const counted = user.reachBefore !== null && user.reachBefore !== undefined && user.reachAfter !== null && user.reachAfter !== undefined;
  return (
    <li className="d-preview-user">
      <div className="d-preview-head"><span>{user.name}{user.isProgram && <span className="d-caption"> {t('program')}</span>}</span>{counted && <span className="d-note">{t('reachMoves', { before: user.reachBefore ?? 0, after: user.reachAfter ?? 0 })}</span>}</div>
      <ul>{user.changes.map(change => <li key={change.action} className="d-caption">{says(change)}</li>)}</ul>
    </li>
  );
}
