import { InputNumber } from 'antd';
import { useViewer, type Money } from '@dossier/client';
import { readAmount, sayAmount } from './amount';

const HUNDRED = 100;
const WHOLE = ['JPY', 'KRW'];

/** An amount in whole units as people write it; kept in minor units of its currency, the company's unless it has one. */
export function MoneyInput({ id, value, onChange }: { id?: string; value?: Money | null; onChange?: (money: Money | null) => void }) {
  const own = useViewer().company.currency ?? 'CNY';
  const currency = value?.currency ?? own;
  const by = WHOLE.includes(currency) ? 1 : HUNDRED;
  const put = (next: number | string | null) => onChange?.(typeof next === 'number' && Number.isFinite(next) ? { minor: Math.round(next * by), currency } : null);
  return (
    <InputNumber<number> className="lead-money" min={0} max={1_000_000_000_000} precision={by === 1 ? 0 : 2} changeOnWheel={false} controls={false} inputMode="decimal" suffix={currency} {...(id !== undefined && { id })}
      value={value ? value.minor / by : null} formatter={sayAmount} parser={readAmount} onChange={put} />
  );
}
