export const id = 299;
export const ids = [299];
export const modules = {

/***/ 2048:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ watchConnections)
/* harmony export */ });
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3053);
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__);

/** Where undici announces each connection that is ready: to the cluster, and through a proxy. */
const channel = 'undici:client:connected';
/**
 * Watches which protocol the connections to a host negotiate, and every connection for TLS alerts. With TLS 1.3 a server
 * refuses a client certificate after the handshake has succeeded; over HTTP/1.1 undici then reports only that the server
 * closed.
 */
function watchConnections({ host }) {
    const alerts = new Map();
    let alpn;
    const onConnected = (message) => {
        const { connectParams, socket } = message;
        if (connectParams.host === host)
            alpn = socket.alpnProtocol;
        const { localPort } = socket;
        if (localPort === undefined)
            return;
        // The port may have belonged to an earlier connection.
        alerts.delete(localPort);
        socket.once('error', (error) => {
            if (error.code?.startsWith('ERR_SSL_') === true)
                alerts.set(localPort, error);
        });
    };
    (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.subscribe)(channel, onConnected);
    return {
        isConnected: () => alpn !== undefined,
        isHttp2: () => alpn === 'h2',
        findBehind(thrown) {
            const { code, socket } = thrown;
            return (code === 'UND_ERR_SOCKET' && alerts.get(socket?.localPort ?? 0)) || thrown;
        },
        close: () => void (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.unsubscribe)(channel, onConnected),
    };
}


/***/ }),

/***/ 1962:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HD: () => (/* binding */ authenticationFailure),
/* harmony export */   SC: () => (/* binding */ createRenewableCredentials),
/* harmony export */   nU: () => (/* binding */ createStaticCredentials),
/* harmony export */   o0: () => (/* binding */ pauseAfterFailures)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _race_with_signal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2429);


/** A token that does not change during the run. Secret. */
function createStaticCredentials(token) {
    return {
        obtain: async () => token,
        replace: async () => undefined,
        confirm: () => { },
        close: async () => { },
    };
}
/**
 * Tokens that are requested when they are first needed, and once more when one is rejected: it may have expired. A
 * token that took the place of another and was never accepted is not replaced again.
 */
function createRenewableCredentials(request, close = async () => { }) {
    let token;
    let underWay;
    let isReplacement = false;
    const ask = (signal) => {
        token = undefined;
        underWay ??= request().then((result) => {
            underWay = undefined;
            if (typeof result === 'string')
                token = result;
            return result;
        });
        return (0,_race_with_signal_js__WEBPACK_IMPORTED_MODULE_1__/* .raceWithSignal */ .o)(underWay, signal, () => endedBefore(signal));
    };
    return {
        obtain: async (signal) => token ?? ask(signal),
        async replace(rejected, signal) {
            if (token !== rejected)
                return token ?? ask(signal);
            if (isReplacement)
                return undefined;
            isReplacement = true;
            return ask(signal);
        },
        confirm(accepted) {
            if (accepted === token)
                isReplacement = false;
        },
        close,
    };
}
/** The pause after the first failure, in ms; each further one is twice as long, up to {@link longestPause}. */
const firstPause = 250;
const longestPause = 2_000;
/**
 * Pauses after each token request that fails, before the next one: hundreds of revocations may wait for the same token, and
 * each of them asks again. Those that ask meanwhile wait for it too.
 */
function pauseAfterFailures(request, sleep) {
    let failures = 0;
    let pause = Promise.resolve();
    return async () => {
        await pause;
        const result = await request();
        failures = typeof result === 'string' ? 0 : failures + 1;
        if (failures > 0)
            pause = sleep(Math.min(firstPause * 2 ** (failures - 1), longestPause));
        return result;
    };
}
/** The failure of a request that was not sent: there was no token to authenticate it with. */
function authenticationFailure(message, retryable, hint) {
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .createFailure */ .I)('authentication-failed', message, {
        hint,
        retryable,
        affectsAll: !retryable,
        unsent: true,
    });
}
/** What a request gets that ends before there is a token for it: others may wait for the same one. */
function endedBefore({ reason }) {
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .createEnded */ .p)(reason, 'The run ended before there was an access token.', { unsent: true });
}


/***/ }),

/***/ 9619:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ prepareDispatcher),
/* harmony export */   V: () => (/* binding */ prepareOtherDispatcher)
/* harmony export */ });
/* harmony import */ var undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9136);
/* harmony import */ var undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var undici_lib_dispatcher_agent_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7405);
/* harmony import */ var undici_lib_dispatcher_agent_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(undici_lib_dispatcher_agent_js__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _certificates_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8119);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7716);
/* harmony import */ var _handshake_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5405);
/* harmony import */ var _thrown_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9824);
/* harmony import */ var _tls_faults_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4943);







/** Connections take at most this long, in ms, however long a request may take. */
const longestConnect = 10_000;
/** Loads the parts of a dispatcher for one cluster, and returns a function that makes one. */
async function prepareDispatcher(options) {
    const { proxy } = options;
    if (proxy === undefined)
        return (protocol) => new (undici_lib_dispatcher_agent_js__WEBPACK_IMPORTED_MODULE_1___default())({ ...limitsOf(options, protocol), connect: createConnector(options, protocol) });
    // Tunnels work with the whole of undici only: its index gives dispatchers their method `connect`.
    const { Pool, ProxyAgent } = await Promise.all(/* import() | undici */[__webpack_require__.e(43), __webpack_require__.e(215)]).then(__webpack_require__.t.bind(__webpack_require__, 6752, 19));
    return (protocol) => {
        const limits = limitsOf(options, protocol);
        const openToProxy = (origin, { connect }) => new Pool(origin, { ...limits, connect: (0,_handshake_js__WEBPACK_IMPORTED_MODULE_4__/* .explainConnections */ .H)(connect, 'proxy') });
        return new ProxyAgent({
            ...limits,
            ...describeProxy(options, proxy, protocol),
            clientFactory: openToProxy,
            // Requests to a plain address are forwarded by the proxy, over connections to it.
            factory: (origin, settings) => new URL(origin).origin === proxy.url.origin
                ? openToProxy(origin, settings)
                : new Pool(origin, settings),
        });
    };
}
/** The same for a server other than the cluster: client certificate and `tls-skip-verify` are not meant for it. */
function prepareOtherDispatcher({ authorities }, timeout, proxy) {
    const tls = { authorities, insecure: false, client: undefined };
    return prepareDispatcher({ tls, concurrency: 1, timeout, proxy });
}
/**
 * How often a server is asked on HTTP/2 whether it is still there, in ms; a connection ends where it has not answered by
 * the next time. A third of a request's time shows it then. Its answer may come behind 256 KiB of a list, over a slow
 * network, or from a server that is busy: who raises `timeout` allows for that too.
 */
function intervalOfPings(timeout) {
    return Math.max(1_000, Math.ceil(timeout / 6));
}
/**
 * Each request has its own exact timer: undici's are coarse. On HTTP/2 one connection carries all requests: undici opens
 * another as soon as the first one is full.
 */
function limitsOf({ concurrency, timeout }, protocol) {
    const h2Options = { maxConcurrentStreams: concurrency + 1, pingInterval: intervalOfPings(timeout) };
    return {
        connections: concurrency,
        allowH2: protocol === undefined,
        h2Options,
        maxHeaderSize: _fault_js__WEBPACK_IMPORTED_MODULE_3__/* .largestHeaders */ .$M,
        headersTimeout: 0,
        bodyTimeout: 0,
    };
}
function describeProxy(options, { url, authorization }, protocol) {
    const authorities = (0,_certificates_js__WEBPACK_IMPORTED_MODULE_2__/* .trustedAuthorities */ .DR)(options.tls.authorities);
    return {
        uri: url.origin,
        ...(authorization === undefined ? {} : { token: authorization }),
        requestTls: createHandshake(options, authorities, protocol),
        proxyTls: {
            // It gets the password of the proxy, no matter what the environment says.
            rejectUnauthorized: true,
            // CONNECT is sent over HTTP/1.1, and a proxy that is offered HTTP/2 may choose that.
            allowH2: false,
            ca: authorities,
            allowPartialTrustChain: !(0,_certificates_js__WEBPACK_IMPORTED_MODULE_2__/* .areRoots */ .eh)(options.tls.authorities),
            timeout: limitConnect(options),
        },
    };
}
function limitConnect({ timeout }) {
    return Math.min(timeout, longestConnect);
}
/** How connections are made. One context serves them all: it holds every authority, and takes long to make. */
function createHandshake(options, authorities, protocol) {
    const { tls } = options;
    return {
        secureContext: (0,_certificates_js__WEBPACK_IMPORTED_MODULE_2__/* .createContext */ .q6)({
            ...tls.client,
            ca: authorities && [...authorities],
            allowPartialTrustChain: !(0,_certificates_js__WEBPACK_IMPORTED_MODULE_2__/* .areRoots */ .eh)(tls.authorities),
        }),
        rejectUnauthorized: !tls.insecure,
        allowH2: protocol === undefined,
        preferH2: true,
        timeout: limitConnect(options),
    };
}
/**
 * Connects with the authorities that are given, or else with those that Node brings. All that are trusted, the
 * operating system's among them, are read only where these do not suffice: that takes longer than a handshake.
 */
function createConnector(options, protocol) {
    const { authorities } = options.tls;
    const first = authorities.length > 0 ? authorities : undefined;
    const connectTrusting = (trusted) => (0,_handshake_js__WEBPACK_IMPORTED_MODULE_4__/* .explainConnections */ .H)(undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_0___default()(createHandshake(options, trusted, protocol)), 'server');
    const connect = connectTrusting(first);
    let connectAgain;
    return (target, callback) => {
        if (connectAgain !== undefined)
            return connectAgain(target, callback);
        connect(target, (error, socket) => {
            if (error === null)
                return callback(null, socket);
            if (!(0,_tls_faults_js__WEBPACK_IMPORTED_MODULE_5__/* .mayOthersTrust */ .BM)((0,_thrown_js__WEBPACK_IMPORTED_MODULE_6__/* .rootOf */ .I5)(error).code))
                return callback(error, null);
            connectAgain ??= connectTrusting((0,_certificates_js__WEBPACK_IMPORTED_MODULE_2__/* .trustedAuthorities */ .DR)(authorities));
            connectAgain(target, callback);
        });
    };
}


/***/ }),

/***/ 5776:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openConnection: () => (/* binding */ openConnection)
});

// UNUSED EXPORTS: createTransport, openTransport

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/connection/connection-watch.ts
var connection_watch = __webpack_require__(2048);
// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./src/connection/content-coding.ts



/**
 * Decodes a body in one of the registered content codings (RFC 9110, section 8.4.1; RFC 8878 for zstd): no request accepts
 * them, but a server or a proxy may use one anyway. Reads at most `limit` bytes.
 */
async function decodeBody(bytes, contentEncoding, limit) {
    const names = contentEncoding.toLowerCase().split(',');
    const [coding, second] = names.map((name) => name.trim().replace(/^x-/, '')).filter(isCoding);
    if (coding === undefined)
        return toBody(bytes, limit);
    const decoder = second === undefined ? createDecoder(coding, bytes) : undefined;
    if (decoder === undefined)
        return { text: '', cut: false, incomplete: false, unknownCoding: contentEncoding };
    const chunks = [];
    let length = 0;
    try {
        for await (const chunk of external_node_stream_.Readable.from([bytes]).pipe(decoder)) {
            chunks.push(chunk);
            length += chunk.length;
            if (length > limit)
                break;
        }
    }
    catch {
        // A header may name a coding that a proxy has removed: text needs no decoder.
        const isPlain = length === 0 && (0,external_node_buffer_.isUtf8)(bytes);
        return isPlain ? toBody(bytes, limit) : { ...toBody(Buffer.concat(chunks), limit), incomplete: true };
    }
    return toBody(Buffer.concat(chunks), limit);
}
function isCoding(name) {
    return name !== '' && name !== 'identity';
}
function toBody(bytes, limit) {
    const cut = bytes.length > limit;
    return { text: toText(bytes, limit), cut, incomplete: false, unknownCoding: undefined };
}
function createDecoder(coding, bytes) {
    switch (coding) {
        case 'gzip':
            return (0,external_node_zlib_.createGunzip)();
        case 'br':
            return (0,external_node_zlib_.createBrotliDecompress)();
        case 'zstd':
            return (0,external_node_zlib_.createZstdDecompress)();
        case 'deflate':
            // Some servers leave out the header that the name calls for (RFC 9110, section 8.4.1.2; RFC 1950, section 2.2).
            return bytes.length > 1 && bytes.readUInt16BE(0) % 31 === 0 ? (0,external_node_zlib_.createInflate)() : (0,external_node_zlib_.createInflateRaw)();
        default:
            return undefined;
    }
}
/** No byte order mark is part of the text (RFC 8259, section 8.1). What is no text is not quoted by anything. */
function toText(bytes, limit) {
    const part = bytes.subarray(0, limit);
    const isBinary = bytes.length <= limit && !(0,external_node_buffer_.isUtf8)(part) && part.includes(0);
    return isBinary ? '' : part.toString('utf8').replace(/^\ufeff/, '');
}

// EXTERNAL MODULE: ./src/json.ts
var src_json = __webpack_require__(8301);
;// CONCATENATED MODULE: ./src/connection/json-end.ts

const [quote, backslash] = ['"', '\\'].map((character) => character.charCodeAt(0));
const opening = new Set([...'[{'].map((character) => character.charCodeAt(0)));
const closing = new Set([...']}'].map((character) => character.charCodeAt(0)));
/**
 * Says whether a JSON text stops before its end: inside a string, an array or an object. It takes no other error for
 * that.
 */
function endsEarly(json) {
    // The engine reads a long list in half of the time.
    if ((0,src_json/* parseJson */.qF)(json) !== undefined)
        return false;
    let depth = 0;
    let isInString = false;
    for (let at = 0; at < json.length; at += 1) {
        const code = json.charCodeAt(at);
        if (isInString && code === backslash)
            at += 1;
        else if (code === quote)
            isInString = !isInString;
        else if (!isInString && opening.has(code))
            depth += 1;
        else if (!isInString && closing.has(code))
            depth -= 1;
    }
    return isInString || depth > 0;
}

;// CONCATENATED MODULE: ./src/connection/on-abort.ts
const waiting = new WeakMap();
/**
 * Calls the listener when the signal is aborted, unless what is returned was called before. The signal has one listener of its
 * own for all of these: it looks through all it has whenever one comes or goes, and every request has two.
 */
function onAbort(signal, listener) {
    const { listeners, callAll } = waiting.get(signal) ?? startWaiting(signal);
    listeners.add(listener);
    return () => {
        listeners.delete(listener);
        if (listeners.size > 0)
            return;
        // Node keeps a signal that is composed of others alive as long as it has a listener.
        signal.removeEventListener('abort', callAll);
        waiting.delete(signal);
    };
}
function startWaiting(signal) {
    const listeners = new Set();
    const callAll = () => {
        for (const listener of listeners)
            listener();
    };
    const started = { listeners, callAll };
    waiting.set(signal, started);
    signal.addEventListener('abort', callAll, { once: true });
    return started;
}

;// CONCATENATED MODULE: ./src/connection/answer.ts



/**
 * Dispatches a request and receives its answer up to the limit of its body; what follows is not read. Rejects with
 * what undici or Node throw. It works on undici's lowest level, without a stream for each answer: over thousands of
 * requests that halves the memory.
 */
async function receiveAnswer(dispatch) {
    const { dispatcher, options, timeout, signal, starting } = dispatch;
    if (starting.aborted)
        return 'unsent';
    const reception = new Reception(dispatch);
    const timer = setTimeout(() => reception.interrupt('timeout'), timeout);
    const ignoreHalt = onAbort(starting, () => reception.halt());
    const ignoreAbort = onAbort(signal, () => reception.interrupt('aborted'));
    try {
        dispatcher.dispatch(options, reception);
        const result = await reception.result;
        return typeof result === 'string' ? result : await toAnswer(result, options.method);
    }
    finally {
        clearTimeout(timer);
        ignoreHalt();
        ignoreAbort();
    }
}
/** An answer while it comes. A class, since its methods are shared: closures for each of thousands of requests are not. */
class Reception {
    result;
    #dispatch;
    #resolve;
    #reject;
    #controller;
    #interruption;
    #received;
    constructor(dispatch) {
        const { promise, resolve, reject } = Promise.withResolvers();
        this.result = promise;
        this.#dispatch = dispatch;
        this.#resolve = resolve;
        this.#reject = reject;
    }
    /** Ends it before its time. */
    interrupt(reason) {
        this.#interruption ??= reason;
        this.#resolve(this.#interruption);
        this.#controller?.abort(createAbortReason(this.#interruption));
    }
    /** Ends it if its request has not started. */
    halt() {
        if (this.#controller === undefined)
            this.interrupt('unsent');
    }
    onRequestStart(controller) {
        this.#controller = controller;
        // After a GOAWAY undici starts a request once more.
        if (this.#dispatch.starting.aborted || this.#interruption !== undefined)
            this.interrupt('aborted');
    }
    onResponseStart(_, status, headers) {
        const { ok, other } = this.#dispatch.bodyLimit;
        this.#received = { status, headers, limit: isSuccess(status) ? ok : other, chunks: [], length: 0 };
    }
    onResponseData(controller, chunk) {
        const received = this.#received;
        received.chunks.push(chunk);
        received.length += chunk.length;
        if (received.length <= received.limit)
            return;
        this.#resolve(received);
        controller.abort(createAbortReason('the body is longer than its limit'));
    }
    onResponseEnd() {
        this.#resolve(this.#received);
    }
    onResponseError(_, error) {
        this.#reject(error);
    }
}
/**
 * Where no request counts as running, undici fails every one that waits for the same connection along with an error
 * that has neither this code nor that of a broken connection (`onError` in its `lib/dispatcher/client.js`).
 */
function createAbortReason(message) {
    return Object.assign(new Error(message), { code: 'UND_ERR_INFO' });
}
async function toAnswer(received, method) {
    const { status, headers, limit, chunks, length } = received;
    const coding = single(headers['content-encoding']) ?? '';
    // What most revocations are answered with.
    const isEmpty = length === 0 && coding === '';
    const body = isEmpty
        ? emptyBody
        : await decodeBody(Buffer.concat(chunks, Math.min(length, limit)), coding, limit);
    const contentType = (single(headers['content-type']) ?? '').replace(/;.*/s, '').trim();
    const cut = length > limit || body.cut;
    if (!cut && isSuccess(status)) {
        const isJson = /[/+]json$/i.test(contentType) && status !== 204;
        // An empty answer to a revocation may be meant so; an empty list is written as one.
        const isNothing = method === 'GET' && length === 0 && headers['content-length'] === undefined;
        if (body.incomplete || (isJson && (isNothing || endsEarly(body.text))))
            return 'incomplete';
    }
    return {
        kind: 'answer',
        status,
        contentType,
        retryAfter: single(headers['retry-after']),
        location: status >= 300 && status < 400 ? single(headers['location']) : undefined,
        date: single(headers['date']),
        age: single(headers['age']),
        body: body.text,
        length,
        cut,
        unknownCoding: body.unknownCoding,
    };
}
const emptyBody = { text: '', cut: false, incomplete: false, unknownCoding: undefined };
function isSuccess(status) {
    return status >= 200 && status < 300;
}
function single(header) {
    return Array.isArray(header) ? header[0] : header;
}

// EXTERNAL MODULE: ./src/connection/fault.ts
var fault = __webpack_require__(7716);
// EXTERNAL MODULE: ./src/connection/thrown.ts
var connection_thrown = __webpack_require__(9824);
;// CONCATENATED MODULE: ./src/connection/exchange.ts




/** What came of a request that was sent once before: it was sent, even if the last time it was not. */
function sentBefore(exchange) {
    return exchange.kind === 'failed' ? { ...exchange, unsent: false } : exchange;
}
/** Makes what sends one request and receives its answer. It throws for nothing that a network or a server can do. */
function createExchange({ role, host, timeout, proxy }, watch) {
    const describeRoute = () => {
        const isUnopened = host.protocol === 'https:' && !watch.isConnected();
        return { host, role, proxy: proxy?.url, isUnopened };
    };
    return async ({ method, path, headers, body = null, signal, starting = signal, bodyLimit }, dispatcher) => {
        const options = { origin: host.origin, path, method, headers, body };
        try {
            const answer = await receiveAnswer({ dispatcher, options, bodyLimit, timeout, signal, starting });
            if (answer === 'unsent')
                return (0,failure/* createEnded */.p)(starting.reason, 'The run ended before this request was sent.', { unsent: true });
            if (answer === 'aborted')
                return (0,failure/* createEnded */.p)(signal.reason, `The run ended before ${host.origin} answered.`, {
                    mayHaveWorked: true,
                });
            if (typeof answer === 'string')
                return (0,fault/* explainInterruption */.Z9)(answer, describeRoute(), timeout);
            // Within TLS a proxy only carries bytes; a plain request is answered by it, or by what it asked.
            const isForwarded = host.protocol === 'http:' && proxy !== undefined;
            return isForwarded ? { ...answer, forwardedBy: proxy.url.origin } : answer;
        }
        catch (thrown) {
            if ((0,connection_thrown/* isHttp1Required */.Bo)(thrown))
                return 'http/1.1 required';
            return (0,fault/* explainFault */.Oy)(watch.findBehind(thrown), describeRoute());
        }
    };
}

;// CONCATENATED MODULE: ./src/connection/connections.ts



/**
 * Opens the connections to a server; the first request makes the first one. Where a request is not answered in time, the
 * next ones get another dispatcher: all of one wait for a tunnel that a proxy has not answered, and a server that answers
 * pings need not answer requests. Where the server will not serve a request over HTTP/2, it is sent once more without
 * (RFC 9113, section 7, HTTP_1_1_REQUIRED), as are all that follow.
 */
function openConnections(server, create) {
    const watch = (0,connection_watch/* watchConnections */.b)(server.host);
    const send = createExchange(server, watch);
    let current = create();
    const all = [current];
    let protocol;
    /** Replaces the dispatcher that a request used, unless it has been replaced already by one of the wanted protocol. */
    const replace = (used, wanted = protocol) => {
        if (used !== current && wanted === protocol)
            return;
        protocol = wanted;
        current = create(protocol);
        all.push(current);
    };
    return {
        async send(request) {
            const used = current;
            const result = await send(request, used);
            if (result === 'http/1.1 required') {
                replace(used, 'http/1.1');
                const again = await send(request, current);
                return again === 'http/1.1 required' ? explainStillRequired(server) : sentBefore(again);
            }
            const isStuck = result.kind === 'failed' && result.code === 'timeout' && result.retryable;
            if (isStuck)
                replace(used);
            return result;
        },
        isHttp2: watch.isHttp2,
        async close() {
            watch.close();
            await Promise.all(all.map((each) => each.destroy()));
        },
    };
}
function explainStillRequired({ role }) {
    return (0,failure/* createFailure */.I)('unreachable', 'The server requires HTTP/1.1 (HTTP_1_1_REQUIRED), but the request was sent over HTTP/1.1.', { hint: `Check the proxy or ingress in front of the ${role}.` });
}

// EXTERNAL MODULE: ./src/connection/dispatcher.ts
var dispatcher = __webpack_require__(9619);
// EXTERNAL MODULE: ./src/connection/quote.ts
var connection_quote = __webpack_require__(6308);
// EXTERNAL MODULE: ./src/connection/credentials.ts
var credentials = __webpack_require__(1962);
;// CONCATENATED MODULE: ./src/connection/sign-in.ts




/** Opens the credentials of a run. No request is sent before the first token is needed. */
async function signIn(authentication, needs) {
    if (authentication.kind === 'token')
        return (0,credentials/* createStaticCredentials */.nU)(authentication.token);
    const { createTokenRequest } = await Promise.all(/* import() | oauth */[__webpack_require__.e(235), __webpack_require__.e(876)]).then(__webpack_require__.bind(__webpack_require__, 8700));
    const { tls, proxy, timeout, secrets, getIdToken, sleep } = needs;
    const server = { role: 'identity provider', host: authentication.oauth.tokenUrl, proxy, timeout };
    const connections = openConnections(server, await (0,dispatcher/* prepareOtherDispatcher */.V)(tls, timeout, proxy));
    const closed = new AbortController();
    const request = createTokenRequest(authentication.oauth, {
        send: connections.send,
        timeout,
        signal: closed.signal,
        getIdToken,
        hide: secrets.hide,
        quote: (text) => (0,connection_quote/* quoteText */.ol)(text, secrets.redact),
    });
    const requestInTurn = (0,credentials/* pauseAfterFailures */.o0)(request, (ms) => sleep(ms, closed.signal));
    return (0,credentials/* createRenewableCredentials */.SC)(requestInTurn, async () => {
        closed.abort();
        await connections.close();
    });
}

;// CONCATENATED MODULE: ./src/connection/transport.ts





/**
 * Maximum concurrent requests, if each one needs its own connection. A connection that is made for each of them is a
 * handshake for the server; without one they would wait in a queue while their time runs.
 */
const mostConnections = 128;
/** Signs in, and opens the connection to a cluster; the first request makes the first connection. */
async function openConnection(needs) {
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
/** Opens the connection to a cluster as whom the credentials say. */
async function openTransport(settings) {
    return createTransport(settings, await (0,dispatcher/* prepareDispatcher */.H)(settings));
}
/** Sends requests through a dispatcher, and through another one in its place if that is needed. */
function createTransport(settings, create) {
    const { redact, onExchange } = settings;
    const connections = openConnections({ ...settings, role: 'cluster' }, create);
    const exchange = authenticate(settings.credentials, connections.send);
    return {
        async send(request) {
            const started = performance.now();
            const result = await exchange(request);
            const { method, path, attempt } = request;
            const ms = Math.round(performance.now() - started);
            const how = result.kind === 'answer' ? result.status : result.code;
            onExchange(`${method} ${path}: ${how}, attempt ${attempt}, ${ms} ms`);
            return result;
        },
        mostAtOnce: () => (connections.isHttp2() ? Number.POSITIVE_INFINITY : mostConnections),
        quote: (text) => (0,connection_quote/* quoteText */.ol)(text, redact),
        close: connections.close,
    };
}
const commonHeaders = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'influxdb-revoke-management-tokens',
};
/** Gives requests their bearer token, and another one to what is answered with 401: the first may have expired. */
function authenticate(credentials, send) {
    const sendAs = (token, request) => send({ ...request, headers: { ...commonHeaders, authorization: `Bearer ${token}` } });
    const sendWith = async (token, request) => {
        const result = await sendAs(token, request);
        if (result.kind === 'answer' && result.status !== 401)
            credentials.confirm(token);
        return result;
    };
    return async (request) => {
        if (request.bearerToken !== undefined)
            return sendAs(request.bearerToken, request);
        const { starting = request.signal } = request;
        const token = await credentials.obtain(starting);
        if (typeof token !== 'string')
            return token;
        const result = await sendWith(token, request);
        if (result.kind === 'failed' || result.status !== 401)
            return result;
        const other = await credentials.replace(token, starting);
        return sentBefore(typeof other === 'string' ? await sendWith(other, request) : (other ?? result));
    };
}


/***/ })

};
