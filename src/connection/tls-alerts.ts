import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Where undici announces each connection: to the cluster, and through a proxy. */
const channel = 'undici:client:connected';

/** What is remembered of TLS alerts. */
export interface TlsAlerts {
  /** The alert on the connection that was closed without an answer; otherwise what was thrown. */
  findBehind(thrown: unknown): unknown;
  /** Stops watching. */
  close(): void;
}

/** What undici reports of a connection that broke. */
interface SocketError {
  readonly code?: string;
  readonly socket?: { readonly localPort?: number } | null;
}

/**
 * Watches connections for TLS alerts. With TLS 1.3 a server refuses a client certificate after the handshake has
 * succeeded; over HTTP/1.1 undici then reports only that the server closed.
 */
export function watchTlsAlerts(): TlsAlerts {
  const alerts = new Map<number, Error>();
  const onConnected = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
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
    findBehind(thrown) {
      const { code, socket } = thrown as SocketError;
      return (code === 'UND_ERR_SOCKET' && alerts.get(socket?.localPort ?? 0)) || thrown;
    },
    close: () => {
      unsubscribe(channel, onConnected);
    },
  };
}
