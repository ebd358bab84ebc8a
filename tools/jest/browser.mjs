import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom, with the globals of Node that a browser has too and jsdom withholds. */
export default class BrowserEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, {
      fetch, Request, Response, Headers, TextEncoder, TextDecoder, ReadableStream, structuredClone, Uint8Array,
    });
  }
}
