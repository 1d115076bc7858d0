import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Where undici announces each connection that is ready, through a proxy as well. */
const channel = 'undici:client:connected';

/** What is known of the protocol of a host. */
interface ProtocolWatch {
  /** Whether the last connection to the host uses HTTP/2. False before there was one. */
  isHttp2(): boolean;
  /** Stops watching. */
  close(): void;
}

interface Connected {
  readonly connectParams: { readonly host?: string };
  readonly socket: Socket & { readonly alpnProtocol?: string | false | null };
}

/** Watches which protocol the connections to a host negotiate. */
export function watchProtocol({ host }: URL): ProtocolWatch {
  let alpn: string | false | null | undefined;
  const onConnected = (message: unknown): void => {
    const { connectParams, socket } = message as Connected;
    if (connectParams.host === host) alpn = socket.alpnProtocol;
  };
  subscribe(channel, onConnected);
  return {
    isHttp2: () => alpn === 'h2',
    close: () => {
      unsubscribe(channel, onConnected);
    },
  };
}
