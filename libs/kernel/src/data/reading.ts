import pg, { type Connection, type QueryConfig, type Submittable } from 'pg';
import { readTypes } from './parsers';

type Parser = (text: string) => unknown;
type Done = (fault: Error | null, result?: { rows: unknown[][] }) => void;
interface Described {
  fields: readonly { dataTypeID: number; format: string }[];
}
/** What `pg` gives its own queries and leaves out of its types. */
type Line = Connection & Record<'parsedStatements' | 'submittedNamedStatements', Record<string, string | undefined>> & Record<'parse' | 'bind' | 'describe' | 'execute', (message: object) => void>;

const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } }).utils;

/** How the columns of a connection's prepared statements are read. PostgreSQL refuses a prepared statement whose columns have changed. */
const known = new WeakMap<Connection, Map<string, Parser[]>>();

function knownOn(connection: Connection): Map<string, Parser[]> {
  let parsers = known.get(connection);
  if (!parsers) known.set(connection, (parsers = new Map<string, Parser[]>()));
  return parsers;
}

/**
 * A prepared read as the driver runs it: rows as arrays, and the columns described the first time alone, where the driver's own query
 * has them sent and gone through at each call.
 */
export class Reading implements Submittable, QueryConfig {
  readonly values: unknown[];
  callback: Done | null = null;
  private readonly rows: unknown[][] = [];
  private parsers: Parser[] | undefined;
  private fault: Error | null = null;
  /** The columns were described by this very call. */
  private isNew = false;

  constructor(
    readonly name: string,
    readonly text: string,
    values: readonly unknown[],
  ) {
    this.values = values as unknown[];
  }

  submit(connection: Connection): Error | null {
    const line = connection as Line;
    const earlier = line.parsedStatements[this.name] ?? line.submittedNamedStatements[this.name];
    if (earlier !== undefined && earlier !== this.text) return new Error(`Two statements bear the name ${this.name}`);
    line.stream.cork();
    try {
      this.send(line, earlier !== undefined);
    } finally {
      line.stream.uncork();
    }
    return null;
  }

  private send(line: Line, isParsed: boolean): void {
    if (!isParsed) {
      line.parse({ text: this.text, name: this.name });
      line.submittedNamedStatements[this.name] = this.text;
    }
    this.parsers = isParsed ? knownOn(line).get(this.name) : undefined;
    try {
      line.bind({ statement: this.name, values: this.values, valueMapper: prepareValue });
    } catch (fault) {
      // Nothing was bound: the end of the exchange is told, and the answer to it brings the fault.
      this.fault = fault as Error;
      return line.sync();
    }
    if (!this.parsers) line.describe({ type: 'P' });
    line.execute({});
    line.sync();
  }

  handleRowDescription({ fields }: Described): void {
    this.parsers = fields.map(({ dataTypeID, format }) => readTypes.getTypeParser(dataTypeID, format));
    this.isNew = true;
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const parsers = this.parsers!;
    try {
      for (let at = 0; at < fields.length; at++) if (fields[at] !== null) fields[at] = parsers[at]!(fields[at] as string) as string;
      this.rows.push(fields);
    } catch (fault) {
      this.fault = fault as Error;
    }
  }

  handleReadyForQuery(connection: Connection): void {
    if (this.isNew && this.parsers) knownOn(connection).set(this.name, this.parsers);
    this.callback?.(this.fault, { rows: this.rows });
  }

  handleError(fault: Error): void {
    this.callback?.(fault);
    this.callback = null;
  }

  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
}
