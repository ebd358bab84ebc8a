import { describe, expect, it } from '@jest/globals';
import { request } from '@dossier/client';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Refusal, renderScreen } from '../testing/render-screen';
import { ProveAgain } from './ProveAgain';
import { PreferencesDocument } from './shell.documents';

/** An act that asks for a fresh proof: refused the first time. */
function acting(factor: { confirmedAt: string | null }, prove: unknown) {
  let tries = 0;
  const outcomes: string[] = [];
  const Page = () => (
    <>
      <ProveAgain />
      <button onClick={() => void request(PreferencesDocument, { input: { name: 'typed' } }).then(() => outcomes.push('done'), reason => outcomes.push(String((reason as { code: string }).code)))}>go</button>
    </>
  );
  const answers = {
    UpdateMyPreferences: () => ((tries += 1) === 1 ? new Refusal('STEP_UP_NEEDED', { minutes: 15 }) : { updateMyPreferences: { id: 'x' } }),
    ProofWays: { mySecondFactor: { ...factor, providers: [] } }, ProveMyself: prove,
  };
  return { ...renderScreen(Page, { language: 'en', answers }), outcomes };
}

describe('an act that asks for a fresh proof', () => {
  it('goes on with what was typed, once the password is given', async () => {
    const { asked, outcomes } = acting({ confirmedAt: null }, { proveMyself: true });
    await userEvent.click(await screen.findByRole('button', { name: 'go' }));
    await userEvent.type(await screen.findByLabelText('Password'), 'long enough for this{Enter}');
    await waitFor(() => expect(outcomes).toEqual(['done']));
    expect(asked.find(({ operation }) => operation === 'ProveMyself')?.variables).toEqual({ password: 'long enough for this' });
    expect(asked.filter(({ operation }) => operation === 'UpdateMyPreferences').map(({ variables }) => variables)).toEqual([{ input: { name: 'typed' } }, { input: { name: 'typed' } }]);
  });

  it('asks for the code of the authenticator where there is one, and says when it is wrong', async () => {
    const { asked, outcomes } = acting({ confirmedAt: '2026-11-22T08:00:00Z' }, new Refusal('PROOF_FAILED', { field: 'code' }));
    await userEvent.click(await screen.findByRole('button', { name: 'go' }));
    await userEvent.type(await screen.findByLabelText('Code'), '123456{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('This does not prove it');
    expect(asked.find(({ operation }) => operation === 'ProveMyself')?.variables).toEqual({ code: '123456' });
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(outcomes).toEqual(['STEP_UP_NEEDED']));
  });
});
