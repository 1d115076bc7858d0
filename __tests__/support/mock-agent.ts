import { type Dispatcher, MockAgent } from 'undici';
import { type ConnectionSettings, createTransport, type Transport } from '../../src/connection/transport.ts';
import { connectionSettings } from './connection-settings.ts';
import { closeLater } from './scenario.ts';

/** A dispatcher with the answers of a test, which never opens a connection. */
export function offlineAgent(): MockAgent {
  const agent = new MockAgent();
  agent.disableNetConnect();
  // A mock agent can only be closed.
  return Object.assign(agent, { destroy: () => agent.close() });
}

/** A transport through a dispatcher. */
export function transportOver(dispatcher: Dispatcher, settings: Partial<ConnectionSettings> = {}): Transport {
  return closeLater(createTransport(connectionSettings(settings), () => dispatcher));
}
