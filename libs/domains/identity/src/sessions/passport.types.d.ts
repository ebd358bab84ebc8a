/** The few names of passport that we use; the package brings no types of its own. */
declare module 'passport' {
  export class Strategy {
    name?: string;
    success(user: unknown, info?: unknown): void;
    fail(challenge?: unknown, status?: number): void;
    error(fault: unknown): void;
  }
  export class Passport {
    use(strategy: Strategy): this;
    authenticate(
      names: readonly string[], options: { session: false }, done: (fault: unknown, user: unknown) => void,
    ): (request: unknown, response: unknown, next: (fault?: unknown) => void) => void;
  }
  const passport: { Strategy: typeof Strategy; Passport: typeof Passport };
  export default passport;
}
