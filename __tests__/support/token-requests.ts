import { clientOf, type Identity, jwtType, type ProofKind } from './identity.ts';

/** How a workflow can do without a management token, in words. */
export const kinds: readonly (readonly [words: string, kind: ProofKind])[] = [
  ['a client secret', 'client-secret'],
  ["the runner's OIDC token as client assertion, and no stored secret", 'client-assertion'],
  ["the runner's OIDC token in exchange, and no stored secret", 'subject-token'],
];

/** The form of the first token request without scope and audience: RFC 6749, RFC 7523 and RFC 8693. */
export const bareRequests: Readonly<
  Record<ProofKind, (identity: Required<Identity>) => Readonly<Record<string, string | undefined>>>
> = {
  'client-secret': () => ({ grant_type: 'client_credentials' }),
  'client-assertion': ({ runner }) => ({
    grant_type: 'client_credentials',
    client_id: clientOf['client-assertion'],
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: runner.issued()[0],
  }),
  'subject-token': ({ runner }) => ({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    client_id: clientOf['subject-token'],
    subject_token: runner.issued()[0],
    subject_token_type: jwtType,
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  }),
};
