import { types } from 'node:util';

/**
 * Tests run in a realm of their own, and errors of Node's sockets and files come from another one: there `instanceof`
 * does not know them. Outside of tests there is one realm only. Importing this lets both realms' errors count.
 */
function widen(type: ErrorConstructor, isInstance: (value: unknown) => boolean): void {
  const inherited = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(type, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown): boolean {
      return inherited.call(this as () => void, value) || (this === type && isInstance(value));
    },
  });
}

widen(Error, types.isNativeError);
widen(
  AggregateError as unknown as ErrorConstructor,
  (value) => types.isNativeError(value) && 'errors' in value,
);
