import { useText } from '@dossier/ui';
import type { MemberRule } from '../rules/rule.types';
import { askText } from './ask.text';
import type { Choices } from './choices';
import { DaysControl, Pick, PickMany } from './controls';

const WAYS = ['isIn', 'isNotIn', 'hasBeen', 'neverBeen'] as const;
type Way = (typeof WAYS)[number];
const wayOf = ({ notIn, ever }: MemberRule): Way => (ever ? (notIn ? 'neverBeen' : 'hasBeen') : notIn ? 'isNotIn' : 'isIn');

/** In another segment, or not; now, or at any time. */
export function MemberAsk({ value, onChange, choices, focus }: { value: MemberRule; onChange: (value: MemberRule) => void; choices: Choices; focus: boolean }) {
  const t = useText(askText);
  const way = wayOf(value);
  const ids = value.in ?? value.notIn ?? [];
  const rule = (next: Way, chosen: readonly string[]): MemberRule => {
    const ever = next === 'hasBeen' || next === 'neverBeen';
    return { [next === 'isIn' || next === 'hasBeen' ? 'in' : 'notIn']: [...chosen], ...(ever && { ever, ...(value.within && { within: value.within }) }) };
  };
  return (
    <>
      <Pick label={t('how')} value={way} options={WAYS.map((key) => ({ value: key, label: t(key) }))} onChange={(next) => onChange(rule(next as Way, ids))} />
      <PickMany label={t('segments')} value={ids} options={choices.segments} focus={focus} onChange={(chosen) => onChange(rule(way, chosen))} />
      {value.ever && <DaysControl label={t('when')} value={value.within} spans={['ever', 'last', 'between']} onChange={(within) => onChange({ ...value, within })} />}
    </>
  );
}
