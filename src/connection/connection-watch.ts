import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Where undici announces each connection that is ready: to the cluster, and through a proxy. */
const channel = 'undici:client:connected';

/** What connections show that no answer does. */
export interface ConnectionWatch {
  /** Whether there was a connection to the host, through a proxy or not. */
  isConnected(): boolean;
  /** Whether the last connection to the host uses HTTP/2. False before there was one. */
  isHttp2(): boolean;
  /** The TLS alert on the connection that was closed without an answer; otherwise what was thrown. */
  findBehind(thrown: unknown): unknown;
  /** Stops watching. */
  close(): void;
}

interface Connected {
  readonly connectParams: { readonly host?: string };
  readonly socket: Socket & { readonly alpnProtocol?: string | false | null };
}

/** What undici reports of a connection that broke. */
interface SocketError {
  readonly code?: string;
  readonly socket?: { readonly localPort?: number } | null;
}

/**
 * Watches which protocol the connections to a host negotiate, and every connection for TLS alerts. With TLS 1.3 a server
 * refuses a client certificate after the handshake has succeeded; over HTTP/1.1 undici then reports only that the server
 * closed.
 */
export function watchConnections({ host }: URL): ConnectionWatch {
  const alerts = new Map<number, Error>();
  let alpn: string | false | null | undefined;
  const onConnected = (message: unknown): void => {
    const { connectParams, socket } = message as Connected;
    if (connectParams.host === host) alpn = socket.alpnProtocol;
    const { localPort } = socket;
    if (localPort === undefined) return;
    // The port may have belonged to an earlier connection.
    alerts.delete(localPort);
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code?.startsWith('ERR_SSL_') === true) alerts.set(localPort, error);
    });
  };
  subscribe(channel, onConnected);
  return {
    isConnected: () => alpn !== undefined,
    isHttp2: () => alpn === 'h2',
    findBehind(thrown) {
      const { code, socket } = thrown as SocketError;
      return (code === 'UND_ERR_SOCKET' && alerts.get(socket?.localPort ?? 0)) || thrown;
    },
    close: () => void unsubscribe(channel, onConnected),
  };
}
