import { Injectable } from '@nestjs/common';
import { acceptPassword, ownWords } from './password.rules';
import { hashPassword } from './password.hash';

/** Words that upper domains know and a password must not lean on: the company's name. */
@Injectable()
export class PasswordWords {
  private readonly sources: (() => Promise<readonly string[]>)[] = [];

  add(source: () => Promise<readonly string[]>): void {
    this.sources.push(source);
  }

  /** Checks a new password of a person against every word about them, and hashes it. `least` is its length where another factor stands beside it. */
  async hash(password: string, person: { name: string; email: string }, more: readonly string[] = [], least?: number): Promise<string> {
    const words = await Promise.all(this.sources.map((source) => source()));
    acceptPassword(password, ownWords(person.name, person.email, ...words.flat(), ...more), least);
    return hashPassword(password);
  }
}
