import { Button, Skeleton } from 'antd';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { useShownTheme } from '../theme/appearance';
import { dark, light, type Palette } from '../theme/palette';
import { TableTwin, type TwinColumn, type TwinRow } from './TableTwin';
import type { ChartOption } from './Plot';

const Plot = lazy(() => import('./Plot').then(module => ({ default: module.Plot })));

interface ChartProps {
  /** The finding, as a sentence. */
  title: string;
  unit: string;
  asOf: string;
  option: (palette: Palette) => ChartOption;
  table: { columns: TwinColumn[]; rows: TwinRow[] };
  height?: number;
  extra?: ReactNode;
}

/** A plot with its finding, unit and date, and a table of the same numbers beside it. */
export function Chart({ title, unit, asOf, option, table, height = 220, extra }: ChartProps) {
  const t = useText(uiText);
  const shown = useShownTheme();
  const [asTable, setAsTable] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const copy = () => navigator.clipboard?.writeText([table.columns.map(column => column.title), ...table.rows.map(row => table.columns.map(column => row[column.key] ?? ''))].map(line => line.join('\t')).join('\n'));
  return (
    <figure className="d-chart" ref={frame}>
      <figcaption>
        <span className="d-chart-title">{title}</span>
        <span className="d-caption">{t('unitAsOf', { unit, asOf })}</span>
        <span className="d-chart-verbs">
          {extra}
          {asTable && <Button type="link" size="small" onClick={copy}>{t('copyTable')}</Button>}
          {!asTable && <Button type="link" size="small" onClick={() => saveImage(frame.current, title)}>{t('saveImage')}</Button>}
          <Button type="link" size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{t(asTable ? 'asChart' : 'asTable')}</Button>
        </span>
      </figcaption>
      {asTable
        ? <TableTwin label={title} columns={table.columns} rows={table.rows} />
        : <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height }} />}><Plot option={option(shown === 'dark' ? dark : light)} theme={shown} height={height} label={title} /></Suspense>}
    </figure>
  );
}

/** Draws the plot's own SVG onto a canvas and hands out a PNG of twice the size. */
async function saveImage(frame: HTMLElement | null, name: string): Promise<void> {
  const drawing = frame?.querySelector('svg');
  if (!drawing) return;
  const { width, height } = drawing.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 });
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--sheet');
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  Object.assign(document.createElement('a'), { href: canvas.toDataURL('image/png'), download: `${name}.png` }).click();
}
