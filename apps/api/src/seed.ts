import { readSettings } from './settings';

export { bringDemo, fitDemo, loadDemo, type DemoSignIn } from './seed/index';

/** `npm run seed`: the demo company into an empty database, as a first start would do it. */
async function seed(): Promise<void> {
  const { serve } = await import('./main');
  const demo = process.env['DEMO'] ?? 'full';
  const served = await serve(readSettings({ ...process.env, DEMO: demo, PORT: '0' }));
  for (const { email, password, role } of served.signIns) process.stdout.write(`${email}  ${password}  ${role}\n`);
  if (served.signIns.length === 0) process.stdout.write('This database has a company already: nothing was loaded.\n');
  await served.close();
}

if (process.argv[1]?.endsWith('seed.mjs')) await seed();
