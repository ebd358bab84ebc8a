import { Select } from 'antd';
import { useText, type OwnEditorProps } from '@dossier/ui';
import { customerFiltersText } from './filters.text';
import type { PurposeAsk } from './purpose.rules';
import { usePurposes } from './usePurposes';

const search = { optionFilterProp: 'label' } as const;
const ANY = '';

/** Which purpose, and by which of its ways. */
export function PurposeEditor({ value, onChange }: OwnEditorProps) {
  const f = useText(customerFiltersText);
  const { options, ways } = usePurposes();
  const { purpose, channel } = (value ?? {}) as PurposeAsk;
  const offered = ways(purpose);
  return (
    <>
      <Select className="d-input-wide" aria-label={f('purpose')} placeholder={f('purpose')} showSearch={search} value={purpose ?? null} options={options} onChange={(code: string) => onChange({ purpose: code })} />
      {offered.length > 0 && (
        <Select className="d-input-wide" aria-label={f('way')} value={channel ?? ANY} options={[{ value: ANY, label: f('anyWay') }, ...offered]}
          onChange={(way: string) => onChange(way === ANY ? { purpose } : { purpose, channel: way })} />
      )}
      <p className="d-caption">{f('purposeHelp')}</p>
    </>
  );
}
