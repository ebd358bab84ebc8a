import { beforeEach, describe, expect, it } from '@jest/globals';
import { csvOf, keepSetup, keptSetup, sentEntry, type FairEntry } from './fair.rules';

const entry = (over: Partial<FairEntry> = {}): FairEntry => ({
  key: 'k-00000001', at: '2026-11-20T03:00:00.000Z', name: 'Ann', companyName: '', phone: '+44 20', email: '', interest: '=1+1', note: '', grade: 'A', isAgreed: false, fair: 'Canton Fair', source: { id: 's1', name: 'Fairs' },
  purpose: { id: 'p1', name: 'Marketing messages' }, wording: 'Agrees', ...over,
});
const head = { plain: ['key', 'at', 'name', 'company', 'phone', 'email', 'interest', 'note', 'grade', 'fair', 'source'], agreedTo: (purpose: string) => `${purpose}: consent`, agreed: 'Yes', proof: 'Evidence of consent', proofOf: (wording: string, fair: string) => `${wording} at ${fair}` };
const lines = (text: string) => text.replace('\uFEFF', '').trim().split('\r\n');

describe('what is kept of a fair', () => {
  beforeEach(() => localStorage.clear());

  it('stands on the phone, and damaged as if nothing had been chosen', () => {
    keepSetup({ fair: 'Canton Fair', source: { id: 's1', name: 'Fairs' }, purpose: null });
    expect(keptSetup()).toEqual({ fair: 'Canton Fair', source: { id: 's1', name: 'Fairs' }, purpose: null });
    for (const text of ['{', 'null', '{"fair":7,"source":{"id":1},"purpose":"x"}']) {
      localStorage.setItem('dossier.fair.setup', text);
      expect(keptSetup()).toEqual({ fair: '', source: null, purpose: null });
    }
  });
});

describe('an entry', () => {
  it('is sent with its channel and purpose, and with the words only where somebody agreed to them', () => {
    expect(sentEntry(entry())).toMatchObject({ sourceId: 's1', purposeId: 'p1', wording: null, isAgreed: false, companyName: null, fair: 'Canton Fair' });
    expect(sentEntry(entry({ isAgreed: true, source: null, purpose: null }))).toMatchObject({ sourceId: null, purposeId: null, wording: 'Agrees', isAgreed: true });
  });

  it('stands in the file with what was agreed to, a column a purpose, and no formula', () => {
    const [first, one, two] = lines(csvOf([entry({ isAgreed: true }), entry({ key: 'k-00000002', purpose: { id: 'p2', name: 'Surveys' } })], head));
    expect(first).toBe('"key","at","name","company","phone","email","interest","note","grade","fair","source","Marketing messages: consent","Evidence of consent"');
    expect(one).toContain(`"'+44 20","","'=1+1"`);
    expect(one!.endsWith('"Canton Fair","Fairs","Yes","Agrees at Canton Fair"')).toBe(true);
    expect(two!.endsWith('"Fairs","",""')).toBe(true);
    expect(lines(csvOf([entry()], head))[0]!.endsWith('"source"')).toBe(true);
  });
});
