export const id = 299;
export const ids = [299];
export const modules = {

/***/ 8042:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ receiveAnswer)
/* harmony export */ });
/**
 * Dispatches a request and receives its answer up to the limit of its body; what follows is not read. Rejects with
 * what undici or Node throw. It works on undici's lowest level, without a stream for each answer: over thousands of
 * requests that halves the memory.
 */
async function receiveAnswer(dispatch) {
    const { dispatcher, options, bodyLimit, timeout, signal } = dispatch;
    const { promise, resolve, reject } = Promise.withResolvers();
    let controller;
    let interruption;
    const interrupt = (reason) => {
        interruption ??= reason;
        resolve(interruption);
        controller?.abort(new Error(interruption));
    };
    const onTimeout = () => interrupt('timeout');
    const onAbort = () => interrupt('aborted');
    const timer = setTimeout(onTimeout, timeout);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted)
        onAbort();
    let receive = createReceiver(0, {}, bodyLimit);
    try {
        dispatcher.dispatch(options, {
            onRequestStart(started) {
                controller = started;
                if (interruption !== undefined)
                    started.abort(new Error(interruption));
            },
            onResponseStart(_, status, headers) {
                receive = createReceiver(status, headers, bodyLimit);
            },
            onResponseData(started, chunk) {
                if (receive.add(chunk))
                    return;
                resolve(receive.answer());
                started.abort(new Error('the body is longer than its limit'));
            },
            onResponseEnd: () => resolve(receive.answer()),
            onResponseError: (_, error) => reject(error),
        });
        return await promise;
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
    }
}
function createReceiver(status, headers, { ok, other }) {
    const limit = status >= 200 && status < 300 ? ok : other;
    const chunks = [];
    let length = 0;
    return {
        add(chunk) {
            chunks.push(chunk);
            length += chunk.length;
            return length <= limit;
        },
        answer: () => ({
            kind: 'answer',
            status,
            contentType: (single(headers['content-type']) ?? '').replace(/;.*/s, '').trim(),
            retryAfter: single(headers['retry-after']),
            location: single(headers['location']),
            body: Buffer.concat(chunks, Math.min(length, limit)).toString('utf8'),
            cut: length > limit,
        }),
    };
}
function single(header) {
    return Array.isArray(header) ? header[0] : header;
}


/***/ }),

/***/ 1596:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HD: () => (/* binding */ authenticationFailure),
/* harmony export */   SC: () => (/* binding */ createRenewableCredentials),
/* harmony export */   nU: () => (/* binding */ createStaticCredentials)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4071);
/* harmony import */ var _race_with_signal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1307);


/** A token that is what it is for the whole run. Secret. */
function createStaticCredentials(token) {
    return {
        obtain: async () => token,
        replace: async () => undefined,
        confirm: () => { },
        close: async () => { },
    };
}
/**
 * Tokens that are asked for when they are first needed, and once more when one is rejected: it may have expired. A
 * token that took the place of another and was never accepted is not replaced again.
 */
function createRenewableCredentials(request, close = async () => { }) {
    let token;
    let underWay;
    let isReplacement = false;
    const ask = () => {
        token = undefined;
        underWay ??= request().then((result) => {
            underWay = undefined;
            if (typeof result === 'string')
                token = result;
            return result;
        });
        return underWay;
    };
    return {
        obtain: async (signal) => token ?? (0,_race_with_signal_js__WEBPACK_IMPORTED_MODULE_1__/* .raceWithSignal */ .o)(ask(), signal, endedBefore),
        async replace(rejected, signal) {
            if (token !== rejected)
                return token ?? (0,_race_with_signal_js__WEBPACK_IMPORTED_MODULE_1__/* .raceWithSignal */ .o)(ask(), signal, endedBefore);
            if (isReplacement)
                return undefined;
            isReplacement = true;
            return (0,_race_with_signal_js__WEBPACK_IMPORTED_MODULE_1__/* .raceWithSignal */ .o)(ask(), signal, endedBefore);
        },
        confirm(accepted) {
            if (accepted === token)
                isReplacement = false;
        },
        close,
    };
}
/** The failure of a request that was not sent: nothing was there to authenticate it with. */
function authenticationFailure(message, retryable) {
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .createFailure */ .p)('authentication-failed', message, { retryable, affectsAll: !retryable });
}
/** What a request gets that ends before there is a token for it: others may wait for the same one. */
function endedBefore() {
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .createFailure */ .p)('timeout', 'The run ended before there was an access token.');
}


/***/ }),

/***/ 5964:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openConnection: () => (/* binding */ openConnection)
});

// EXTERNAL MODULE: ./src/connection/credentials.ts
var credentials = __webpack_require__(1596);
// EXTERNAL MODULE: ../inputs/node_modules/undici/lib/core/connect.js
var core_connect = __webpack_require__(1064);
var connect_default = /*#__PURE__*/__webpack_require__.n(core_connect);
// EXTERNAL MODULE: ../inputs/node_modules/undici/lib/dispatcher/agent.js
var agent = __webpack_require__(8085);
var agent_default = /*#__PURE__*/__webpack_require__.n(agent);
// EXTERNAL MODULE: ./src/connection/certificates.ts
var certificates = __webpack_require__(2212);
// EXTERNAL MODULE: ./src/connection/fault.ts
var fault = __webpack_require__(6906);
;// CONCATENATED MODULE: ./src/connection/dispatcher.ts




/** Loads what a dispatcher for one cluster is made from, and gives what makes one. */
async function prepareDispatcher(options) {
    const { proxy } = options;
    if (proxy === undefined)
        return () => new (agent_default())({ ...limitsOf(options), connect: createConnector(options) });
    // Tunnels work with the whole of undici only: its index gives dispatchers their method `connect`.
    const { EnvHttpProxyAgent } = await __webpack_require__.e(/* import() | undici */ 215).then(__webpack_require__.t.bind(__webpack_require__, 7208, 19));
    return () => new EnvHttpProxyAgent({ ...limitsOf(options), ...describeProxy(options, proxy) });
}
/**
 * Each request has its own exact timer: undici's are coarse. On HTTP/2 one connection carries all requests: undici opens
 * another as soon as the first one is full.
 */
function limitsOf({ concurrency }) {
    const h2Options = { maxConcurrentStreams: concurrency + 1 };
    return { connections: concurrency, h2Options, headersTimeout: 0, bodyTimeout: 0 };
}
function describeProxy(options, { url, exempt }) {
    const authorities = (0,certificates/* trustedAuthorities */.DR)(options.tls.authorities);
    const trusting = createHandshake(options, authorities);
    return {
        httpProxy: url.href,
        httpsProxy: url.href,
        noProxy: exempt,
        connect: trusting,
        requestTls: trusting,
        proxyTls: { ca: authorities, timeout: options.connectTimeout },
    };
}
/** How connections are made. One context serves them all: it holds every authority, and takes long to make. */
function createHandshake({ tls, connectTimeout }, authorities) {
    const trust = authorities === undefined ? {} : { ca: [...authorities] };
    return {
        secureContext: (0,certificates/* createContext */.q6)({ ...tls.client, ...trust }),
        rejectUnauthorized: !tls.insecure,
        preferH2: true,
        timeout: connectTimeout,
    };
}
/**
 * Connects with the authorities that are given, or else with those that Node brings. All that are trusted, the
 * operating system's among them, are read only where these do not suffice: that takes longer than a handshake.
 */
function createConnector(options) {
    const { authorities } = options.tls;
    const connect = connect_default()(createHandshake(options, authorities.length > 0 ? authorities : undefined));
    let connectAgain;
    return (target, callback) => {
        if (connectAgain !== undefined)
            return connectAgain(target, callback);
        connect(target, (error, socket) => {
            if (error === null)
                return callback(null, socket);
            if (!(0,fault/* mayOthersTrust */.BM)(error))
                return callback(error, null);
            connectAgain ??= connect_default()(createHandshake(options, (0,certificates/* trustedAuthorities */.DR)(authorities)));
            connectAgain(target, callback);
        });
    };
}

// EXTERNAL MODULE: ./src/connection/quote.ts
var quote = __webpack_require__(4722);
;// CONCATENATED MODULE: ./src/connection/sign-in.ts



/** Opens the credentials of a run. No request is sent before the first token is needed. */
async function signIn(authentication, needs) {
    if (authentication.kind === 'token')
        return (0,credentials/* createStaticCredentials */.nU)(authentication.token);
    const { createTokenRequest } = await Promise.all(/* import() | oauth */[__webpack_require__.e(11), __webpack_require__.e(876)]).then(__webpack_require__.bind(__webpack_require__, 3115));
    const { tls, proxy, timeout, secrets, getIdToken } = needs;
    // The client certificate and `tls-skip-verify` are meant for the cluster alone.
    const create = await prepareDispatcher({
        tls: { authorities: tls.authorities, insecure: false, client: undefined },
        concurrency: 1,
        connectTimeout: timeout,
        proxy,
    });
    const dispatcher = create();
    const closed = new AbortController();
    const request = createTokenRequest(authentication.oauth, {
        dispatcher,
        timeout,
        signal: closed.signal,
        proxy: proxy?.url,
        getIdToken,
        hide: secrets.hide,
        quote: (text) => (0,quote/* quoteText */.o)(text, secrets.redact),
    });
    return (0,credentials/* createRenewableCredentials */.SC)(request, async () => {
        closed.abort();
        await dispatcher.destroy();
    });
}

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(4071);
// EXTERNAL MODULE: ./src/connection/answer.ts
var connection_answer = __webpack_require__(8042);
// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __webpack_require__(3053);
;// CONCATENATED MODULE: ./src/connection/tls-alerts.ts

/** Where undici announces each connection: to the cluster, and through a proxy. */
const channel = 'undici:client:connected';
/**
 * Watches connections for TLS alerts. With TLS 1.3 a server refuses a client certificate after the handshake has
 * succeeded; over HTTP/1.1 undici then tells only that the other side closed.
 */
function watchTlsAlerts() {
    const alerts = new Map();
    const onConnected = (message) => {
        const { socket } = message;
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
    (0,external_node_diagnostics_channel_.subscribe)(channel, onConnected);
    return {
        findBehind(thrown) {
            const { code, socket } = thrown;
            return (code === 'UND_ERR_SOCKET' && alerts.get(socket?.localPort ?? 0)) || thrown;
        },
        close: () => {
            (0,external_node_diagnostics_channel_.unsubscribe)(channel, onConnected);
        },
    };
}

;// CONCATENATED MODULE: ./src/connection/transport.ts






/** Connections take at most this long, in ms, however long a request may take. */
const longestConnect = 10_000;
/** Opens the way to a cluster; the first request makes the first connection. */
async function openTransport(settings) {
    const connectTimeout = Math.min(settings.timeout, longestConnect);
    const renew = await prepareDispatcher({ ...settings, connectTimeout });
    return createTransport(settings, renew(), renew);
}
/**
 * Sends requests through a dispatcher. Where one is not answered in time, `renew` makes the dispatcher of the next ones:
 * after a GOAWAY or a killed server undici's HTTP/2 client can be left with a queue that never moves again.
 */
function createTransport(settings, dispatcher, renew) {
    const { redact, onExchange } = settings;
    const alerts = watchTlsAlerts();
    const exchange = authenticate(settings.credentials, createExchange(settings, alerts));
    const used = [dispatcher];
    let current = dispatcher;
    return {
        async send(request) {
            const started = performance.now();
            const own = current;
            const result = await exchange(request, own);
            const isStuck = result.kind === 'failed' && result.code === 'timeout' && result.retryable;
            if (isStuck && renew !== undefined && own === current) {
                current = renew();
                used.push(current);
            }
            const { method, path, attempt } = request;
            const ms = Math.round(performance.now() - started);
            onExchange({
                method,
                path,
                attempt,
                result: result.kind === 'answer' ? result.status : result.code,
                ms,
            });
            return result;
        },
        quote: (text) => (0,quote/* quoteText */.o)(text, redact),
        close() {
            alerts.close();
            return Promise.all(used.map((each) => each.destroy())).then(() => { });
        },
    };
}
/** Gives requests their bearer token, and another one to what is answered with 401: the first may have expired. */
function authenticate(credentials, send) {
    return async (request, dispatcher) => {
        const sendWith = async (token) => {
            const result = await send(request, dispatcher, token);
            if (result.kind === 'answer' && result.status !== 401)
                credentials.confirm(token);
            return result;
        };
        if (request.bearerToken !== undefined)
            return send(request, dispatcher, request.bearerToken);
        const token = await credentials.obtain(request.signal);
        if (typeof token !== 'string')
            return token;
        const result = await sendWith(token);
        if (result.kind === 'failed' || result.status !== 401)
            return result;
        const other = await credentials.replace(token, request.signal);
        return typeof other === 'string' ? sendWith(other) : (other ?? result);
    };
}
function createExchange({ host, timeout, proxy }, alerts) {
    return async ({ method, path, signal, bodyLimit }, dispatcher, bearerToken) => {
        const headers = {
            accept: 'application/json',
            authorization: `Bearer ${bearerToken}`,
            'user-agent': 'influxdb-revoke-management-tokens',
        };
        const options = { origin: host.origin, path, method, headers };
        try {
            const answer = await (0,connection_answer/* receiveAnswer */.Q)({ dispatcher, options, bodyLimit, timeout, signal });
            if (answer === 'aborted')
                return endedBy(answer, `The run ended before ${host.host} answered.`);
            if (answer === 'timeout')
                return endedBy(answer, `${host.host} did not respond completely within ${timeout / 1_000} s.`);
            return answer;
        }
        catch (thrown) {
            return (0,fault/* explainFault */.Oy)(alerts.findBehind(thrown), { host, proxy: proxy?.url });
        }
    };
}
function endedBy(end, message) {
    return (0,failure/* createFailure */.p)('timeout', message, { retryable: end === 'timeout', mayHaveWorked: true });
}

;// CONCATENATED MODULE: ./src/connection/open.ts


/** Opens the way to a cluster; the first request makes the first connection. */
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


/***/ }),

/***/ 1307:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ raceWithSignal)
/* harmony export */ });
/**
 * Waits for work that cannot be aborted, but no longer than the signal allows: then it gives what `otherwise` gives. What
 * comes of the work later is ignored.
 */
async function raceWithSignal(work, signal, otherwise) {
    const { promise, resolve } = Promise.withResolvers();
    const onAbort = () => resolve(otherwise());
    signal.addEventListener('abort', onAbort);
    if (signal.aborted)
        onAbort();
    work.catch(() => { });
    try {
        return await Promise.race([work, promise]);
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}


/***/ })

};
