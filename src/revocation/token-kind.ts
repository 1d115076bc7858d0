/** What differs between the kinds of tokens. Everything else is the same for both. */
export interface TokenKind {
  readonly name: 'management' | 'database';
  /** Several of them, in the words of messages. */
  readonly plural: string;
  /** Where the Management API serves them, unless the workflow says otherwise. Names in braces are inputs. */
  readonly apiPath: { readonly clustered: string; readonly dedicated: string };
  readonly influxctl: {
    /** The first version that supports this, according to its release notes. */
    readonly leastVersion: string;
    /** The command lines; ids follow the second one. */
    readonly list: readonly string[];
    readonly revoke: readonly string[];
  };
  /** Whether runs authenticate with one of them: then one has to stay active, and the one in use is special. */
  readonly areCredentials: boolean;
  /** Whether revoked ones remain in the list. If not, one that was listed and is gone after its revocation is dead. */
  readonly stayListed: boolean;
  /** Whether lists show how their strings begin, and who created them. */
  readonly areTraceable: boolean;
}

/** The kinds, by the values of the input `token-type`. */
export const tokenKinds = {
  management: {
    name: 'management',
    plural: 'management tokens',
    // An assumption: InfluxData publishes collections of database tokens only, under the same conventions.
    apiPath: {
      clustered: '/api/v0/management-tokens',
      dedicated: '/api/v0/accounts/{account-id}/management-tokens',
    },
    influxctl: {
      // Older ones stop at the first id that fails.
      leastVersion: '2.9.8',
      list: ['management', 'list', '--format', 'json'],
      revoke: ['management', 'revoke', '--force'],
    },
    areCredentials: true,
    stayListed: true,
    areTraceable: true,
  },
  database: {
    name: 'database',
    plural: 'database tokens',
    // Published: https://docs.influxdata.com/influxdb3/clustered/api/management/
    apiPath: {
      clustered: '/api/v0/tokens',
      dedicated: '/api/v0/accounts/{account-id}/clusters/{cluster-id}/tokens',
    },
    influxctl: {
      // Older ones have no `token revoke`.
      leastVersion: '2.10.0',
      list: ['token', 'list', '--include-revoked', '--format', 'json'],
      revoke: ['token', 'revoke', '--force'],
    },
    areCredentials: false,
    stayListed: false,
    areTraceable: false,
  },
} as const satisfies Record<string, TokenKind>;
