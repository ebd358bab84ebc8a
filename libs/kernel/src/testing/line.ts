import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOCKET = '.s.PGSQL.5432';

/** A line to the database that a spec can cut: whoever is connected is thrown off, and nobody gets in until it is mended. */
export class Line {
  private readonly folder = mkdtempSync(join(tmpdir(), 'dossier-line-'));
  private readonly open = new Set<Socket>();
  private server: Server | null = null;
  private target = '';

  /** The address of the same database behind this line. */
  async to(url: string): Promise<string> {
    const address = new URL(url);
    this.target = join(address.searchParams.get('host')!, SOCKET);
    address.searchParams.set('host', this.folder);
    await this.mend();
    return address.toString();
  }

  cut(): Promise<void> {
    const { server } = this;
    this.server = null;
    for (const socket of this.open) socket.destroy();
    return new Promise((done) => (server ? server.close(() => done()) : done()));
  }

  async mend(): Promise<void> {
    if (this.server) return;
    const server = createServer((here) => {
      const there = connect(this.target);
      for (const [one, other] of [[here, there], [there, here]] as const) {
        this.open.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => (this.open.delete(one), other.destroy()));
        one.pipe(other);
      }
    });
    this.server = server;
    await new Promise<void>((done, failed) => server.once('error', failed).listen(join(this.folder, SOCKET), done));
  }

  async end(): Promise<void> {
    await this.cut();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
