import { Button } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useCopy } from '../state/copy';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { TableTwin, type Lead, type TwinColumn, type TwinRow } from './TableTwin';

export interface FrameProps {
  /** The finding, as a sentence. */
  title: string;
  unit: string;
  asOf: string;
  /** The same numbers, and where each row and its point lead. */
  table: { columns: TwinColumn[]; rows: TwinRow[]; leads?: readonly (Lead | null)[] };
  extra?: ReactNode;
}

/** What every drawing stands in: its finding, unit and date, and the table of the same numbers one press away. */
export function ChartFrame({ title, unit, asOf, table, extra, picture = true, children }: FrameProps & { /** Whether the drawing can be saved as a picture. */ picture?: boolean; children: ReactNode }) {
  const t = useText(uiText);
  const [asTable, setAsTable] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const copyOut = useCopy();
  const copy = () => void copyOut([table.columns.map(column => column.title), ...table.rows.map(row => table.columns.map(column => row[column.key] ?? ''))].map(line => line.join('\t')).join('\n'));
  return (
    <figure className="d-chart" ref={frame}>
      <figcaption>
        <span className="d-chart-title">{title}</span>
        <span className="d-caption">{t('unitAsOf', { unit, asOf })}</span>
        <span className="d-chart-verbs">
          {extra}
          {asTable && <Button type="link" size="small" onClick={copy}>{t('copyTable')}</Button>}
          {!asTable && picture && <Button type="link" size="small" onClick={() => saveImage(frame.current, title)}>{t('saveImage')}</Button>}
          <Button type="link" size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{t(asTable ? 'asChart' : 'asTable')}</Button>
        </span>
      </figcaption>
      {asTable ? <TableTwin label={title} {...table} /> : children}
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
