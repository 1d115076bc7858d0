import { MockAgent } from 'undici';
import { createTransport } from '../../src/connection/transport.ts';
import { connectionSettings } from './connection-settings.ts';

/** Quotes a page of many brackets, for a test that has to end it from outside where it never returns. */
const [part = '<', count = '1'] = process.argv.slice(2);
const transport = createTransport(connectionSettings(), () => new MockAgent());
console.log(transport.quote(`<!doctype html>said${part.repeat(Number(count))}`).slice(0, 4));
