import { Button, DatePicker, Form, Input, InputNumber, Radio } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { Can, useFormat, useSave, useViewer } from '@dossier/client';
import { Dialog, Row, Rows, useText, useToast } from '@dossier/ui';
import { useState } from 'react';
import { AddMarketFigureDocument, ArchiveMarketFigureDocument, RestoreMarketFigureDocument, type MarketFigure, type MarketFigureWish, type MarketLine } from './groups.documents';
import { marketsText } from './markets.text';

interface Values { kind: MarketFigureWish['kind']; year: number; amount?: number; competitor?: string; share?: number; source: string; toldOn: Dayjs }
const HUNDRED = 100;
const REFRESHES = ['marketBoard'];

/** What sources say of the market itself: its size, and the shares of others. */
export function MarketFigures({ line }: { line: MarketLine }) {
  const t = useText(marketsText);
  const [adding, setAdding] = useState(false);
  return (
    <>
      <h3>{t('figures')}</h3>
      <p className="d-note">{t('figuresNote')}</p>
      {line.figures.length === 0 ? <p className="d-note">{t('figuresNone')}</p> : <Rows label={t('figures')}>{line.figures.map((figure) => <FigureRow key={figure.id} figure={figure} />)}</Rows>}
      <Can do="segment.write"><Button size="small" onClick={() => setAdding(true)}>{t('addFigure')}</Button></Can>
      {adding && <FigureDialog id={line.segment.id} onClose={() => setAdding(false)} />}
    </>
  );
}

function FigureRow({ figure }: { figure: MarketFigure }) {
  const t = useText(marketsText);
  const format = useFormat();
  const toast = useToast();
  const back = useSave(RestoreMarketFigureDocument, { refreshes: REFRESHES, loud: true });
  const away = useSave(ArchiveMarketFigureDocument, { refreshes: REFRESHES, loud: true, onDone: () => toast.done(t('removed'), { undo: () => back.run({ id: figure.id }) }) });
  const name = figure.kind === 'SIZE' ? t('size') : (figure.competitor ?? '');
  return (
    <Row lead={String(figure.year ?? '')} title={name} note={t('sourceLine', { source: figure.source ?? '', day: format.day(figure.toldOn) })} value={figure.kind === 'SIZE' ? format.moneyShort(figure.amount) : format.percent(figure.share, 1)}
      verb={figure.can?.includes('ARCHIVE') && <Button type="link" size="small" aria-busy={away.busy} aria-label={t('removeOf', { name })} onClick={() => void away.run({ id: figure.id })}>{t('remove')}</Button>} />
  );
}

function FigureDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText(marketsText);
  const [form] = Form.useForm<Values>();
  const currency = useViewer().company.currency ?? 'GBP';
  const kind = Form.useWatch('kind', form) ?? 'SIZE';
  const save = useSave(AddMarketFigureDocument, { refreshes: REFRESHES, done: t('figureSaved'), onDone: onClose });
  const submit = ({ year, amount, competitor, share, source, toldOn }: Values) => {
    const own = kind === 'SIZE' ? { amount: { minor: Math.round((amount ?? 0) * HUNDRED), currency } } : { competitor: competitor ?? '', share: (share ?? 0) / HUNDRED };
    void save.run({ id, input: { kind, year, ...own, source, toldOn: toldOn.format('YYYY-MM-DD') } });
  };
  const rules = [{ required: true, message: t('needed') }];
  return (
    <Dialog open title={t('addFigure')} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'SIZE', year: dayjs().year(), toldOn: dayjs() }} onFinish={submit}>
        <Form.Item name="kind" label={t('kind')}><Radio.Group options={(['SIZE', 'COMPETITOR'] as const).map((value) => ({ value, label: t(value) }))} /></Form.Item>
        <Form.Item name="year" label={t('year')} rules={rules}><InputNumber min={1990} max={2100} precision={0} /></Form.Item>
        {kind === 'SIZE' && <Form.Item name="amount" label={t('amount', { currency })} rules={rules}><InputNumber min={1} /></Form.Item>}
        {kind === 'COMPETITOR' && <Form.Item name="competitor" label={t('competitor')} rules={rules}><Input maxLength={80} /></Form.Item>}
        {kind === 'COMPETITOR' && <Form.Item name="share" label={t('shareField')} rules={rules}><InputNumber min={0} max={100} /></Form.Item>}
        <Form.Item name="source" label={t('source')} rules={[{ required: true, whitespace: true, message: t('needed') }]}><Input maxLength={300} /></Form.Item>
        <Form.Item name="toldOn" label={t('toldOn')} rules={rules}><DatePicker allowClear={false} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
