import { execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Change, Listener, LiveSource, Watch } from '@dossier/kernel/live';

const MOST_WRITERS = 200;

/** Writes changes out as one document asks for them; each change once, however many listen with that document. */
class Writer {
  private readonly written = new WeakMap<Change, Promise<string | null>>();

  private readonly args: ExecutionArgs;

  constructor({ contextValue: _, ...args }: ExecutionArgs) {
    this.args = args;
  }

  /** Null: the gate refused it to whom it was to be told. That holds for them alone. */
  async write(change: Change, contextValue: unknown): Promise<string | null> {
    const known = this.written.get(change);
    const text = known ?? this.run(change, contextValue);
    if (!known) this.written.set(change, text);
    const written = await text;
    if (written !== null) return written;
    this.written.delete(change);
    return known ? this.write(change, contextValue) : null;
  }

  /** Through the guarded schema, as any answer. */
  private async run(change: Change, contextValue: unknown): Promise<string | null> {
    const result = await execute({ ...this.args, contextValue, rootValue: { changes: change } });
    return result.errors ? null : JSON.stringify({ data: result.data });
  }
}

/** One writer for each document and its switches. */
export class Writers {
  private readonly kept = new Map<string, Writer>();

  of(query: string, args: ExecutionArgs): Writer {
    const key = JSON.stringify([query, args.operationName ?? null, query.includes('@') ? args.variableValues : null]);
    let writer = this.kept.get(key);
    if (writer) return writer;
    if (this.kept.size >= MOST_WRITERS) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(key, (writer = new Writer(args)));
    return writer;
  }
}

interface Telling {
  id: string;
  watch: Watch;
  source: LiveSource;
  writer: Writer;
  context: unknown;
  send(text: string): void;
  listen(listener: Listener): () => void;
}

/**
 * One open subscription. graphql-ws waits on it as on any stream of results, and ends it; what is told goes past that
 * stream straight to the socket, written once for all who hear the same.
 */
export function tell({ id, watch, source, writer, context, send, listen }: Telling): AsyncGenerator<ExecutionResult, void, void> {
  const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const { promise, resolve } = Promise.withResolvers<IteratorReturnResult<undefined>>();
  let isOpen = true;
  const stop = listen({
    watch, types: source.types, ids: source.ids,
    tell: (change) => void writer.write(change, context).then((text) => {
      if (isOpen && text) send(`${head}${text}}`);
    }),
  });
  const end = (): Promise<IteratorReturnResult<undefined>> => {
    isOpen = false;
    stop();
    resolve({ done: true, value: undefined });
    return promise;
  };
  const stream: AsyncGenerator<ExecutionResult, void, void> = {
    next: () => promise, return: end, throw: end,
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => void (await end()),
  };
  return stream;
}
