import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Dictionaries, newId } from '@dossier/kernel/data';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';
import { after, bring as brought, dayOf, type Given } from './funnel.given';

const RATE = '{ state hits n rate low high }';
const GROUP = `{ value name leads invalid reached won ${RATE} }`;
const FUNNEL = `query($i: LeadFunnelInput!) { leadFunnel(input: $i) { from to windowDays isClosed leads mature invalid
  steps { step reached fromBefore ${RATE} ofAll ${RATE} time { state n taken median low high ninetieth expected } }
  cohorts { week leads isMature reached won ${RATE} } groups ${GROUP}
  comparison { one ${GROUP} other ${GROUP} difference low high strata { by ratio low high turns parts { value one ${RATE} other ${RATE} } } }
  improvements { step lost rate best meanAmount worth } } }`;
const LOSS = `query($i: LeadLossInput!) { lossReasons(input: $i) { isClosed lost amount reasons { reason part ${RATE} amount withoutAmount } cells { reason stage value name part ${RATE} amount } } }`;
const CURVE = `query($i: LeadWindowInput!) { responseCurve(input: $i) { isClosed mature bands { band won ${RATE} } difference low high } }`;
const DRIVERS = `query($i: LeadWindowInput!) { leadDrivers(input: $i) { isClosed state won mature needed tooFew lines { driver value name those ${RATE} others ${RATE} ratio low high p q holds } } }`;

jest.setTimeout(180_000);

let api: Api;
let admin: Client;
const [AD, REFERRAL, FAIR, WEB, MAIL] = [newId(), newId(), newId(), newId(), newId()];
const DAY = 86_400_000;
/** A Monday at least thirty weeks ago, at ten in Shanghai: so all of that week and the next is mature, whenever this runs. */
const monday = ((): Date => {
  const days = Math.floor(Date.now() / DAY) - 210;
  return new Date((days - ((days + 3) % 7)) * DAY + 2 * 3_600_000);
})();
const [first, second] = [monday, after(monday, 7)];
const bring = (given: readonly Given[]): Promise<void> => brought(api, given);
const period = { from: dayOf(monday), to: dayOf(new Date()) };

/**
 * Days after opening at which each lead took a step; nothing is reckoned here.
 *
 *  no  source    origin  contacted qualified proposal negotiation end
 *   1  AD        FORM    1         3         5        10          won 20
 *   2  AD        FORM    1         3         5        -           lost 12, price
 *   3  AD        FORM    2         4         -        -           open
 *   4  AD        FORM    1         -         -        -           open
 *   5  AD        FORM    3         -         -        -           lost 9, no answer
 *   6  AD        STAFF   straight to the proposal on day 6        won 40 (outside 30 days)
 *   7  AD        STAFF   -         -         -        -           open, 3,000.00
 *   8  AD        STAFF   -         -         -        -           lost 5, price, 5,000.00 US dollars
 *   9  AD        STAFF   2         2         8        9           won 10
 *  10  AD        STAFF   1         5         20       35          open
 *  11  REFERRAL  FORM    1         2         3        4           won 5
 *  12  REFERRAL  FORM    1         2         3        4           won 6
 *  13  REFERRAL  FORM    4         -         -        -           lost 20, competitor
 *  14  REFERRAL  STAFF   -         -         -        -           open, no amount
 *  15  REFERRAL  STAFF   2         6         -        -           lost 15, price
 *  16  REFERRAL  STAFF   1         1         2        3           lost 25, competitor
 *  17  REFERRAL  STAFF   10        -         -        -           open
 *  18  REFERRAL  STAFF   -         -         -        -           lost 2, no answer
 *  19  REFERRAL  STAFF   1         3         4        (passed)    won 7
 *  20  REFERRAL  STAFF   31        -         -        -           open
 *  21-30 FAIR    FORM    1         -         -        -           open
 * AD was opened in the first week, REFERRAL and FAIR in the second. Besides, of AD: two young leads of 3.5 days ago, the second contacted on its
 * day 1; and one that was never a lead. Bait and an archived lead are there, and count nowhere. All amounts are 1,000.00 yuan unless said.
 */
const fixture: Given[] = [
  { at: first, source: AD, steps: { CONTACTED: 1, QUALIFIED: 3, PROPOSAL: 5, NEGOTIATION: 10 }, won: 20, answered: 45 },
  { at: first, source: AD, steps: { CONTACTED: 1, QUALIFIED: 3, PROPOSAL: 5 }, lost: [12, 'PRICE'], answered: 45 },
  { at: first, source: AD, steps: { CONTACTED: 2, QUALIFIED: 4 }, answered: 45 },
  { at: first, source: AD, steps: { CONTACTED: 1 }, answered: 45 },
  { at: first, source: AD, steps: { CONTACTED: 3 }, lost: [9, 'NO_ANSWER'], answered: 600 },
  { at: first, source: AD, origin: 'STAFF', steps: { PROPOSAL: 6 }, won: 40, answered: 600 },
  { at: first, source: AD, origin: 'STAFF', amount: 300_000 },
  { at: first, source: AD, origin: 'STAFF', lost: [5, 'PRICE'], amount: 500_000, currency: 'USD' },
  { at: first, source: AD, origin: 'STAFF', steps: { CONTACTED: 2, QUALIFIED: 2, PROPOSAL: 8, NEGOTIATION: 9 }, won: 10, answered: 45 },
  { at: first, source: AD, origin: 'STAFF', steps: { CONTACTED: 1, QUALIFIED: 5, PROPOSAL: 20, NEGOTIATION: 35 }, answered: 600 },
  { at: second, source: REFERRAL, steps: { CONTACTED: 1, QUALIFIED: 2, PROPOSAL: 3, NEGOTIATION: 4 }, won: 5, answered: 45 },
  { at: second, source: REFERRAL, steps: { CONTACTED: 1, QUALIFIED: 2, PROPOSAL: 3, NEGOTIATION: 4 }, won: 6, answered: 45 },
  { at: second, source: REFERRAL, steps: { CONTACTED: 4 }, lost: [20, 'COMPETITOR'], answered: 45 },
  { at: second, source: REFERRAL, origin: 'STAFF', amount: null },
  { at: second, source: REFERRAL, origin: 'STAFF', steps: { CONTACTED: 2, QUALIFIED: 6 }, lost: [15, 'PRICE'], answered: 45 },
  { at: second, source: REFERRAL, origin: 'STAFF', steps: { CONTACTED: 1, QUALIFIED: 1, PROPOSAL: 2, NEGOTIATION: 3 }, lost: [25, 'COMPETITOR'], answered: 45 },
  { at: second, source: REFERRAL, origin: 'STAFF', steps: { CONTACTED: 10 }, answered: 600 },
  { at: second, source: REFERRAL, origin: 'STAFF', lost: [2, 'NO_ANSWER'] },
  { at: second, source: REFERRAL, origin: 'STAFF', steps: { CONTACTED: 1, QUALIFIED: 3, PROPOSAL: 4 }, won: 7, answered: 45 },
  { at: second, source: REFERRAL, origin: 'STAFF', steps: { CONTACTED: 31 }, answered: 600 },
  ...Array.from({ length: 10 }, (): Given => ({ at: second, source: FAIR, steps: { CONTACTED: 1 }, answered: 3 })),
  { at: after(new Date(), -3.5), source: AD },
  { at: after(new Date(), -3.5), source: AD, steps: { CONTACTED: 1 }, answered: 45 },
  { at: first, source: AD, invalid: true },
  { at: first, source: AD, steps: { CONTACTED: 1 }, won: 2, kind: 'bait' },
  { at: first, source: AD, steps: { CONTACTED: 1 }, won: 2, kind: 'archived' },
];

const near = (value: number) => expect.closeTo(value, 4);
/** A part with Wilson's range at 95 %: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z² = 3.841459. */
const told = (state: 'OK' | 'WEAK', [hits, n]: [number, number], [rate, low, high]: [number, number, number]) => ({ state, hits, n, rate: near(rate), low: near(low), high: near(high) });
const untold = (hits: number, n: number) => ({ state: 'REFUSED', hits, n, rate: null, low: null, high: null });
const funnel = async (input: object, who = admin) => (await who.query(FUNNEL, { i: { openedWithin: period, ...input } })).leadFunnel;

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  await api.write(`insert into channel (id, name) select * from unnest($1::uuid[], $2::text[])`, [[AD, REFERRAL, FAIR, WEB, MAIL], ['广告', '推荐', '展会甲', '网站甲', '邮件甲']]);
  await api.app.get(Dictionaries).refresh('channel');
  await bring(fixture);
});
afterAll(() => api?.close());

describe('the funnel', () => {
  it('counts steps, passed ones too, within the window, of mature leads alone; each figure equals the arithmetic by hand', async () => {
    const found = await funnel({ by: 'NONE' });
    // Without the one that was never a lead: 30 mature and 2 young.
    expect(found).toMatchObject({ leads: 32, mature: 30, invalid: 1, windowDays: 30, isClosed: false });
    // Contacted within 30 days: AD 1 2 3 4 5 6 9 10, REFERRAL 11 12 13 15 16 17 19, FAIR 10: 25. Qualified: 1 2 3 6 9 10, 11 12 15 16 19: 11.
    // Proposal: 1 2 6 9 10, 11 12 16 19: 9. Negotiation: 1 9, 11 12 16 19 (6 passed it on day 40, 10 came there on day 35): 6. Won: 1 9 11 12 19: 5.
    expect(found.steps.map(({ step, reached }: { step: string; reached: number }) => [step, reached])).toEqual([['OPENED', 30], ['CONTACTED', 25], ['QUALIFIED', 11], ['PROPOSAL', 9], ['NEGOTIATION', 6], ['WON', 5]]);
    // 25/30: (.833333 + .064024 ± 1.959964·√(.004629630 + .001067072)) / 1.128049 = (.897357 ± .147931) / 1.128049.
    expect(found.steps[1].ofAll).toEqual(told('OK', [25, 30], [0.8333, 0.6644, 0.9266]));
    // 11/30: (.366667 + .064024 ± 1.959964·√(.007740741 + .001067072)) / 1.128049 = (.430691 ± .183942) / 1.128049.
    expect(found.steps[2].ofAll).toEqual(told('OK', [11, 30], [0.3667, 0.2187, 0.5449]));
    // 9/30: (.3 + .064024 ± 1.959964·√(.007 + .001067072)) / 1.128049 = (.364024 ± .176038) / 1.128049.
    expect(found.steps[3].ofAll).toEqual(told('OK', [9, 30], [0.3, 0.1666, 0.4788]));
    // 6/30: (.2 + .064024 ± 1.959964·√(.005333333 + .001067072)) / 1.128049 = (.264024 ± .156802) / 1.128049.
    expect(found.steps[4].ofAll).toEqual(told('OK', [6, 30], [0.2, 0.0951, 0.3731]));
    // 5/30: (.166667 + .064024 ± 1.959964·√(.004629630 + .001067072)) / 1.128049 = (.230691 ± .147931) / 1.128049.
    expect(found.steps[5].ofAll).toEqual(told('OK', [5, 30], [0.1667, 0.0734, 0.3356]));
    // 11/25: (.44 + .076829 ± 1.959964·√(.009856 + .001536584)) / 1.153658 = (.516829 ± .209200) / 1.153658. Under thirty it is weak.
    expect(found.steps[2].fromBefore).toEqual(told('WEAK', [11, 25], [0.44, 0.2667, 0.6293]));
    // 9/11: (.818182 + .174612 ± 1.959964·√(.013523666 + .007936899)) / 1.349224 = (.992794 ± .287122) / 1.349224.
    expect(found.steps[3].fromBefore).toEqual(told('WEAK', [9, 11], [0.8182, 0.523, 0.9486]));
    // 6 of 9 and 5 of 6: too few to tell a part of.
    expect([found.steps[0].fromBefore, found.steps[4].fromBefore, found.steps[5].fromBefore]).toEqual([null, untold(6, 9), untold(5, 6)]);
  });

  it('tells how long steps take, those that are open being watched until now: a median only where half have taken it', async () => {
    const { steps } = await funnel({ by: 'NONE' });
    const time = (k: number) => steps[k].time;
    // Opening to contact, n = 32, of which 27 were contacted. Day 1: 19 of 32 (1 2 4 10 11 12 16 19, ten of FAIR, one young): S = 13/32 = .40625.
    // Day 2: 3 of 13 (3 9 15): 10/32 = .3125. Day 3: 1 of 10 (5): 9/32. Day 3.5: one young lead is lost from sight. Day 4: 1 of 8 (13): ·7/8 = .246094.
    // Day 6: 1 of 7 (6): ·6/7 = .210938. Day 10: 1 of 6 (17): ·5/6 = .175781. Day 31: 1 of 5 (20): ·4/5 = .140625. Never: 7 8 14 18.
    // Half are there on day 1, nine of ten never. Range of the median: ln(-ln S) ± 1.96·√(19/(32·13)) / .900787 gives .2383 to .5679 on day 1, and
    // ± 1.96·√(.045673 + .023077) / 1.163151 gives .1638 to .4734 on day 2: the lower bound is below a half on day 1, the upper one on day 2.
    // Until day 30: 1 - .175781.
    expect(time(1)).toEqual({ state: 'OK', n: 32, taken: 27, median: 1, low: 1, high: 2, ninetieth: null, expected: near(0.8242) });
    // Contact to qualified, n = 27. At once: 3 of 27 (6 9 16): 24/27. Day 1: 2 of 24 (11 12): 22/27. Day 2: 4 of 22 (1 2 3 19): 18/27 = .666667.
    // Day 2.5: the young one is lost from sight. Day 4: 2 of 17 (10 15): .666667·15/17 = .588235. Half never came there.
    // Lower bounds: day 2 .4571 is the first below a half; no upper one is.
    expect(time(2)).toEqual({ state: 'WEAK', n: 27, taken: 11, median: null, low: 2, high: null, ninetieth: null, expected: near(0.4118) });
    // Qualified to proposal, n = 11. At once: 1 of 11 (6). Day 1: 4 of 10 (11 12 16 19): .545455. Day 2: 2 of 6 (1 2): .363636. Day 6: 1 of 4 (9): .272727.
    // Day 15: 1 of 3 (10): .181818. Lower bounds: at once .5081, day 1 .2285. Upper: day 6 .5389, day 15 .4417.
    expect(time(3)).toEqual({ state: 'WEAK', n: 11, taken: 9, median: 2, low: 1, high: 15, ninetieth: null, expected: near(0.8182) });
    // Nine came to a proposal and eight to a negotiation: under ten nothing is told.
    expect(time(4)).toMatchObject({ state: 'REFUSED', n: 9, taken: 8, median: null, ninetieth: null, expected: null });
    expect(time(5)).toMatchObject({ state: 'REFUSED', n: 8, taken: 6, median: null });
    expect(time(0)).toBeNull();
  });

  it('lays cohorts by week of opening, and marks those whose window is still open', async () => {
    const { cohorts } = await funnel({ by: 'NONE' });
    // 2/10: (.2 + .192073 ± 1.959964·√(.016 + .009603648)) / 1.384146. 3/20: (.15 + .096036 ± 1.959964·√(.006375 + .002400912)) / 1.192073.
    expect(cohorts.slice(0, 2)).toEqual([
      { week: dayOf(first), leads: 10, isMature: true, reached: [10, 8, 6, 5, 2, 2], won: told('WEAK', [2, 10], [0.2, 0.0567, 0.5098]) },
      { week: dayOf(second), leads: 20, isMature: true, reached: [20, 17, 5, 4, 4, 3], won: told('WEAK', [3, 20], [0.15, 0.0524, 0.3604]) },
    ]);
    expect(cohorts.slice(2)).toEqual([{ week: expect.any(String), leads: 2, isMature: false, reached: [2, 1, 0, 0, 0, 0], won: null }]);
  });

  it('compares two parts by Newcombe, and like with like by Mantel and Haenszel', async () => {
    const found = await funnel({ by: 'SOURCE', one: AD, other: REFERRAL });
    const ad = { value: AD, name: '广告', leads: 12, invalid: 1, reached: [10, 8, 6, 5, 2, 2], won: told('WEAK', [2, 10], [0.2, 0.0567, 0.5098]) };
    const referral = { value: REFERRAL, name: '推荐', leads: 10, invalid: 0, reached: [10, 7, 5, 4, 4, 3], won: told('WEAK', [3, 10], [0.3, 0.1078, 0.6032]) };
    expect(found.groups[0]).toEqual(ad);
    expect(found.groups).toContainEqual(referral);
    expect(found.groups).toContainEqual(expect.objectContaining({ value: FAIR, leads: 10, reached: [10, 10, 0, 0, 0, 0] }));
    // .2 - .3 = -.1; low = -.1 - √((.2 - .056682)² + (.603222 - .3)²) = -.1 - .335386; high = -.1 + √((.509838 - .2)² + (.3 - .107791)²) = -.1 + .364615.
    expect(found.comparison).toMatchObject({ one: ad, other: referral, difference: near(-0.1), low: near(-0.4354), high: near(0.2646) });
    // Of forms 1 of 5 beside 2 of 3, of staff 1 of 5 beside 1 of 7: (1·1/8 + 1·6/12) / (4·2/8 + 4·1/12) = .625 / 1.333333 = .46875. It points the same way.
    const [stratum] = found.comparison.strata;
    expect(found.comparison.strata).toHaveLength(1);
    expect(stratum).toMatchObject({ by: 'ORIGIN', ratio: near(0.46875), low: near(0.0594), high: near(3.7003), turns: false });
    expect(stratum.parts).toEqual(expect.arrayContaining([{ value: 'FORM', one: untold(1, 5), other: untold(2, 3) }, { value: 'STAFF', one: untold(1, 5), other: untold(1, 7) }]));
  });

  it('says which step to improve: what it loses, times what that is worth, times the gap to the best quarter of parts', async () => {
    const { improvements } = await funnel({ by: 'SOURCE' });
    // Contact: 8 of 10, 7 of 10 and 10 of 10; the upper quartile of .7 .8 1 is .9. Lost 5: 7 8 14 18 20, of which in yuan 7, 18 and 20: (3,000 + 1,000 + 1,000) / 3
    // = 1,666.67. Gap .9 - 25/30 = .066667: 5 · 166,666.67 · .066667 = 55,556. Of later steps fewer than three parts have ten leads.
    expect(improvements).toEqual([{ step: 'CONTACTED', lost: 5, rate: near(0.8333), best: near(0.9), meanAmount: { minor: 166_667, currency: 'CNY' }, worth: { minor: 55_556, currency: 'CNY' } }]);
  });
});

describe('reasons of loss', () => {
  it('are counted by stage with what was lost in the currency of the company, and no part is told of few', async () => {
    const { lossReasons: found } = await admin.query(LOSS, { i: { closedWithin: period, by: 'STAGE' } });
    // Price: 2, 8, 15; competitor: 13, 16; no answer: 5, 18. Amounts of price: 2 and 15, for 8 is in dollars.
    expect(found).toMatchObject({ isClosed: false, lost: 7, amount: { minor: 600_000, currency: 'CNY' } });
    expect(found.reasons).toEqual([
      { reason: 'PRICE', part: untold(3, 7), amount: { minor: 200_000, currency: 'CNY' }, withoutAmount: 1 },
      { reason: 'COMPETITOR', part: untold(2, 7), amount: { minor: 200_000, currency: 'CNY' }, withoutAmount: 0 },
      { reason: 'NO_ANSWER', part: untold(2, 7), amount: { minor: 200_000, currency: 'CNY' }, withoutAmount: 0 },
    ]);
    // Price at the proposal: 2; at new: 8; at qualified: 15.
    expect(found.cells.filter(({ reason }: { reason: string }) => reason === 'PRICE').map(({ stage, part }: { stage: string; part: { hits: number } }) => [stage, part.hits]).sort()).toEqual([['NEW', 1], ['PROPOSAL', 1], ['QUALIFIED', 1]]);
    const bySource = (await admin.query(LOSS, { i: { closedWithin: period, by: 'SOURCE' } })).lossReasons;
    expect(bySource.cells).toContainEqual(expect.objectContaining({ reason: 'COMPETITOR', value: REFERRAL, name: '推荐', stage: null, part: untold(2, 7) }));
  });
});

describe('the curve of response', () => {
  it('gives what was won by the minutes of working time until the first answer', async () => {
    const { responseCurve: found } = await admin.query(CURVE, { i: { openedWithin: period, windowDays: 30 } });
    const band = (name: string) => found.bands.find((one: { band: string }) => one.band === name).won;
    expect(found.mature).toBe(30);
    // FAIR was answered within 3 minutes: 0 of 10, above at most 3.841459 / 13.841459. After 45 minutes 1 2 3 4 9 11 12 13 15 16 19, won 1 9 11 12 19.
    expect(band('WITHIN_5')).toEqual(told('WEAK', [0, 10], [0, 0, 0.2775]));
    expect(band('WITHIN_60')).toEqual(told('WEAK', [5, 11], [0.4545, 0.2127, 0.7199]));
    // After 600 minutes 5 6 10 17 20; never 7 8 14 18.
    expect([band('LATER'), band('NEVER'), band('WITHIN_15')]).toEqual([untold(0, 5), untold(0, 4), untold(0, 0)]);
    // 0 - .454545; low = -.454545 - √(0 + (.719908 - .454545)²); high = -.454545 + √(.277533² + (.454545 - .212713)²).
    expect(found).toMatchObject({ difference: near(-0.4545), low: near(-0.7199), high: near(-0.0864) });
  });
});

describe('what goes with winning', () => {
  it('is refused while fewer than ten were won', async () => {
    const { leadDrivers: found } = await admin.query(DRIVERS, { i: { openedWithin: period } });
    expect(found).toMatchObject({ state: 'REFUSED', won: 5, mature: 30, needed: 10, lines: [] });
  });

  it('tells odds with their range, held against how many things were looked at', async () => {
    const at = after(monday, -70);
    const of = (source: string, won: number): Given[] => Array.from({ length: 100 }, (_, k): Given => ({ at, source, ...(k < won ? { won: 3 } : {}) }));
    await bring([...of(WEB, 40), ...of(MAIL, 20)]);
    const { leadDrivers: found } = await admin.query(DRIVERS, { i: { openedWithin: { from: dayOf(at), to: dayOf(at) } } });
    // 40 of 100 beside 20 of 100: 40·80 / (60·20) = 2.666667; ln ± 1.959964·√(1/40 + 1/60 + 1/20 + 1/80) = ± .632576, a factor of 1.882453: 1.4166 to 5.0199.
    // Chi-square 200·(40·200 - 100·60)² / (100·60·100·140) = 200·2,000² / 84,000,000 = 9.523810: p = .002028. Two were looked at with the same p: q is p.
    expect(found).toMatchObject({ state: 'OK', won: 60, mature: 200 });
    const line = { p: near(0.002), q: near(0.002), holds: true };
    expect(found.lines).toEqual(expect.arrayContaining([
      expect.objectContaining({ driver: 'SOURCE', value: WEB, name: '网站甲', ratio: near(2.6667), low: near(1.4166), high: near(5.0199), ...line }),
      expect.objectContaining({ driver: 'SOURCE', value: MAIL, name: '邮件甲', ratio: near(0.375), low: near(0.1992), high: near(0.7059), ...line }),
    ]));
    expect(found.lines).toHaveLength(2);
    // One origin, one owner, one band of response: nothing to be told apart.
    expect(found.tooFew).toBe(3);
  });
});

describe('who is told what', () => {
  it('counts within reach alone', async () => {
    const at = after(monday, -140);
    const day = dayOf(at);
    await bring(Array.from({ length: 12 }, (_, k): Given => ({ at, source: AD, owner: k < 11 ? 'SALES' : 'SALES_SOUTH' })));
    const input = { openedWithin: { from: day, to: day }, by: 'OWNER' };
    expect(await funnel(input)).toMatchObject({ leads: 12, mature: 12 });
    // The manager of the east reaches the east.
    const own = await funnel(input, await api.as('MANAGER'));
    expect(own).toMatchObject({ leads: 11, mature: 11 });
    expect(own.groups).toEqual([expect.objectContaining({ value: personId('SALES'), leads: 11 })]);
  });

  it('is closed to whoever has no right to boards', async () => {
    expect(await (await api.as('AUDITOR')).refusal(FUNNEL, { i: {} })).toBe('FORBIDDEN');
    expect(await api.anonymous().refusal(DRIVERS, { i: {} })).toBe('NOT_SIGNED_IN');
  });

  it('refuses days that end before they begin, and more than three years', async () => {
    expect(await admin.refusal(FUNNEL, { i: { openedWithin: { from: '2026-02-02', to: '2026-02-01' } } })).toBe('INVALID_INPUT');
    expect(await admin.refusal(LOSS, { i: { closedWithin: { from: '2020-01-01', to: '2026-01-01' } } })).toBe('INVALID_INPUT');
  });
});
