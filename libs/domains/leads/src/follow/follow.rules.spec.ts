import { describe, expect, it } from '@jest/globals';
import { CommunicationDirection, CommunicationKind, CommunicationOutcome } from '@dossier/vocabulary/archive-enums';
import { isAnswer, isReached } from './follow.rules';
import { targetFor } from './response.rules';

const { OUTGOING, INCOMING } = CommunicationDirection;
const { CALL, VISIT, MESSAGE } = CommunicationKind;

describe('A contact with somebody', () => {
  it('answers a lead when it goes out, and only then', () => {
    expect(isAnswer({ kind: CALL, direction: OUTGOING, outcome: CommunicationOutcome.NOT_REACHED })).toBe(true);
    expect(isAnswer({ kind: CALL, direction: INCOMING, outcome: CommunicationOutcome.REACHED })).toBe(false);
  });

  it('reached somebody by its outcome; without one by whether they came or were met', () => {
    const reached = (kind: CommunicationKind, direction: CommunicationDirection, outcome: CommunicationOutcome | null) => isReached({ kind, direction, outcome });
    expect(reached(CALL, OUTGOING, CommunicationOutcome.INTERESTED)).toBe(true);
    expect(reached(VISIT, OUTGOING, CommunicationOutcome.NOT_REACHED)).toBe(false);
    expect(reached(VISIT, OUTGOING, null)).toBe(true);
    expect(reached(MESSAGE, INCOMING, null)).toBe(true);
    expect(reached(MESSAGE, OUTGOING, null)).toBe(false);
  });
});

describe('The minutes within which a lead is to be answered', () => {
  const targets = [{ teamId: null, grade: null, minutes: 240 }, { teamId: null, grade: 'A', minutes: 60 }, { teamId: 't', grade: null, minutes: 120 }, { teamId: 't', grade: 'A', minutes: 15 }];
  it('are those of team and grade, else of the team, else of the grade, else of everybody', () => {
    const of = (teamId: string | null, grade: string | null) => targetFor(targets, { teamId, grade });
    expect([of('t', 'A'), of('t', 'B'), of('u', 'A'), of('u', null)]).toEqual([15, 120, 60, 240]);
    expect(targetFor([], { teamId: 't', grade: 'A' })).toBeNull();
  });
});
