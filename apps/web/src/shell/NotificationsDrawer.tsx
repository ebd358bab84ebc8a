import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { failure, Moment, useAsk, useSave } from '@dossier/client';
import { EmptyState, Failed, SideDrawer, useText, Waiting } from '@dossier/ui';
import { useSayNotification } from './notifications.text';
import { MarkReadDocument, NotificationsDocument } from './shell.documents';
import { shellText } from './shell.text';

const LATEST = 50;

/** What happened while the reader was elsewhere: finished jobs and the like. */
export function NotificationsDrawer({ onClose }: { onClose: () => void }) {
  const t = useText(shellText);
  const sayIt = useSayNotification();
  const ask = useAsk(NotificationsDocument, { first: LATEST }, { staleTime: 0 });
  const mark = useSave(MarkReadDocument, { refreshes: ['notifications', 'unreadNotifications'] });
  const nodes = ask.data?.notifications?.nodes ?? [];
  const unread = nodes.filter(one => !one.readAt).map(one => one.id);
  const all = unread.length > 0 && <Button type="link" size="small" onClick={() => void mark.run({ ids: unread })}>{t('markAllRead')}</Button>;
  const read = (id: string) => () => {
    void mark.run({ ids: [id] });
    onClose();
  };
  return (
    <SideDrawer open title={t('notifications')} onClose={onClose} extra={all}>
      {ask.isPending && <Waiting rows={5} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && nodes.length === 0 && <EmptyState title={t('notificationsEmpty')} text={t('notificationsEmptyText')} />}
      <ul className="d-rows">
        {nodes.map(one => (
          <li className="d-row" key={one.id}>
            <span className="d-row-words"><span className={one.readAt ? 'd-row-title' : 'd-row-title d-strong'}>{!one.readAt && <i className="d-dot d-dot-changed" aria-hidden />} {sayIt(one.kind ?? '', one.facts)}</span><span className="d-caption"><Moment at={one.at} /></span></span>
            {one.link && <span className="d-row-verb"><Link to={one.link} onClick={read(one.id)}>{t('open')}</Link></span>}
          </li>
        ))}
      </ul>
    </SideDrawer>
  );
}
