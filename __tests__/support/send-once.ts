import { openTransport } from '../../src/connection/transport.ts';
import { connectionSettings, httpRequest } from './connection-settings.ts';

/** Sends one request from a process of its own, whose trusted authorities come from its environment. */
const host = new URL(process.argv[2] ?? '');
const transport = await openTransport(connectionSettings({ host }));
console.log(JSON.stringify(await transport.send(httpRequest())));
await transport.close();
