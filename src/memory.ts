import { setFlagsFromString } from 'node:v8';

// Requests leave short-lived objects behind. V8 would make room for them until 10,000 ids held 270 MiB; with the room
// that it starts with they hold 165, in the same time.
setFlagsFromString('--semi-space-growth-factor=1');
