import { describe, expect, it } from '@jest/globals';
import { request } from '@dossier/client';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Refusal, renderScreen } from '../testing/render-screen';
import { PreferencesDocument } from './shell.documents';
import { StatePurpose } from './StatePurpose';

const FACTS = { kind: 'REVEAL', limit: 30, act: 'contact data revealed' };

/** A look that is one too many: refused until a purpose is stated. */
function looking(state: unknown) {
  let stated = false;
  const outcomes: string[] = [];
  const Page = () => (
    <>
      <StatePurpose />
      <button onClick={() => void request(PreferencesDocument, { input: { name: 'typed' } }).then(() => outcomes.push('done'), reason => outcomes.push(String((reason as { code: string }).code)))}>look</button>
    </>
  );
  const answers = {
    UpdateMyPreferences: () => (stated ? { updateMyPreferences: { id: 'x' } } : new Refusal('PURPOSE_NEEDED', FACTS)),
    StatePurpose: () => {
      stated = !(state instanceof Refusal);
      return state;
    },
  };
  return { ...renderScreen(Page, { language: 'en', answers }), outcomes };
}

describe('looking at unusually many customers', () => {
  it('asks what for, in words, and goes on by itself with what was typed', async () => {
    const { asked, outcomes } = looking({ statePurpose: '2026-11-22T09:00:00Z' });
    await userEvent.click(await screen.findByRole('button', { name: 'look' }));
    expect(await screen.findByText(/30 customers \(contact data revealed\)/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
    expect(await screen.findByText('Say it in one sentence')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Purpose'), 'birthday greetings');
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(outcomes).toEqual(['done']));
    expect(asked.find(({ operation }) => operation === 'StatePurpose')?.variables).toEqual({ kind: 'REVEAL', purpose: 'birthday greetings' });
    expect(asked.filter(({ operation }) => operation === 'UpdateMyPreferences').map(({ variables }) => variables)).toEqual([{ input: { name: 'typed' } }, { input: { name: 'typed' } }]);
  });

  it('leaves all as it was where nobody says: the look is refused in one sentence', async () => {
    const { outcomes } = looking({ statePurpose: null });
    await userEvent.click(await screen.findByRole('button', { name: 'look' }));
    await screen.findByLabelText('Purpose');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(outcomes).toEqual(['PURPOSE_NEEDED']));
  });
});
