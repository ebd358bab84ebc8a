import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeyRing } from '@dossier/kernel/crypto';
import { Deployment } from '@dossier/kernel/data';
import { type KeyAgreement, Rotations, type RotationStep } from '@dossier/kernel/keys';

/** One erasure as the list keeps it: numbers alone, nothing of the person. */
export interface ErasedLine {
  number: number;
  at: string;
  /** The records erased: the one that stood, and those merged into it. */
  ids: string[];
  /** Version of the key that marked the line. */
  key: number;
  mark: string;
}

/** Where the list lies: in the data folder, beside the key file and outside the database and its backups. */
export const erasureListFile = (dataDir: string): string => join(dataDir, 'erasures.list');

const said = ({ number, at, ids, key }: Omit<ErasedLine, 'mark'>, before: string): string => JSON.stringify([number, at, ids, key, before]);
const markOf = (ring: KeyRing, line: Omit<ErasedLine, 'mark'>, before: string): string => createHmac('sha256', ring.derive('erasure-list', line.key)).update(said(line, before)).digest('base64url');

/** Reads a list and proves each line against the one before it. @throws Error with one sentence when it was changed. */
export function readErasures(file: string, ring: KeyRing): ErasedLine[] {
  if (!existsSync(file)) return [];
  let before = '';
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((text, at) => {
    const line = parsed(text);
    const expected = line && ring.versions.includes(line.key) ? Buffer.from(markOf(ring, line, before)) : null;
    const given = Buffer.from(line?.mark ?? '');
    if (!line || !expected || line.number !== at + 1 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
      const sentence = `The list of erasures ${file} was changed in line ${at + 1}: put back the list as it was, for it says who must stay forgotten.`;
      throw Object.assign(new Error(sentence), { sentences: [sentence] });
    }
    before = line.mark;
    return line;
  });
}

function parsed(text: string): ErasedLine | null {
  try {
    return JSON.parse(text) as ErasedLine;
  } catch {
    return null;
  }
}

/** The list of all erasures, which outlives every backup: a restore forgets again whoever was forgotten since. */
@Injectable()
export class ErasureList implements RotationStep, OnModuleInit {
  readonly name = 'erasure-list';
  private readonly file: string;

  constructor(
    deployment: Deployment,
    private readonly ring: KeyRing,
    private readonly rotations: Rotations,
  ) {
    this.file = erasureListFile(deployment.dataDir);
  }

  onModuleInit(): void {
    this.rotations.add(this);
  }

  read(): ErasedLine[] {
    return readErasures(this.file, this.ring);
  }

  /** Appends a line, on the disk when this returns. Whoever appends holds the lock of the database for it. */
  append(ids: readonly string[], at: Date): ErasedLine {
    const lines = this.read();
    const line = this.marked({ number: lines.length + 1, at: at.toISOString(), ids: [...ids], key: this.ring.current }, lines.at(-1)?.mark ?? '');
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    this.put(this.file, 'a', `${JSON.stringify(line)}\n`);
    return line;
  }

  async remaining({ current }: KeyAgreement): Promise<number> {
    return this.read().filter(({ key }) => key !== current).length;
  }

  /** All lines are marked anew at once, for each stands on the one before. */
  async move({ current }: KeyAgreement): Promise<number> {
    const old = this.read().filter(({ key }) => key !== current).length;
    if (old === 0) return 0;
    let before = '';
    const lines = this.read().map((line) => {
      const marked = this.marked({ ...line, key: current }, before);
      before = marked.mark;
      return marked;
    });
    this.put(`${this.file}.new`, 'w', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    renameSync(`${this.file}.new`, this.file);
    return old;
  }

  private marked({ number, at, ids, key }: Omit<ErasedLine, 'mark'>, before: string): ErasedLine {
    const line = { number, at, ids, key };
    return { ...line, mark: markOf(this.ring, line, before) };
  }

  private put(file: string, flag: 'a' | 'w', text: string): void {
    const handle = openSync(file, flag, 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }
}
