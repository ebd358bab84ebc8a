import { Button, Form, Input } from 'antd';
import { failure, Moment, useAsk, useFormat, useMay, type AnswerOf } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, Row, Rows, Section, StateDot, useText, Waiting } from '@dossier/ui';
import { useRef, useState } from 'react';
import { TracedExportsDocument } from './exports.documents';
import { exportsText } from './exports.text';
import { ExportTabs } from './ExportTabs';
import { namedIn, namedInFile } from './leaked.file';

type Traced = NonNullable<AnswerOf<typeof TracedExportsDocument>['tracedExports']>[number];

/** Who exported a file that was found outside. The file itself stays in the browser. */
export function TraceScreen() {
  const t = useText(exportsText);
  const may = useMay('export.approve');
  const [marks, setMarks] = useState<readonly string[] | 'fault' | null>(null);
  return (
    <Page title={t('trace')} crumbs={[{ label: t('title'), to: '/exports' }]} help="export-approval" note={t('traceLead')}>
      {may ? (
        <>
          <ExportTabs current="trace" />
          <Look onFound={setMarks} />
          <div role="status">
            {marks === 'fault' && <EmptyState title={t('traceFault')} />}
            {marks !== 'fault' && marks?.length === 0 && <EmptyState title={t('traceNothing')} text={t('traceNothingText')} />}
            {marks !== 'fault' && marks !== null && marks.length > 0 && <Found marks={marks} />}
          </div>
        </>
      ) : <NotAllowed />}
    </Page>
  );
}

function Look({ onFound }: { onFound: (marks: readonly string[] | 'fault') => void }) {
  const t = useText(exportsText);
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const read = (file: File | undefined) => {
    if (file) void namedInFile(file).then(onFound, () => onFound('fault'));
  };
  return (
    <Section title={t('traceBy')}>
      <Form className="d-quiet" layout="vertical" onFinish={() => onFound(namedIn(said))}>
        <Form.Item>
          <Button onClick={() => input.current?.click()}>{t('traceFile')}</Button>
          <input ref={input} type="file" hidden accept=".csv,.xlsx,.txt,.tsv,text/*" aria-label={t('traceFile')} onChange={event => { read(event.target.files?.[0]); event.target.value = ''; }} />
        </Form.Item>
        <Form.Item label={t('traceOr')} htmlFor="trace-said" extra={t('traceHelp')}>
          <Input.TextArea id="trace-said" value={said} onChange={event => setSaid(event.target.value)} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" disabled={said.trim() === ''}>{t('traceVerb')}</Button>
      </Form>
    </Section>
  );
}

function Found({ marks }: { marks: readonly string[] }) {
  const t = useText(exportsText);
  const ask = useAsk(TracedExportsDocument, { marks: [...marks] });
  const traced = ask.data?.tracedExports ?? [];
  if (ask.isPending) return <Waiting rows={2} />;
  if (ask.isError) return <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />;
  if (traced.length === 0) return <EmptyState title={t('traceUnknown')} text={t('traceNothingText')} />;
  return <Section title={t('traceFound')}><Rows>{traced.map(one => <TracedRow key={`${one.mark}-${one.id}`} traced={one} />)}</Rows></Section>;
}

function TracedRow({ traced }: { traced: Traced }) {
  const t = useText(exportsText);
  const format = useFormat();
  const list = traced.list === 'customers' || traced.list === 'orders' ? t(traced.list) : traced.list;
  const facts = [list, traced.format, t('rowCount', { count: traced.rowCount ?? 0, shown: format.number(traced.rowCount) }), t(traced.clear ? 'inClear' : 'masked'), traced.reason, traced.id].filter(Boolean);
  const who = [traced.exportedBy ?? t('none'), traced.onBehalfOf && t('inPlaceOf', { name: traced.onBehalfOf })].filter(Boolean).join(' · ');
  return <Row title={who} note={<span className="d-anywhere"><Moment at={traced.exportedAt} /> · {facts.join(' · ')}</span>} value={<StateDot tone={traced.isProven ? 'ok' : 'warn'}>{t(traced.isProven ? 'proven' : 'unproven')}</StateDot>} />;
}
