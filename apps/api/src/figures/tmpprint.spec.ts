import { it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { leadModelFigures } from './lead-model.figures';
import { printed } from './published.figure';
it('prints', () => writeFileSync('/tmp/c8/scoring/lines.txt', leadModelFigures().map(printed).map(({ id, value, unit, n }) => `${id} ${value} ${unit} n=${n}`).join('\n')), 300_000);
