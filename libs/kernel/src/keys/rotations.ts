import { Injectable } from '@nestjs/common';
import type { KeyAgreement } from './key-state';

/** Something sealed or indexed under a key, which moves to another key piece by piece. Each piece is its own unit of work. */
export interface RotationStep {
  name: string;
  /** How much still hangs on a version other than the agreed one. */
  remaining(agreed: KeyAgreement): Promise<number>;
  /** Moves at most `limit` of it within the open unit of work; gives how many were moved, 0 when nothing is left. */
  move(agreed: KeyAgreement, limit: number): Promise<number>;
}

/** Indexes have a second column to be filled before the live one changes, and a first to be cleared after. */
export interface IndexRotation {
  name: string;
  remaining(slot: 'a' | 'b'): Promise<number>;
  fill(slot: 'a' | 'b', version: number, limit: number): Promise<number>;
  clear(slot: 'a' | 'b', limit: number): Promise<number>;
}

/** Everything in the product that hangs on a key. What is not named here would be lost with the key, so a spec compares this list with the tables. */
@Injectable()
export class Rotations {
  readonly steps: RotationStep[] = [];
  readonly indexes: IndexRotation[] = [];
  /** Each says, in a unit of work, whether its work no longer counts on the old indexes, and makes sure of it where it can. */
  readonly releases: (() => Promise<boolean>)[] = [];
  /** Columns `table.column` that the steps above take care of. */
  readonly columns = new Set<string>();

  add(step: RotationStep, ...columns: string[]): void {
    this.steps.push(step);
    for (const column of columns) this.columns.add(column);
  }

  addRelease(released: () => Promise<boolean>): void {
    this.releases.push(released);
  }

  addIndex(index: IndexRotation, ...columns: string[]): void {
    this.indexes.push(index);
    for (const column of columns) this.columns.add(column);
  }
}
