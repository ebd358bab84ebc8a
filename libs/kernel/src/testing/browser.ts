import type { Api, GraphQLAnswer } from './start-api';

/** Keeps the cookies of answers, and gives up those that were taken back. */
export class CookieJar {
  private readonly kept = new Map<string, string>();

  take(lines: readonly string[]): void {
    for (const line of lines) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=');
      if (value === '') this.kept.delete(name);
      else this.kept.set(name, value);
    }
  }

  get(name: string): string | undefined {
    return this.kept.get(name);
  }

  set(name: string, value: string): void {
    this.kept.set(name, value);
  }

  toString(): string {
    return [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** A browser with nobody signed in: what it is given it sends back, cookie by cookie. */
export class Browser {
  readonly jar = new CookieJar();
  /** The cookie lines of the last answer, and its text. */
  lines: string[] = [];
  text = '';

  constructor(private readonly api: Api) {}

  async ask(query: string, variables: object = {}): Promise<Pick<GraphQLAnswer, 'data' | 'errors'>> {
    const answer = await this.api.anonymous().post('/graphql').set('Cookie', String(this.jar)).send({ query, variables });
    this.take(answer);
    return answer.body as Pick<GraphQLAnswer, 'data' | 'errors'>;
  }

  /** The code of the refusal, or DONE. */
  async code(query: string, variables: object = {}): Promise<string> {
    return (await this.ask(query, variables)).errors?.[0]?.extensions.code ?? 'DONE';
  }

  /** Follows a link of the product, under a forged host; gives its status and where it leads. */
  async go(path: string): Promise<{ status: number; to: string }> {
    const answer = await this.api.anonymous().get(path).set('Cookie', String(this.jar)).set('Host', 'evil.example').redirects(0);
    this.take(answer);
    return { status: answer.status, to: String(answer.headers['location']) };
  }

  private take(answer: { headers: Record<string, unknown>; text: string }): void {
    this.lines = [answer.headers['set-cookie'] ?? []].flat() as string[];
    this.text = answer.text;
    this.jar.take(this.lines);
  }
}
