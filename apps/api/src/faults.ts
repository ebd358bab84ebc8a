import { faults } from './faults/index';
import { lastWords } from './faults/process';
import { hasPassed, type Figure, type Figures } from './faults/figures';

/*
 * `npm run faults`: brings every fault about on products of its own and prints what was measured. Names choose some of them, `--small`
 * makes them short. It ends with 1 when a figure is not what it must be.
 */
const args = process.argv.slice(2);
const small = args.includes('--small');
const names = args.filter((arg) => !arg.startsWith('--'));

const line = ({ name, value, unit, must, passed }: Figure): string =>
  `  ${passed === null ? '    ' : passed ? 'ok  ' : 'FAIL'} ${name}: ${value}${unit ? ` ${unit}` : ''}${must ? ` (must be ${must})` : ''}`;

async function main(): Promise<boolean> {
  const unknown = names.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0) throw new Error(`There is no fault "${unknown.join('", "')}": ${faults.map((fault) => fault.name).join(', ')}`);
  let isWell = true;
  for (const fault of faults.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const begun = performance.now();
    const figures: Figures = await fault.run({ small }).catch((broken: Error): Figures => [{ name: 'it ran to its end', value: `${broken.message.slice(0, 2_000)}\n${lastWords()}`, must: 'yes', passed: false }]);
    isWell &&= hasPassed(figures);
    console.log(`${fault.title} (${fault.name}, ${((performance.now() - begun) / 1_000).toFixed(0)} s): ${hasPassed(figures) ? 'passed' : 'FAILED'}`);
    for (const figure of figures) console.log(line(figure));
  }
  return isWell;
}

if (process.argv[1]?.includes('faults')) process.exit((await main()) ? 0 : 1);
