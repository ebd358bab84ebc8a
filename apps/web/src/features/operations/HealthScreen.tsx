import { failure, useAsk, useFormat, useMay, type AnswerOf } from '@dossier/client';
import { Failed, Icon, NotAllowed, Page, Row, Rows, Section, StateDot, useText, Waiting } from '@dossier/ui';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { RotateCw } from 'lucide-react';
import { HealthDocument } from './operations.documents';
import { Keys } from './Keys';
import { operationsText } from './operations.text';
import { Schedules } from './Schedules';
import './operations.css';

type Health = NonNullable<AnswerOf<typeof HealthDocument>['health']>;
type Line = Health['lines'][number];
const TONES = { OK: 'ok', WARN: 'warn', FAIL: 'err' } as const;
const EVERY = 15_000;

export function HealthScreen() {
  const t = useText(operationsText);
  return useMay('operation.read') ? <State /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** The state of the product with its evidence; what needs somebody stands first. */
function State() {
  const t = useText(operationsText);
  const ask = useAsk(HealthDocument, {}, { refetchInterval: EVERY });
  const health = ask.data?.health;
  const actions = <>
    <Link to="/operations/jobs">{t('toJobs')}</Link>
    <Button icon={<Icon of={RotateCw} />} loading={ask.isFetching} onClick={() => void ask.refetch()}>{t('again')}</Button>
  </>;
  return (
    <Page title={t('title')} note={t('note')} help="operations" actions={actions}>
      {ask.isPending && <Waiting rows={10} />}
      {ask.isError && !health && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {health && <Lines health={health} />}
      {health && <Processes health={health} />}
      {/* What stands below waits for what stands above it: a page that jumps while it is read is worse than one that is a moment later. */}
      {!ask.isPending && <Schedules />}
      {!ask.isPending && <Keys />}
    </Page>
  );
}

function Lines({ health }: { health: Health }) {
  const t = useText(operationsText);
  const format = useFormat();
  const open = health.lines.filter(line => line.state !== 'OK').sort((one, other) => Number(other.state === 'FAIL') - Number(one.state === 'FAIL'));
  const well = health.lines.filter(line => line.state === 'OK');
  const failing = open.filter(line => line.state === 'FAIL').length;
  const state = health.state === 'FAIL' ? t('stateFAIL', { count: failing }) : health.state === 'WARN' ? t('stateWARN', { count: open.length }) : t('stateOK');
  return (
    <>
      <p className="d-health-state" role="status"><StateDot tone={TONES[health.state]}>{state}</StateDot> <span className="d-caption">{t('measured', { at: format.instant(health.measuredAt) })}</span></p>
      {open.length > 0 && <Section title={t('attention')}><Rows>{open.map(line => <HealthRow key={line.key} line={line} />)}</Rows></Section>}
      <Section title={t('well')} note={String(well.length)}><Rows>{well.map(line => <HealthRow key={line.key} line={line} />)}</Rows></Section>
    </>
  );
}

function HealthRow({ line }: { line: Line }) {
  const t = useText(operationsText);
  const note = <><span className="d-health-evidence">{line.evidence}</span>{line.advice && <span className="d-health-advice"><b>{t('todo')}</b> {line.advice}</span>}</>;
  return <Row title={line.title} note={note} value={<StateDot tone={TONES[line.state]}>{t(line.state)}</StateDot>} />;
}

function Processes({ health }: { health: Health }) {
  const t = useText(operationsText);
  const format = useFormat();
  const known = (part: string) => (part === 'PRODUCT' || part === 'WORKER' ? t(part) : part);
  return (
    <Section title={t('processes')} note={t('processCount', { count: health.processes.length })}>
      {health.processes.length === 0 ? <p className="d-caption d-quiet">{t('noProcesses')}</p> : (
        <Rows>{health.processes.map(one => (
          <Row key={one.id} title={known(one.part)} note={`${one.host} · ${one.pid} · ${one.build} · ${t('since', { at: format.instant(one.startedAt) })}`}
            value={<span className="d-caption">{t('seen')} <time dateTime={one.seenAt}>{format.time(one.seenAt)}</time></span>} />
        ))}</Rows>
      )}
    </Section>
  );
}
