import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ViewerSource } from '@dossier/kernel/events';
import { personId, startApi, type Api } from '@dossier/kernel/testing';
import { leadTraining, type LeadFeatures } from '@dossier/leads';
import { ImportRunner } from '@dossier/workspace';
import { BANK_MAPPING, bankFile, bankLeads } from './bank-leads';
import { bankTraining, newestFigures } from './lead-model.figures';

// Forty thousand leads come in and a model is fitted to them: waited for, however busy the machine is.
jest.setTimeout(1_500_000);

const FIT = 'mutation { fitModel(kind: LEAD) { id jobId } }';
const MODEL = 'query { model(kind: LEAD) { latest { id state card error } } }';

describe('the calls of a bank in the product', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.close());

  it('come in by the import as leads that have closed, each with all that the file says of it', async () => {
    const viewer = await api.app.get(ViewerSource, { strict: false }).anew({ kind: 'user', userId: personId('ADMIN'), name: '' }, 'spec');
    const bytes = (async function* bytes(): AsyncGenerator<Buffer> { yield Buffer.from(bankFile(bankLeads())); })();
    await api.app.get(ImportRunner, { strict: false }).bring(viewer!, { kind: 'LEADS', fileName: 'bank.csv', bytes, settings: { mapping: BANK_MAPPING, key: 'leadKey', defaults: { externalSource: 'bank' } } as never });
    const { rows } = await api.db.query<{ status: string; n: number }>('select status, count(*)::int as n from lead group by 1 order by 1');
    expect(rows).toEqual([{ status: 'LOST', n: 36_548 }, { status: 'WON', n: 4_640 }]);
  });

  it('are to the model what the printed figures are told of: the same columns, outcomes and days, row by row', async () => {
    const { rows } = await api.db.query<LeadFeatures>(leadTraining.sql);
    expect(rows.map(({ attributes }) => attributes)).toEqual(bankLeads().map(({ details }) => details));
    expect(leadTraining.of(rows)).toEqual(bankTraining());
  });

  it('train the model of conversion, which keeps its word on the newest of them as its intercept follows, and never reads how long a call took', async () => {
    const admin = await api.as('ANALYST');
    const { id } = (await admin.mutate(FIT)).fitModel;
    let latest = (await admin.query(MODEL)).model.latest;
    for (; latest.state === 'FITTING'; latest = (await admin.query(MODEL)).model.latest) await new Promise((next) => setTimeout(next, 250));
    expect(latest).toMatchObject({ id, state: 'FITTED', error: null });
    const printed = new Map(newestFigures(bankTraining()).map(({ id: name, value }) => [name.slice('lead.bank.model.'.length), value]));
    const told = (key: string): number => latest.card.parameters.find((own: { key: string }) => own.key === key).value;
    expect([told('auc'), told('ece'), told('brier'), told('naive')]).toEqual([printed.get('newest.auc'), printed.get('newest.ece'), printed.get('newest.brier'), printed.get('newest.brier_naive')].map((value) => expect.closeTo(value!, 6)));
    expect(latest.card).toMatchObject({ used: 41_188, lack: null });
    expect([told('unmoved'), told('psi')]).toEqual([printed.get('newest.ece_unmoved'), printed.get('newest.psi')].map((value) => expect.closeTo(value!, 6)));
    expect(latest.card.cautions.map(({ en }: { en: string }) => en).join()).toMatch(/^[^“]*“duration” is not used: it is known only after the outcome[^“]*$/);
  });
});
