import { texts } from '@dossier/ui';

export const recycleText = texts('recycle', {
  title: { zh: '回收', en: 'Return to the pool' },
  goesBack: { zh: '将自动回到公海“{pool}”', en: 'Goes back to the pool “{pool}” by itself' },
  notTold: { zh: '提前三天提醒负责人；跟进后时间顺延', en: 'the owner is told three days before; following it up puts it off' },
  toldAt: { zh: '已提醒负责人，', en: 'the owner was told' },
  stays: { zh: '不会自动回到公海', en: 'Does not go back by itself' },
  otherwise: { zh: '否则会因“{why}”回到“{pool}”', en: 'otherwise “{why}” would take it to “{pool}”' },
  noRule: { zh: '目前没有规则会回收它', en: 'no rule would take it back just now' },
  until: { zh: '到 {day} 为止', en: 'up to {day}' },
  spare: { zh: '免于回收', en: 'Spare it' },
  unspare: { zh: '恢复回收', en: 'Let the rules hold again' },
  spared: { zh: '这条线索不会自动回到公海。', en: 'This lead stays, whatever the rules say.' },
  unspared: { zh: '公海的回收规则重新对它生效。', en: 'The rules of pools hold for it again.' },
});
