/** Response headers may be this large over HTTP/1.1, in bytes: a proxy that signs people in adds cookies. */
export const largestHeaders = 64 * 1024;
