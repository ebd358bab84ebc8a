import { Button, Progress } from 'antd';
import { failure, Moment, useAsk, useJob, useSave, type AnswerOf } from '@dossier/client';
import { Failed, Icon, Row, Rows, Section, StateDot, useLanguage, useText } from '@dossier/ui';
import { auditFaults } from '@dossier/vocabulary/alerts';
import { ShieldCheck } from 'lucide-react';
import { ChecksDocument, VerifyDocument } from './audit.documents';
import { auditText } from './audit.text';

type Check = NonNullable<AnswerOf<typeof ChecksDocument>['auditChecks']>['nodes'][number];
const REFRESHES = ['auditChecks', 'auditSeal', 'alerts'];
const TWO_SECONDS = 2_000;
const isRunning = (check: Check): boolean => check.state === 'RUNNING';

/** The last checks of the whole trail, and the button that starts one. */
export function Checks() {
  const t = useText(auditText);
  const ask = useAsk(ChecksDocument, {}, { refetchInterval: answer => (answer?.auditChecks?.nodes.some(isRunning) ? TWO_SECONDS : false) });
  const save = useSave(VerifyDocument, { refreshes: REFRESHES, loud: true });
  const checks = ask.data?.auditChecks?.nodes ?? [];
  const running = checks.find(isRunning);
  const job = useJob(running?.jobId, REFRESHES);
  const verb = <Button type="primary" icon={<Icon of={ShieldCheck} />} loading={save.busy || Boolean(running)} onClick={() => void save.run({})}>{running ? t('verifying') : t('verify')}</Button>;
  return (
    <Section title={t('checks')} extra={verb}>
      {running && <div role="status" aria-label={t('progress', { percent: job.percent ?? 0 })}><Progress percent={job.percent ?? 0} size="small" aria-label={t('verifying')} /></div>}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && checks.length === 0 && <p className="d-caption d-quiet">{t('neverChecked')}</p>}
      <Rows label={t('checks')}>{checks.filter(check => !isRunning(check)).map(check => <CheckRow key={check.id} check={check} />)}</Rows>
    </Section>
  );
}

function CheckRow({ check }: { check: Check }) {
  const t = useText(auditText);
  const language = useLanguage();
  const fault = check.fault && check.fault in auditFaults ? auditFaults[check.fault as keyof typeof auditFaults][language] : (check.fault ?? '');
  const words = check.state === 'SOUND' ? t('SOUND') : check.state === 'BROKEN' ? t('BROKEN', { fault }) : t('checkFailed');
  const tone = check.state === 'SOUND' ? 'ok' : check.state === 'BROKEN' ? 'err' : 'warn';
  const where = check.sequence ? ` · ${t('firstBad', { sequence: check.sequence.toLocaleString('en-US') })}` : '';
  const amount = t('checkedRows', { count: (check.checked ?? 0).toLocaleString('en-US'), seconds: ((check.millis ?? 0) / 1000).toFixed(1) });
  return <Row title={<StateDot tone={tone}>{words}{where}</StateDot>} note={<><Moment at={check.at} /> · {check.askedBy?.name ?? t('byProduct')}</>} value={check.state === 'FAILED' ? undefined : amount} />;
}
