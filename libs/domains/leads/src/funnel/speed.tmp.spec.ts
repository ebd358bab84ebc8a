import { it, jest } from '@jest/globals';
import { personId, startApi, teamId } from '@dossier/kernel/testing';

jest.setTimeout(560_000);
it('measures', async () => {
  const api = await startApi();
  const log = (text: string) => process.stderr.write(`SPEED ${new Date().toISOString()} ${text}\n`);
  const rows = 1_000_000;
  await api.db.query('alter table lead disable trigger user; alter table lead_transition disable trigger user; alter table customer disable trigger user; drop index lead_search; drop index lead_amount; drop index lead_touched; drop index lead_since; drop index lead_next_step; set synchronous_commit to off');
  await api.write(`insert into channel (id, name) select ('0199aaaa-0000-7000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid, 'ch' || n from generate_series(10, 29) n`);
  await api.write(`insert into customer (id, archive_no, name, kind, stage, owner_id, team_id) select ('0199bbbb-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'X' || n, 'c', 'PERSON', 'PROSPECT', $1, $2 from generate_series(1, 50000) n`, [personId('SALES'), teamId('EAST')]);
  await api.write(`insert into lead (id, customer_id, origin, source_id, stage, status, owner_id, team_id, opened_at, opened_on, closed_at, closed_on, loss_reason, amount_minor, first_response_at, response_minutes, attributes)
    select ('0199cccc-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, ('0199bbbb-0000-7000-8000-' || lpad((n % 50000 + 1)::text, 12, '0'))::uuid, (array['FORM','API','CALL'])[n % 3 + 1], ('0199aaaa-0000-7000-8000-0000000000' || (10 + n % 20))::uuid,
      (array['NEW','CONTACTED','QUALIFIED','PROPOSAL','NEGOTIATION'])[n % 5 + 1], (array['OPEN','WON','LOST','LOST'])[n % 4 + 1], case when n % 2 = 0 then $1::uuid else $2::uuid end, case when n % 2 = 0 then $3::uuid else $4::uuid end,
      now() - (n % 1095) * interval '1 day', (now() - (n % 1095) * interval '1 day')::date, case when n % 4 > 0 then now() - (n % 1095 - n % 29) * interval '1 day' end, case when n % 4 > 0 then (now() - (n % 1095 - n % 29) * interval '1 day')::date end,
      case when n % 4 > 1 then 'PRICE' end, 100000, now(), n % 700, jsonb_build_object('size', (array['S','M','L'])[n % 3 + 1]) from generate_series(1, ${rows}) n`, [personId('SALES'), personId('SALES_SOUTH'), teamId('EAST'), teamId('SOUTH')]);
  log('leads stand');
  await api.write(`insert into lead_transition (id, lead_id, at, from_stage, to_stage, from_status, to_status) select gen_random_uuid(), l.id, l.opened_at + k * (('x' || substr(md5(l.id::text), 1, 4))::bit(16)::int % 20) * interval '0.5 day', null, (array['NEW','CONTACTED','QUALIFIED','PROPOSAL','NEGOTIATION'])[k + 1], 'OPEN', 'OPEN'
    from lead l cross join generate_series(0, 4) k where k <= array_position(array['NEW','CONTACTED','QUALIFIED','PROPOSAL','NEGOTIATION'], l.stage) - 1`);
  log('transitions stand');
  await api.db.query('analyze lead; analyze lead_transition; analyze customer');
  const admin = await api.as('ADMIN');
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  const time = async (name: string, document: string, i: object) => {
    for (let round = 0; round < 2; round += 1) {
      const since = performance.now();
      const { errors } = await admin.raw(document, { i });
      log(`${name} round ${round}: ${Math.round(performance.now() - since)} ms ${errors ? JSON.stringify(errors) : ''}`);
    }
  };
  const F = 'query($i: LeadFunnelInput!) { leadFunnel(input: $i) { leads mature steps { reached time { median } } cohorts { leads } groups { leads } comparison { difference } improvements { worth } } }';
  const usual = { from: day(181), to: day(0) };
  await time('funnel 26 weeks by source', F, { openedWithin: usual, by: 'SOURCE' });
  await time('funnel 3 years by source', F, { openedWithin: { from: day(1090), to: day(0) }, by: 'SOURCE' });
  await time('loss', 'query($i: LeadLossInput!) { lossReasons(input: $i) { lost } }', { closedWithin: usual, by: 'OWNER' });
  await time('curve', 'query($i: LeadWindowInput!) { responseCurve(input: $i) { mature } }', { openedWithin: usual });
  await time('drivers', 'query($i: LeadWindowInput!) { leadDrivers(input: $i) { mature lines { p } } }', { openedWithin: usual });
  await api.close();
});
