/** What of the provider that specs run is used here; the package brings no types of its own. */
declare module 'oidc-provider' {
  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): (request: unknown, response: unknown) => void;
    on(event: 'server_error', listener: (...args: unknown[]) => void): this;
  }
}
