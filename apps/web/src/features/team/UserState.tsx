import { Button } from 'antd';
import { failure, Moment, useAsk, useSave, type AnswerOf } from '@dossier/client';
import { Dialog, Facts, Failed, StateDot, useText, Waiting } from '@dossier/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { InvitationLink } from './InvitationLink';
import { LeaverReport } from './LeaverReport';
import { AccountStateDocument, CancelInvitationDocument, RemoveSecondFactorDocument, ResendInvitationDocument } from './team.documents';
import { teamText } from './team.text';

interface Account { id: string; name?: string | null; status?: 'INVITED' | 'ACTIVE' | 'SUSPENDED' | null }
type State = AnswerOf<typeof AccountStateDocument>['accountState'];

/** How an account stands beside its record: invitation, sessions, second factor. */
export function UserState({ user }: { user: Account }) {
  const ask = useAsk(AccountStateDocument, { userId: user.id }, { staleTime: 0, refetchInterval: answer => (answer?.accountState.invitation?.mailState === 'QUEUED' || answer?.accountState.invitation?.mailState === 'SENDING' ? 2_000 : false) });
  if (ask.isPending) return <Waiting rows={2} />;
  if (ask.isError) return <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />;
  if (user.status === 'INVITED') return <Invited user={user} invitation={ask.data.accountState.invitation ?? null} />;
  return <><Settled user={user} state={ask.data.accountState} />{user.status === 'SUSPENDED' && <LeaverReport userId={user.id} />}</>;
}

function Invited({ user, invitation }: { user: Account; invitation: State['invitation'] | null }) {
  const t = useText(teamText);
  const navigate = useNavigate();
  const [shown, setShown] = useState<{ link: string; expiresAt: string } | null>(null);
  const resend = useSave(ResendInvitationDocument, { loud: true, refreshes: ['accountState'], done: t('resent'), onDone: ({ resendInvitation: { link, expiresAt } }) => link && setShown({ link, expiresAt }) });
  const cancel = useSave(CancelInvitationDocument, { loud: true, refreshes: ['users', 'user'], done: t('cancelled', { name: user.name ?? '' }), onDone: () => void navigate({ to: '/team' }) });
  const isOver = invitation ? new Date(invitation.expiresAt) < new Date() : true;
  return (
    <>
      <Facts items={[
        { label: t('invitation'), value: <StateDot tone={isOver ? 'warn' : 'ok'}>{t(isOver ? 'invitationOver' : 'invitationOpen')}</StateDot> },
        ...(invitation ? [{ label: t('invitedAt'), value: <Moment at={invitation.sentAt} /> }, { label: t('mail'), value: t(`mail${invitation.mailState ?? 'NO_SERVER'}`) }] : []),
      ]} />
      <div className="d-quiet d-form-verbs">
        <Button disabled={resend.busy} onClick={() => void resend.run({ userId: user.id })}>{t('resend')}</Button>
        <Button disabled={cancel.busy} onClick={() => void cancel.run({ userId: user.id })}>{t('cancelInvitation')}</Button>
      </div>
      <Dialog open={shown !== null} title={t('linkTitle')} onClose={() => setShown(null)}>{shown && <InvitationLink {...shown} onDone={() => setShown(null)} />}</Dialog>
    </>
  );
}

function Settled({ user, state }: { user: Account; state: State }) {
  const t = useText(teamText);
  const [asking, setAsking] = useState(false);
  const remove = useSave(RemoveSecondFactorDocument, { loud: true, refreshes: ['accountState'], done: t('factorRemoved', { name: user.name ?? '' }), onDone: () => setAsking(false) });
  return (
    <>
      <Facts items={[
        { label: t('sessions'), value: state.sessionCount },
        { label: t('secondFactor'), value: state.secondFactorAt ? <StateDot tone="ok">{t('factorOn')}</StateDot> : <StateDot tone={state.secondFactorRequired ? 'warn' : 'plain'}>{t(state.secondFactorRequired ? 'factorMissing' : 'factorOff')}</StateDot> },
      ]} />
      {state.secondFactorAt && <div className="d-quiet d-form-verbs"><Button onClick={() => setAsking(true)}>{t('removeFactor')}</Button></div>}
      <Dialog open={asking} title={t('removeFactorTitle', { name: user.name ?? '' })} onClose={() => setAsking(false)} verb={t('removeFactor')} danger busy={remove.busy} onVerb={() => remove.run({ userId: user.id })}>{t('removeFactorText')}</Dialog>
    </>
  );
}
