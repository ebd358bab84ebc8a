/** What one subscription wants to hear of. The socket server listens for it; iterated by anybody else it is silent. */
export class LiveSource implements AsyncIterable<never> {
  constructor(
    readonly types: ReadonlySet<string>,
    readonly ids: ReadonlySet<string> | null,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<never> {
    // Nothing is told without the viewer that stands behind an open line.
  }
}
