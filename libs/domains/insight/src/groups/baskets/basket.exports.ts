import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, ListExport, type ListColumn } from '@dossier/kernel/exchange';
import { BasketRule } from './basket.entities';
import { basketRuleList } from './basket.list';

const number = (name: string, zh: string, en: string): ListColumn => ({ name, path: name, type: 'NUMBER', label: { zh, en } });

const columns: readonly ListColumn[] = [
  { name: 'left', path: 'left.name', type: 'TEXT', label: { zh: '买了', en: 'Bought' } }, { name: 'right', path: 'right.name', type: 'TEXT', label: { zh: '也买', en: 'Buys too' } },
  number('count', '购物篮数', 'Baskets'), number('support', '支持度', 'Support'), number('confidence', '置信度', 'Confidence'), number('lift', '提升度', 'Lift'), number('liftLow', '提升度下限 95%', 'Lift, low 95 %'),
  number('liftHigh', '提升度上限 95%', 'Lift, high 95 %'), number('leverage', '杠杆率', 'Leverage'), number('p', 'p 值', 'p-value'), number('q', 'q 值', 'q-value'),
];

/** Rules leave as a file by the same reach, filter and sort as on the screen. */
@Injectable()
export class BasketExports implements OnModuleInit {
  constructor(
    @InjectRecords(BasketRule) private readonly rules: Records<BasketRule>,
    private readonly registry: ExchangeRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.addExport(new ListExport({ list: 'basketRules', label: { zh: '关联规则', en: 'Association rules' }, word: 'order.export', records: this.rules, spec: basketRuleList, columns }));
  }
}
