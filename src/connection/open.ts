import { type Authentication, type SignInNeeds, signIn } from './sign-in.ts';
import { type ConnectionSettings, openTransport, type Transport } from './transport.ts';

/** Where and as whom to send requests, and what that needs of the world. */
interface ConnectionNeeds
  extends Omit<ConnectionSettings, 'credentials' | 'redact'>,
    Pick<SignInNeeds, 'secrets' | 'getIdToken'> {
  readonly authentication: Authentication;
  /** The proxy that the environment names for the identity provider. */
  readonly providerProxy: SignInNeeds['proxy'];
}

/** Opens the connection to a cluster; the first request makes the first connection. */
export async function openConnection(needs: ConnectionNeeds): Promise<Transport> {
  const { authentication, providerProxy, secrets } = needs;
  const credentials = await signIn(authentication, { ...needs, proxy: providerProxy });
  const transport = await openTransport({ ...needs, credentials, redact: secrets.redact });
  return {
    ...transport,
    async close() {
      await Promise.all([transport.close(), credentials.close()]);
    },
  };
}
