import type { INestApplicationContext } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { jobViewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries, inBackground, newId } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { ViewerLoader } from '@dossier/identity';
import { CompanyService } from '@dossier/workspace';
import type { Settings } from '../settings';
import { company, mailOf, printedLogins, staff, type RoleCode } from './demo.company';
import { demoArchive } from './demo.archive';
import { demoEvents } from './demo.events';
import { demoFacts } from './demo.facts';
import { demoFollowUps } from './demo.follow-ups';
import { demoIntake } from './demo.intake';
import { demoSales } from './demo.sales';
import { relateDemo } from './demo.relations';
import { demoSegments } from './demo.segments';
import { demoConsent } from './demo.consent';
import { demoFiles, type DemoSize } from './demo.files';
import { renewPasswords, settleCompany } from './demo.settle';
import { keepDemoState, readDemoState, type DemoState } from './demo.state';
import { importDemoFile } from './import-demo';
import { loadRetail } from './retail.set';

/** A sign-in that the start prints. */
export interface DemoSignIn {
  email: string;
  password: string;
  role: string;
}

const ROLE_NAMES: Readonly<Record<RoleCode, string>> = {
  ADMINISTRATOR: '管理员 Administrator', MARKETING_MANAGER: '营销经理 Marketing manager', MARKETER: '营销专员 Marketer', SALES: '销售 Sales',
  ANALYST: '分析师 Analyst', AUDITOR: '审计员 Auditor',
};

/** Loads the demo company on the first start, and goes on with one that was cut short. Later starts change nothing and print nothing. */
export async function loadDemo(app: INestApplicationContext, settings: Pick<Settings, 'demo' | 'demoPassword'>): Promise<DemoSignIn[]> {
  if (settings.demo === 'none') return [];
  const database = app.get(Database);
  const known = await readDemoState(database);
  if (known ? known.state !== 'LOADING' : await isInUse(database)) return [];
  return bringDemo(app, { size: settings.demo, password: settings.demoPassword ?? randomPassword() });
}

async function isInUse(database: Database): Promise<boolean> {
  const [row] = await database.query<{ used: boolean }>('select exists (select 1 from app_user) or exists (select 1 from company where set_up_at is not null) as used');
  return row?.used !== false;
}

/** Brings the demo company whether or not this is a first start. */
export function bringDemo(app: INestApplicationContext, asked: { size: DemoSize; password: string }): Promise<DemoSignIn[]> {
  // Nobody waits for a page: a busy machine is waited for, as jobs do.
  return inBackground(() => bring(app, asked));
}

async function bring(app: INestApplicationContext, { size, password }: { size: DemoSize; password: string }): Promise<DemoSignIn[]> {
  const database = app.get(Database);
  const state = await settle(app, password);
  const viewer = await app.get(ViewerLoader).anew({ userId: state.adminId }, 'demo');
  for (const file of demoFiles(loadRetail(), app.get(Clock).today(), size)) await importDemoFile(app, viewer, state.batchId, file);
  await database.work(viewer, 'loadDemo', demoEvents);
  await database.work(viewer, 'loadDemo', demoFacts);
  await database.work(viewer, 'loadDemo', demoArchive);
  await database.work(viewer, 'loadDemo', () => demoFollowUps(app));
  await database.work(viewer, 'loadDemo', demoConsent);
  await demoIntake(app, viewer);
  await demoSegments(app);
  await demoSales(app, size);
  await database.work(viewer, 'loadDemo', async () => {
    // A start that was cut short left an import open.
    await currentWork().query(`update import set state = 'CANCELLED', version = version + 1 where batch_id = $1 and state <> 'DONE'`, [state.batchId]);
    await currentWork().query(`set local statement_timeout = '300s'`);
    await currentWork().query('delete from import_row r using import i where r.import_id = i.id and i.batch_id = $1', [state.batchId]);
    await relateDemo();
    await currentWork().query(`update operation_batch set state = 'DONE', version = version + 1, updated_at = now() where id = $1`, [state.batchId]);
    await keepDemoState(database, { ...state, state: 'LOADED' });
  });
  await app.get(Dictionaries).load();
  return printedLogins.map((login) => ({ email: mailOf(login), password, role: ROLE_NAMES[roleOf(login)] }));
}

const roleOf = (login: string): RoleCode => staff.find((person) => person.login === login)?.role ?? 'AUDITOR';

/** Company, teams and people in one unit of work; after a start that was cut short only the passwords are new. */
async function settle(app: INestApplicationContext, password: string): Promise<DemoState> {
  const database = app.get(Database);
  const actor = jobViewer('demo', ['job.import'], 'demo');
  const state = await database.work(actor, 'loadDemo', async () => {
    const known = await readDemoState(database);
    if (known) {
      await renewPasswords(currentWork(), password);
      return known;
    }
    await app.get(CompanyService).write({ ...company, requireSecondFactor: false, demo: true });
    const settled = await settleCompany(currentWork(), password);
    const fresh: DemoState = { ...settled, state: 'LOADING', batchId: newId() };
    await currentWork().query(`insert into operation_batch (id, owner_id, kind, title) values ($1, $2, 'DEMO', $3)`, [fresh.batchId, settled.adminId, company.name]);
    await keepDemoState(database, fresh);
    return fresh;
  });
  await app.get(Dictionaries).load();
  return state;
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Four groups of four that can be read out and typed: 79 bits. */
const randomPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');
