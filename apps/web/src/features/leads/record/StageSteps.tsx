import { Tooltip } from 'antd';
import { Check } from 'lucide-react';
import { useSave } from '@dossier/client';
import { Icon, Unseen, useText } from '@dossier/ui';
import { STAGES } from '../board/board.moves';
import { useNow } from '../LeadMarks';
import { MoveLeadDocument } from '../leads.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';
import { leadWords } from '../leads.words';
import type { Stage } from '../lead.types';
import { spanOf } from '../span';
import { recordText } from './record.text';
import type { LeadRecord } from './record.types';
import { timeInStages } from './stage.times';

const MINUTE = 60_000;

/** The stages as steps, each with the time the lead has stood there; a press moves it. */
export function StageSteps({ lead }: { lead: LeadRecord }) {
  const t = useText(recordText);
  const spent = timeInStages(lead.transitions ?? [], useNow());
  const move = useMoving(lead);
  const at = STAGES.indexOf(lead.stage ?? 'NEW');
  return (
    <ol className="lead-steps" aria-label={t('stages')}>
      {STAGES.map((stage, index) => <StageStep key={stage} stage={stage} spent={spent[stage]} state={lead.status === 'WON' || index < at ? 'past' : index === at ? 'now' : 'ahead'} move={lead.can?.includes('MOVE') && index !== at ? move : null} />)}
    </ol>
  );
}

interface StepProps { stage: Stage; spent: number | undefined; state: 'past' | 'now' | 'ahead'; move: ((stage: Stage) => void) | null }

function StageStep({ stage, spent, state, move }: StepProps) {
  const t = useText(recordText);
  const l = useText(leadsText);
  const word = useText(leadWords);
  const name = word(`LeadStage.${stage}`);
  const [unit, count] = spanOf(Math.floor((spent ?? 0) / MINUTE));
  const time = spent === undefined ? '' : unit === 'minutes' ? t('underHour') : l(unit, { count });
  const words = <><span className="lead-step-name">{state === 'past' && <Icon of={Check} />}{name}{state === 'now' && <Unseen> {t('stageNow')}</Unseen>}</span><span className="d-caption">{time}</span></>;
  return (
    <li className={`lead-step lead-step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      {move ? <Tooltip title={l('moveTo', { stage: name })}><button type="button" onClick={() => move(stage)}>{words}</button></Tooltip> : <div>{words}</div>}
    </li>
  );
}

function useMoving(lead: LeadRecord): (stage: Stage) => void {
  const l = useText(leadsText);
  const word = useText(leadWords);
  const options = { refreshes: LEADS_REFRESHED, loud: true };
  const back = useSave(MoveLeadDocument, options);
  const before = lead.stage;
  const save = useSave(MoveLeadDocument, { ...options, done: ({ moveLead }) => l('moved', { name: lead.customer?.name ?? '', stage: moveLead?.stage ? word(`LeadStage.${moveLead.stage}`) : '' }), undo: () => before && back.run({ id: lead.id, stage: before }) });
  return (stage) => void save.run({ id: lead.id, stage: stage as never });
}
