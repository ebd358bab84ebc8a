/** Where this process stands: its data folder, the address people use, and whether the line is encrypted. */
export abstract class Deployment {
  abstract readonly dataDir: string;
  /** Base of links that leave the product; null: the address it listens on. */
  abstract readonly publicUrl: string | null;
  abstract readonly isSecure: boolean;
}

/** The provider outside of the product by which people may sign in (OpenID Connect); null: there is none. */
export abstract class SingleSignOn {
  abstract readonly provider: { issuer: string; clientId: string; clientSecret: string | null; name: string } | null;
}
