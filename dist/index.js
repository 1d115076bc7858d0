import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 4858:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Lm: () => (/* binding */ findAlertLeak),
/* harmony export */   f5: () => (/* binding */ readAlert),
/* harmony export */   q0: () => (/* binding */ describe)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3916);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8301);
/* harmony import */ var _revocation_leaked_text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5490);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(114);
/* harmony import */ var _try_repeatedly_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7699);





/**
 * A wait that ends later than this, in ms from the start, would take too much of the time that the revocation has. GitHub may
 * ask to wait a minute after too many requests.
 */
const longestReading = 90_000;
/**
 * Adds the token of the secret scanning alert that the inputs name to their leaked tokens.
 *
 * @throws {@link ActionError} `github-failed` where GitHub does not give it.
 */
async function findAlertLeak({ request, github }, { secrets, workflowRun, time, cancel }) {
    const { leaks } = request;
    const { alert: reference, token } = github;
    if (reference === undefined || token === undefined)
        return { alert: undefined, leaks };
    const repository = reference.repository ?? (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRepository */ .SU)(workflowRun.repository);
    if (repository === undefined) {
        const message = 'The secret scanning alert could not be read: GITHUB_REPOSITORY names no repository.';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'github-failed', message });
    }
    const alert = { ...repository, number: reference.number };
    const octokit = await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .openGitHub */ .o6)(token);
    const { redact, hide } = secrets;
    const signal = AbortSignal.any([cancel, AbortSignal.timeout(request.deadline)]);
    const until = time.now() + Math.min(request.deadline, longestReading);
    const needs = { octokit, redact, time, signal, until };
    const { token: leaked, secret, resolution } = await readAlert(alert, needs);
    hide(leaked);
    hide(secret);
    const known = leaks.find((leak) => leak.token === leaked);
    const position = known?.position ?? leaks.length + 1;
    return {
        alert: {
            position,
            isGivenToo: known !== undefined,
            read: { alert, isResolved: resolution !== undefined },
        },
        leaks: known === undefined ? [...leaks, { position, token: leaked }] : leaks,
    };
}
/**
 * Reads an alert: the leaked string, and what its pattern matched, which is the string with what is around it. Both are
 * secret. And as what it is resolved; undefined: it is open.
 *
 * @throws {@link ActionError} `github-failed` where GitHub does not give it.
 */
async function readAlert(alert, needs) {
    const { octokit, signal } = needs;
    const { owner, repo, number } = alert;
    const read = (each) => octokit.rest.secretScanning.getAlert({ owner, repo, alert_number: number, request: { signal: each } });
    let data;
    try {
        ({ data } = await (0,_try_repeatedly_js__WEBPACK_IMPORTED_MODULE_3__/* .tryRepeatedly */ .L)(read, needs));
    }
    catch (cause) {
        const isLate = signal.aborted && signal.reason.name === 'TimeoutError';
        if (signal.aborted && !isLate)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'cancelled', message: 'The job was cancelled.', cause });
        const why = isLate ? 'GitHub did not answer before the deadline.' : (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .explainGitHub */ .$2)(cause, needs.redact);
        const message = `The secret scanning alert ${describe(alert)} could not be read. ${why}`;
        const hint = isLate ? 'Run again, or raise `deadline`.' : adviseOn(cause);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'github-failed', message, hint, cause });
    }
    // What is no JSON, or is cut, comes as a text.
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isFields */ .Ce)(data)) {
        const message = `GitHub answered with something else than the alert ${describe(alert)}.`;
        const hint = 'Run again; if it persists, check any proxy on the way to GitHub.';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'github-failed', message, hint });
    }
    const secret = typeof data.secret === 'string' ? data.secret : '';
    const found = (0,_revocation_leaked_text_js__WEBPACK_IMPORTED_MODULE_1__/* .readLeakedText */ .G0)(secret);
    const resolution = data.state === 'resolved' ? (data.resolution ?? 'unknown') : undefined;
    if (found.kind === 'token')
        return { token: found.token, secret, resolution };
    const name = describe(alert);
    const message = secret === '' ? `The alert ${name} has no secret.` : `The secret of the alert ${name} ${found.what}.`;
    const hint = 'Check that it is the alert of a management token, or give the string in `leaked-tokens`.';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ({ code: 'github-failed', message, hint });
}
/** What to do where GitHub does not give an alert. Undefined: what the code says. */
function adviseOn(thrown) {
    if ((0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c2)(thrown) === undefined)
        return 'Run again; if it persists, check that this runner can reach GitHub.';
    return (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .mayPass */ .bg)(thrown) ? 'Run again later.' : undefined;
}
/** Names an alert for people. */
function describe({ owner, repo, number }) {
    return `${owner}/${repo}#${number}`;
}


/***/ }),

/***/ 114:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  $2: () => (/* binding */ explainGitHub),
  Jz: () => (/* binding */ isRateLimited),
  bg: () => (/* binding */ mayPass),
  o6: () => (/* binding */ openGitHub),
  SU: () => (/* binding */ parseRepository),
  sT: () => (/* binding */ retryAfterOf),
  c2: () => (/* binding */ statusOf)
});

// EXTERNAL MODULE: ./src/connection/proxy.ts
var proxy = __nccwpck_require__(636);
// EXTERNAL MODULE: ./src/connection/quote.ts
var quote = __nccwpck_require__(6308);
// EXTERNAL MODULE: ./src/action/toolkit.ts
var toolkit = __nccwpck_require__(7096);
;// CONCATENATED MODULE: ./src/action/github/redirects.ts
/** GitHub redirects where a repository was renamed (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects). */
const mostRedirects = 5;
/**
 * Follows redirects within an origin, with the same request again. What another origin answers is not GitHub's word, and
 * the token is not for it: such a redirect is refused.
 */
function followWithinOrigin(fetch) {
    return async (url, init) => {
        let target = new URL(url);
        for (let left = mostRedirects;; left -= 1) {
            const response = await fetch(target.href, { ...init, redirect: 'manual' });
            const location = response.headers.get('location');
            if (location === null || response.status < 300 || response.status > 399)
                return response;
            const next = URL.parse(location, target.href);
            if (next?.origin !== target.origin)
                throw new Error(`it redirects to ${next?.origin ?? 'no address'}, where requests do not go`);
            if (left === 0)
                throw new Error(`it redirects more than ${mostRedirects} times`);
            target = next;
        }
    };
}

;// CONCATENATED MODULE: ./src/action/github/github.ts




/** Octokit's own notices quote headers of answers, and nothing takes secrets out of them. */
const silent = { debug() { }, info() { }, warn() { }, error() { } };
/**
 * Opens GitHub's API, that of a GitHub Enterprise Server where `GITHUB_API_URL` names one.
 *
 * @throws {@link ActionError} `invalid-input` for a proxy that cannot be used; it names the variable.
 */
async function openGitHub(token) {
    // The toolkit reads these only, and does not say which one it cannot use.
    const { https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY } = process.env;
    const url = new URL(process.env['GITHUB_API_URL'] || 'https://api.github.com');
    (0,proxy/* readProxy */.n)({ https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY }, url);
    await (0,toolkit/* loadHttpClient */.w)();
    const { getOctokit: open } = await Promise.all(/* import() | github */[__nccwpck_require__.e(405), __nccwpck_require__.e(43), __nccwpck_require__.e(215), __nccwpck_require__.e(326)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2413));
    const octokit = open(token, { log: silent });
    // Octokit hands the same options on to its own hooks: what is changed has to be changed in place.
    octokit.hook.before('request', (options) => {
        const { fetch = globalThis.fetch } = options.request;
        options.request = { ...options.request, fetch: followWithinOrigin(fetch), log: silent };
    });
    return octokit;
}
/** Reads `owner/name`; undefined if it is not of that form. */
function parseRepository(text) {
    const [owner = '', repo = '', ...rest] = text.split('/');
    return owner === '' || repo === '' || rest.length > 0 ? undefined : { owner, repo };
}
/** The status of an answer; undefined if there was none. */
function statusOf(thrown) {
    const { status, response } = thrown;
    // Without an answer Octokit reports a 500.
    return response === undefined ? undefined : status;
}
/** How long GitHub asks to wait before the next request, in ms. Undefined: it does not ask. */
function retryAfterOf(thrown) {
    const seconds = thrown.response?.headers?.['retry-after'];
    return /^\d+$/.test(String(seconds)) ? Number(seconds) * 1_000 : undefined;
}
/** Says in one sentence why a request to GitHub failed. */
function explainGitHub(thrown, redact) {
    const status = statusOf(thrown);
    const said = (0,quote/* quoteText */.ol)(thrown.message, redact);
    if (status === undefined)
        return `GitHub could not be reached: "${said}".`;
    const limited = isRateLimited(thrown) ? ' Its rate limit is used up.' : '';
    return `GitHub answered ${status}: "${said}".${limited}`;
}
/** Says whether the same request may succeed later: GitHub did not answer, could not, or there were too many requests. */
function mayPass(thrown) {
    const status = statusOf(thrown);
    return status === undefined || status >= 500 || isRateLimited(thrown);
}
/**
 * Says whether there were too many requests:
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function isRateLimited(thrown) {
    const { status, response } = thrown;
    const headers = response?.headers ?? {};
    const isUsedUp = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
    return status === 429 || (status === 403 && isUsedUp);
}


/***/ }),

/***/ 7699:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ tryRepeatedly),
/* harmony export */   N: () => (/* binding */ limitRequest)
/* harmony export */ });
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(114);

/** The waits before further attempts, in ms. */
const waits = [1_000, 3_000];
/** For one request to GitHub, in ms. */
const longestRequest = 10_000;
/** Limits the time of one request to GitHub. */
function limitRequest(signal) {
    return AbortSignal.any([signal, AbortSignal.timeout(longestRequest)]);
}
/** Asks again where GitHub does not answer, says that it cannot, or that there were too many requests, while there is time. */
async function tryRepeatedly(ask, { time, signal, until }) {
    const askOnce = () => ask(limitRequest(signal));
    for (const wait of waits) {
        try {
            return await askOnce();
        }
        catch (error) {
            const pause = Math.max(wait, (0,_github_js__WEBPACK_IMPORTED_MODULE_0__/* .retryAfterOf */ .sT)(error) ?? 0);
            if (!(0,_github_js__WEBPACK_IMPORTED_MODULE_0__/* .mayPass */ .bg)(error) || signal.aborted || time.now() + pause > until)
                throw error;
            await time.sleep(pause, signal);
            if (signal.aborted)
                throw error;
        }
    }
    return askOnce();
}


/***/ }),

/***/ 9032:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jb: () => (/* binding */ isHttpAllowed),
/* harmony export */   Mv: () => (/* binding */ dedicatedHost),
/* harmony export */   dC: () => (/* binding */ readConnection),
/* harmony export */   kc: () => (/* binding */ inTheClear),
/* harmony export */   rq: () => (/* binding */ readProxies)
/* harmony export */ });
/* harmony import */ var _connection_certificates_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8119);
/* harmony import */ var _connection_host_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(668);
/* harmony import */ var _connection_proxy_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(636);
/* harmony import */ var _revocation_token_kind_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2700);




/** Where Cloud Dedicated serves its Management API. */
const dedicatedHost = 'console.influxdata.com';
/** Why plain HTTP is refused to any host but loopback. */
const inTheClear = (what) => `http:// would send ${what} in the clear; use https://, or set \`allow-http: true\``;
/** Reads where the cluster is; undefined if what is needed is missing or wrong. */
function readConnection(given) {
    const { values, isInput, isMissing, profile, problems } = given;
    const isDedicated = isInput('account-id') || profile?.product === 'dedicated';
    const host = values.host ?? (isDedicated ? (0,_connection_host_js__WEBPACK_IMPORTED_MODULE_1__/* .parseHost */ .o6)(dedicatedHost) : undefined);
    problems.addIf(!isDedicated && isMissing('host'), 'host', 'missing: the address of the cluster, such as https://cluster.example.com');
    problems.addIf(host !== undefined && (0,_connection_host_js__WEBPACK_IMPORTED_MODULE_1__/* .isExposed */ .Lw)(host) && !isHttpAllowed(given), 'host', inTheClear('the token'));
    const tls = readTls(given);
    const product = isDedicated ? readDedicated(given) : { kind: 'clustered' };
    problems.addIf(isInput('cluster-id') && !isDedicated && !problems.has('config'), 'cluster-id', 'is for Cloud Dedicated only: give `account-id` too');
    problems.addIf(isInput('profile') && profile === undefined && !problems.has('config'), 'profile', 'no configuration is read: give `config`, or leave `host` out to use the default file');
    return host === undefined || product === undefined ? undefined : { host, product, tls };
}
/** Says whether plain HTTP is allowed, or may be: `allow-http` could not be read. */
function isHttpAllowed({ values, problems }) {
    return values['allow-http'] || problems.has('allow-http');
}
/** A placeholder for an address that could not be read: its proxy is still checked. */
const unknownAddress = new URL('https://unknown.invalid');
/** Reads the proxies of the environment on the way to the cluster and to the identity provider; undefined: there is none. */
function readProxies({ values, problems }, host, env) {
    const proxyTo = (address) => problems.try('environment', () => (0,_connection_proxy_js__WEBPACK_IMPORTED_MODULE_2__/* .readProxy */ .n)(env, address));
    const cluster = proxyTo(host ?? unknownAddress);
    const tokenUrl = values['oauth-token-url'];
    return { cluster, provider: tokenUrl === undefined ? undefined : proxyTo(tokenUrl) };
}
function readDedicated({ values, isInput, isMissing, profile, problems }) {
    const { 'account-id': accountId, 'cluster-id': clusterId } = values;
    problems.addIf(isMissing('account-id'), 'account-id', `missing: ${profile?.label} has \`product = "dedicated"\` and no \`account_id\``);
    problems.addIf(isInput('account-id') && profile?.product === 'clustered', 'account-id', `means Cloud Dedicated, but ${profile?.label} has \`product = "clustered"\``);
    problems.addIf(_revocation_token_kind_js__WEBPACK_IMPORTED_MODULE_3__/* .tokenKinds */ .v[values['token-type']].apiPath.dedicated.includes('{cluster-id}') && isMissing('cluster-id'), 'cluster-id', 'missing: database tokens of Cloud Dedicated belong to a cluster');
    return accountId === undefined ? undefined : { kind: 'dedicated', accountId, clusterId };
}
function readTls({ values, texts, problems }) {
    const { 'tls-ca': authorities = [], 'tls-cert': chain, 'tls-key': key, 'tls-skip-verify': insecure = false, } = values;
    const [hasCert, hasKey] = [texts['tls-cert'] !== '', texts['tls-key'] !== ''];
    problems.addIf(hasCert && !hasKey, 'tls-key', 'missing or empty: `tls-cert` needs it; check that the secret exists');
    problems.addIf(hasKey && !hasCert, 'tls-cert', 'missing: `tls-key` needs it');
    const client = chain !== undefined && key !== undefined ? { cert: chain.join('\n'), key } : undefined;
    if (client !== undefined)
        problems.try('tls-key', () => (0,_connection_certificates_js__WEBPACK_IMPORTED_MODULE_0__/* .checkPair */ .zA)(client));
    return { authorities, insecure, client };
}


/***/ }),

/***/ 1825:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  I: () => (/* binding */ loadInputs)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 10 modules
var core = __nccwpck_require__(1178);
// EXTERNAL MODULE: ./src/connection/client-settings.ts
var client_settings = __nccwpck_require__(7207);
// EXTERNAL MODULE: ./src/connection/proxy.ts
var proxy = __nccwpck_require__(636);
// EXTERNAL MODULE: ./src/connection/secrets.ts + 3 modules
var connection_secrets = __nccwpck_require__(7264);
// EXTERNAL MODULE: ./src/connection/host.ts
var connection_host = __nccwpck_require__(668);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
// EXTERNAL MODULE: ./src/json.ts
var json = __nccwpck_require__(8301);
// EXTERNAL MODULE: ./src/token-string.ts
var token_string = __nccwpck_require__(3574);
// EXTERNAL MODULE: ./src/connection/text-file.ts
var text_file = __nccwpck_require__(5556);
;// CONCATENATED MODULE: ./src/connection/token-file.ts




/**
 * Reads the admin token of InfluxDB Clustered from its file. That it is JSON is published, what it looks like is not:
 * this takes the fields `access_token` and `token`, or the whole text.
 *
 * @throws {@link ActionError} `invalid-input` where the file cannot be read or holds no token.
 */
function readTokenFile(file) {
    const token = findToken((0,text_file/* readText */.y)(file).trim());
    if (token !== undefined && (0,token_string/* isPrintable */.C2)(token))
        return token;
    throw (0,errors/* invalidInput */.aY)(`${file} holds no token`);
}
function findToken(text) {
    const value = (0,json/* parseJson */.qF)(text);
    if (value === undefined)
        return text;
    if (typeof value === 'string')
        return value;
    const token = (0,json/* isFields */.Ce)(value) ? (value['access_token'] ?? value['token']) : undefined;
    return typeof token === 'string' ? token : undefined;
}

// EXTERNAL MODULE: ./src/action/inputs/connection.ts
var inputs_connection = __nccwpck_require__(9032);
// EXTERNAL MODULE: ./src/revocation/entries.ts
var revocation_entries = __nccwpck_require__(5168);
// EXTERNAL MODULE: ./src/revocation/leaked-text.ts
var leaked_text = __nccwpck_require__(5490);
// EXTERNAL MODULE: ./src/revocation/token.ts
var token = __nccwpck_require__(5353);
;// CONCATENATED MODULE: ./src/action/inputs/token-strings.ts





/** Finds everything that can be a token in a text, even if the text as a whole is wrong. */
function findLeakedSecrets(text) {
    const entries = [...((0,revocation_entries/* splitEntries */.l8)(text) ?? []).map((entry) => entry.text), ...(0,revocation_entries/* splitBroken */.kY)(text)];
    const secrets = new Set([...entries, ...(0,leaked_text/* findLeakedTokens */.Ek)(text)]);
    return [...secrets].filter((entry) => entry.length >= leaked_text/* shortestToken */.ey);
}
/** Reads leaked token strings. A list without one may be made of secrets that do not exist: that there is none has to be written. */
function parseLeakedTokens(text) {
    const list = (0,leaked_text/* readLeakedList */.Z7)(text);
    if (list.leaks.length > 0 || (0,revocation_entries/* isEmptyList */.s6)(text))
        return list;
    throw (0,errors/* invalidInput */.aY)('holds no token; check that its secrets exist. If that is intended, write `[]`');
}
/** Reads the token to authenticate with. No message quotes any of it. */
function parseManagementToken(text) {
    const wrapping = describeWrapping(text);
    if (wrapping !== undefined)
        throw (0,errors/* invalidInput */.aY)(`has extra characters around the token: ${wrapping}`);
    if (!(0,token_string/* isPrintable */.C2)(text))
        throw (0,errors/* invalidInput */.aY)('contains white space or characters that no token has');
    if ((0,token_string/* isDatabaseToken */.Z2)(text))
        throw (0,errors/* invalidInput */.aY)('this looks like a database token; a management token is required');
    if ((0,token/* isTokenId */.bI)(text))
        throw (0,errors/* invalidInput */.aY)('this is the id of a token; the token itself is required');
    if ((0,token_string/* isPrefix */.RW)(text))
        throw (0,errors/* invalidInput */.aY)('this is the prefix of a token; the token itself is required');
    return parseSecret(text);
}
/** Reads a secret of any form. Quotes around it were copied with it. No message quotes any of it. */
function parseSecret(text) {
    if (text.length < token_string/* shortestSecret */.bs)
        throw (0,errors/* invalidInput */.aY)('is too short to be a secret');
    return parseUnquoted(text);
}
/** Reads a text that is not in quotes as a whole. */
function parseUnquoted(text) {
    if (isQuoted(text))
        throw (0,errors/* invalidInput */.aY)('is in quotes: remove them from the value');
    return text;
}
const quoted = new RegExp(`^([${token_string/* quotes */.a_}]).*(?:\\1|[${token_string/* typographicQuotes */.Yp}])$`, 's');
/** Says whether a text as a whole is in quotes: those of word processors come in many pairs. */
function isQuoted(text) {
    return quoted.test(text);
}
/** How much of what kind stands around a token string, such as `1 before and 1 after it (quotes)`; undefined if nothing. */
function describeWrapping(text) {
    // In a header such an escape would be sent as it stands.
    const token = (0,token_string/* findTokenString */.wS)(text)?.replace(/(?:\\[nrt]|%0[9ad])+$/i, '');
    if (token === undefined || token === text)
        return undefined;
    const start = text.indexOf(token);
    const [before, after] = [text.slice(0, start), text.slice(start + token.length)];
    return `${before.length} before and ${after.length} after it (${describeCharacters(before, after)})`;
}
/** What names a token string that follows it. */
const token_strings_name = new RegExp(`^[${token_string/* quotes */.a_}]?[\\w-]+[${token_string/* quotes */.a_}]?\\s*[:=]\\s*[${token_string/* quotes */.a_}]?$`);
function describeCharacters(before, after) {
    const both = before + after;
    if (new RegExp(`^[${token_string/* quotes */.a_}]+$`).test(both))
        return 'quotes';
    if (/^\s+$/.test(both))
        return 'white space';
    return token_strings_name.test(before) ? 'a name' : 'other characters';
}

;// CONCATENATED MODULE: ./src/action/inputs/authentication.ts




const accepted = 'give one of `management-token`, `oauth-client-secret`, `oidc-audience`, or a profile with `mgmt_token` or `token_file`';
const oauthInputs = ['oauth-token-url', 'oauth-client-id', 'oauth-scopes', 'oauth-audience'];
/** Reads what to authenticate with; undefined if it is missing or wrong. An input wins over the profile. */
function readAuthentication(given, env) {
    const { values, profile, problems } = given;
    const { managementToken = '', tokenFile = '' } = profile?.profile ?? {};
    const method = findMethod(given);
    if (method !== undefined)
        checkOAuthInputs(given, method);
    switch (method) {
        case undefined:
            return undefined;
        case 'management-token':
            return toToken(values['management-token']);
        case 'mgmt_token':
            return toToken(problems.try(`mgmt_token of ${profile?.label}`, () => parseManagementToken(managementToken)));
        case 'token_file':
            return toToken(problems.try(`token_file of ${profile?.label}`, () => readTokenFile(tokenFile)), tokenFile);
        case 'oauth-client-secret':
        case 'oidc-audience':
            return readOAuth(given, readProof(given, method, env));
    }
}
/** Finds how to authenticate. Two inputs, or two keys of the profile, contradict each other. */
function findMethod({ isInput, isMissing, profile, problems }) {
    const inputs = ['management-token', 'oauth-client-secret', 'oidc-audience'].filter(isInput);
    const keys = [
        ...(profile?.profile.managementToken ? ['mgmt_token'] : []),
        ...(profile?.profile.tokenFile ? ['token_file'] : []),
    ];
    const methods = inputs.length > 0 ? inputs : keys;
    const [method, second] = methods;
    const meant = oauthInputs.some(isInput) ? 'oauth-client-secret' : 'management-token';
    problems.addIf(method === undefined && isMissing('management-token'), meant, `missing or empty: ${accepted}. If it is a secret, check that it exists.`);
    if (second === undefined)
        return method;
    const names = methods.map((each) => `\`${each}\``).join(' and ');
    const message = `there is more than one way to authenticate (${names}): ${accepted}`;
    problems.add({ input: inputs[0] ?? 'config', message });
    return undefined;
}
function checkOAuthInputs({ isInput, problems }, method) {
    const isOAuth = method === 'oauth-client-secret' || method === 'oidc-audience';
    for (const input of oauthInputs)
        problems.addIf(isInput(input) && !isOAuth, input, 'is used with `oauth-client-secret` or `oidc-audience` only');
    problems.addIf(isInput('oauth-subject-token-type') && method !== 'oidc-audience', 'oauth-subject-token-type', "requires `oidc-audience`: the runner's OIDC token is exchanged");
}
/** What the client proves who it is with; undefined if that could not be read. */
function readProof({ values, problems }, method, env) {
    const { 'oauth-client-secret': secret, 'oidc-audience': audience } = values;
    const type = values['oauth-subject-token-type'];
    if (method === 'oauth-client-secret')
        return secret === undefined ? undefined : { kind: 'client-secret', secret };
    problems.addIf(!env['ACTIONS_ID_TOKEN_REQUEST_URL'] || !env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'], 'oidc-audience', 'the job may not request an OIDC token: give it `permissions` with `id-token: write`');
    if (audience === undefined)
        return undefined;
    return type === undefined
        ? { kind: 'client-assertion', audience }
        : { kind: 'subject-token', audience, type };
}
function readOAuth(given, proof) {
    const { values, isMissing, problems } = given;
    const { 'oauth-token-url': tokenUrl, 'oauth-client-id': clientId } = values;
    for (const input of ['oauth-token-url', 'oauth-client-id'])
        problems.addIf(isMissing(input), input, 'missing: OAuth2 needs it');
    problems.addIf(tokenUrl !== undefined && (0,connection_host/* isExposed */.Lw)(tokenUrl) && !(0,inputs_connection/* isHttpAllowed */.Jb)(given), 'oauth-token-url', (0,inputs_connection/* inTheClear */.kc)('credentials'));
    if (tokenUrl === undefined || clientId === undefined || proof === undefined)
        return undefined;
    const [scopes, audience] = [values['oauth-scopes'] ?? [], values['oauth-audience']];
    return { kind: 'oauth', oauth: { tokenUrl, clientId, proof, scopes, audience } };
}
function toToken(token, file) {
    return token === undefined ? undefined : { kind: 'token', token, file };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./src/connection/influxctl-version.ts
var influxctl_version = __nccwpck_require__(3924);
// EXTERNAL MODULE: ./src/revocation/token-kind.ts
var token_kind = __nccwpck_require__(2700);
;// CONCATENATED MODULE: ./src/action/inputs/client.ts






/** Reads the version of influxctl to use, or the path of one. */
function parseInfluxctl(text) {
    const version = text.replace(/^v/, '');
    if ((0,influxctl_version/* findVersion */.A)(version) === version)
        return { version };
    if (/[/\\]/.test(text) || (0,external_node_fs_.existsSync)(text))
        return { path: text };
    throw (0,errors/* invalidInput */.aY)('must be a version such as 2.12.1, or the path of a program');
}
/** Reads the fingerprint of an OpenPGP key, as 40 hexadecimal digits in upper case. */
function parseSigningKey(text) {
    const fingerprint = text.replace(/\s/g, '').toUpperCase();
    if (/^[0-9A-F]{40}$/.test(fingerprint))
        return fingerprint;
    throw (0,errors/* invalidInput */.aY)('must be the fingerprint of a key, 40 hexadecimal digits');
}
/** Reads which client to use; undefined if where to connect or what to authenticate with is not known. */
function readClient(given, connection, authentication) {
    const { values, problems } = given;
    const { client } = values;
    problems.addIf(client === 'influxctl' && authentication?.kind === 'oauth', 'client', 'influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`');
    checkInfluxctl(given);
    checkApiPath(given);
    if (connection === undefined || authentication === undefined)
        return undefined;
    const { product, tls } = connection;
    const endpoint = readEndpoint(given, connection);
    const settings = { source: toSource(given), product, ...endpoint, tls, timeout: values.timeout };
    const apiPath = values['api-path'] ?? defaultApiPath(token_kind/* tokenKinds */.v[values['token-type']], product);
    const influxctl = authentication.kind === 'oauth' ? undefined : { ...settings, token: authentication };
    return { client, apiPath, databasesPath: toDatabasesPath(product), influxctl };
}
const influxctlInputs = [
    'influxctl',
    'influxctl-sha256',
    'influxctl-download-url',
    'influxctl-signing-key',
];
function checkInfluxctl({ values, isInput, problems }) {
    const { influxctl } = values;
    if (influxctl !== undefined && 'version' in influxctl && !problems.has('token-type')) {
        const { plural, influxctl: known } = token_kind/* tokenKinds */.v[values['token-type']];
        problems.addIf(!(0,influxctl_version/* isSupported */.T)(influxctl.version, known.leastVersion), 'influxctl', `too old: ${known.leastVersion} or newer is required for ${plural}`);
    }
    for (const input of influxctlInputs) {
        const isApi = isInput(input) && values.client === 'api';
        problems.addIf(isApi, input, 'cannot be combined with `client: api`');
        const isForPath = isInput(input) && input !== 'influxctl' && influxctl !== undefined && 'path' in influxctl;
        problems.addIf(isForPath, input, 'is for a version of influxctl that is downloaded; `influxctl` is a path');
    }
    const url = values['influxctl-download-url'];
    const isMirror = url !== undefined && !isInput('influxctl-sha256');
    problems.addIf(isMirror && (0,connection_host/* isExposed */.Lw)(url), 'influxctl-download-url', 'without `influxctl-sha256` only https:// is accepted');
    problems.addIf(isMirror && process.platform !== 'linux', 'influxctl-download-url', 'without `influxctl-sha256` it is a mirror of the package repository, which needs Linux with apt');
    problems.addIf(isInput('influxctl-sha256') && !isInput('influxctl'), 'influxctl', 'missing: `influxctl-sha256` needs the version that it belongs to');
}
function checkApiPath({ values, isInput, problems }) {
    problems.addIf(isInput('api-path') && values.client === 'influxctl', 'api-path', 'cannot be combined with `client: influxctl`');
    // An id of a management token must never go to the published collection of database tokens.
    problems.addIf(values['token-type'] !== 'database' &&
        !problems.has('token-type') &&
        /\/tokens$/i.test(values['api-path'] ?? ''), 'api-path', 'this is the collection of database tokens; for these set `token-type: database`');
}
function toSource({ values }) {
    const { influxctl, 'influxctl-sha256': sha256, 'influxctl-signing-key': signingKey } = values;
    if (influxctl !== undefined && 'path' in influxctl)
        return { kind: 'path', path: influxctl.path };
    const url = values['influxctl-download-url']?.href;
    return { kind: 'version', version: influxctl?.version, sha256, url, signingKey };
}
/** A Cloud Dedicated profile names the cluster's own host; the input `host` is that of the Management API. */
function readEndpoint(given, { host, product }) {
    if (product.kind === 'clustered') {
        const plain = host.protocol === 'http:';
        const port = host.port || (plain ? '80' : '443');
        return { host: host.hostname.replace(/^\[|\]$/g, ''), port, plain };
    }
    const { profile, values, problems } = given;
    const { host: own, port, tls } = profile?.profile ?? {};
    const plain = tls?.disable ?? false;
    const url = URL.parse(`http://${own}`);
    const isLocal = url !== null && (0,connection_host/* isLoopback */.U9)(url);
    problems.addIf(plain && values.client !== 'api' && !isLocal && !(0,inputs_connection/* isHttpAllowed */.Jb)(given), `tls.disable of ${profile?.label}`, (0,inputs_connection/* inTheClear */.kc)('the token'));
    return { host: own, port, plain };
}
function defaultApiPath({ apiPath }, product) {
    if (product.kind === 'clustered')
        return apiPath.clustered;
    const { accountId, clusterId = '' } = product;
    return apiPath.dedicated.replace('{account-id}', accountId).replace('{cluster-id}', clusterId);
}
/** The published route of databases (https://docs.influxdata.com/influxdb3/clustered/api/management/). */
function toDatabasesPath(product) {
    if (product.kind === 'clustered')
        return '/api/v0/databases';
    const { accountId, clusterId } = product;
    return clusterId === undefined
        ? undefined
        : `/api/v0/accounts/${accountId}/clusters/${clusterId}/databases`;
}

;// CONCATENATED MODULE: ./src/action/inputs/github.ts

/** The page of an alert, and its address in the API. No other path is taken for either. */
const addresses = [
    /^\/(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)\/security\/secret-scanning\/(?<number>[1-9]\d{0,8})\/?$/,
    /^(?:\/api\/v3)?\/repos\/(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)\/secret-scanning\/alerts\/(?<number>[1-9]\d{0,8})\/?$/,
];
/** Reads the number of an alert, or the URL of its page. */
function parseAlertReference(text) {
    if (/^[1-9]\d{0,8}$/.test(text))
        return { repository: undefined, number: Number(text), host: undefined };
    const url = URL.parse(text);
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
    const found = isWeb
        ? addresses.map((address) => address.exec(url.pathname)).find((match) => match)
        : undefined;
    const { owner, repo, number } = found?.groups ?? {};
    if (owner === undefined || repo === undefined || number === undefined)
        throw (0,errors/* invalidInput */.aY)('must be the number of an alert, or its URL, such as https://github.com/OWNER/REPO/security/secret-scanning/42');
    return { repository: { owner, repo }, number: Number(number), host: url?.host };
}
/** Reads what is requested of GitHub. */
function readGitHub(given, env) {
    const { values, texts, isInput, problems } = given;
    const alert = values['secret-scanning-alert'];
    for (const input of ['secret-scanning-alert', 'issue-number'])
        problems.addIf(isInput(input) && texts['github-token'] === '', 'github-token', `missing or empty: \`${input}\` needs it; check that the secret exists`);
    const hosts = findHosts(env);
    problems.addIf(alert?.host !== undefined && hosts.length > 0 && !hosts.includes(alert.host), 'secret-scanning-alert', 'is an alert of another GitHub than the one that this job runs on');
    return { token: values['github-token'], alert, issueNumber: values['issue-number'] };
}
/** What invalid inputs mean for a comment: GitHub gets no request, and an earlier comment may show a success. */
function findCommentWarnings({ issueNumber }) {
    return issueNumber === undefined
        ? []
        : [
            `The comment on #${issueNumber} is not written, since the inputs are not valid. An earlier one may be out of date.`,
        ];
}
/** The hosts of the GitHub that the job runs on; empty: not known. */
function findHosts(env) {
    const [server, api] = [env['GITHUB_SERVER_URL'], env['GITHUB_API_URL']].map((url) => URL.parse(url ?? ''));
    return [server, api].flatMap((url) => (url == null ? [] : [url.host, `api.${url.host}`]));
}

// EXTERNAL MODULE: ./src/connection/certificates.ts + 1 modules
var certificates = __nccwpck_require__(8119);
// EXTERNAL MODULE: ./src/revocation/selection.ts
var selection = __nccwpck_require__(5766);
// EXTERNAL MODULE: ./src/revocation/token-ids.ts
var token_ids = __nccwpck_require__(8589);
;// CONCATENATED MODULE: ./src/action/inputs/problems.ts

/** Problems with one list named one by one; more help no one. */
const shownProblems = 5;
/** Shortens what is wrong with the entries of one list. */
function shortenList(problems) {
    if (problems.length <= shownProblems)
        return problems;
    const more = problems.length - shownProblems;
    return [...problems.slice(0, shownProblems), `and ${more} more ${more === 1 ? 'entry' : 'entries'}`];
}
/** Opens an empty list of problems. */
function gatherProblems() {
    const all = [];
    return {
        add: (...problems) => void all.push(...problems),
        addIf(isBroken, input, message) {
            if (isBroken)
                all.push({ input, message });
        },
        try(input, work) {
            try {
                return work();
            }
            catch (error) {
                if (!(error instanceof errors/* ActionError */.lZ))
                    throw error;
                all.push({ input, message: error.message });
                return undefined;
            }
        },
        has: (input) => all.some((problem) => problem.input === input),
        any: () => all.length > 0,
        toError: () => describe(all),
    };
}
function describe(problems) {
    const lines = problems.map(({ input, message }) => `- ${input}: ${message}`);
    const names = new Set(problems.map(({ input }) => input));
    const count = names.size === 1 ? 'A setting is' : `${names.size} settings are`;
    return (0,errors/* invalidInput */.aY)([`${count} not valid:`, ...lines].join('\n'));
}

;// CONCATENATED MODULE: ./src/action/inputs/token-ids.ts




/** For several problems: they come from a table, or from text between the ids. */
const advice = 'only ids belong here, one a line; put the rest behind `#`';
/** Reads `token-ids` and the file that `token-ids-file` names, and says what is wrong with them. Both count. */
function loadTokenIds(text, path) {
    const sources = [
        { input: 'token-ids', parse: () => parseIdList(text), given: text !== '' },
        { input: 'token-ids-file', parse: () => parseIdList((0,text_file/* readText */.y)(path), `${path} `), given: path !== '' },
    ].filter(({ given }) => given);
    const read = sources.map(({ input, parse }) => ({ input, ...attempt(parse) }));
    return {
        /** What entries that could not be read are called, so that they are not lost: `unreadable-entry-<n>`, by their positions. */
        unreadable: nameEntries(read.flatMap(({ unreadable }) => unreadable)),
        /** Those that could be read, even where others could not. */
        ids: (0,token_ids/* uniqueIds */.Yj)(read.flatMap(({ ids }) => ids)),
        problems: read.flatMap(({ input, problems }) => {
            const rest = problems.filter((problem) => problem !== token_ids/* inComment */.N7);
            const last = rest.length < problems.length ? [token_ids/* inComment */.N7] : rest.length > 1 ? [advice] : [];
            const messages = [...shortenList(rest), ...last];
            return messages.map((message) => ({ input, message }));
        }),
        /** Token strings found among the ids. */
        secrets: read.flatMap(({ secrets }) => secrets),
    };
}
/**
 * Reads a list of ids; what names it stands in front of a problem with the whole list. One without ids may be cut, of another
 * cluster, or made of secrets that do not exist: that there is none has to be written.
 */
function parseIdList(text, name = '') {
    const parsed = (0,token_ids/* parseTokenIds */.p0)(text);
    if (parsed.ids.length > 0 || parsed.problems.length > 0 || (0,revocation_entries/* isEmptyList */.s6)(text))
        return parsed;
    return { ...parsed, problems: [`${name}holds no id; if that is intended, write \`[]\``] };
}
/** Names entries by their positions. One that both inputs have gets the next free number: names are unique. */
function nameEntries(positions) {
    const taken = new Set();
    for (const position of positions) {
        let free = position;
        while (taken.has(free))
            free += 1;
        taken.add(free);
    }
    return [...taken].map((position) => `unreadable-entry-${position}`);
}
function attempt(parse) {
    try {
        return parse();
    }
    catch (error) {
        return { ids: [], problems: [error.message], unreadable: [1], secrets: [] };
    }
}

;// CONCATENATED MODULE: ./src/action/inputs/parsers.ts



/** Any text. */
function parseText(text) {
    return text;
}
/** The booleans of YAML 1.2's core schema (section 10.3.2), which GitHub takes too. */
function parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    if (/^(?:false|False|FALSE)$/.test(text))
        return false;
    throw (0,errors/* invalidInput */.aY)('must be true or false');
}
/** A whole number within bounds. */
function integerBetween(least, most) {
    return (text) => {
        const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
        if (value >= least && value <= most)
            return value;
        throw (0,errors/* invalidInput */.aY)(`must be a whole number from ${least} to ${most}`);
    };
}
/** One of a few words, which the parser shows. */
function oneOf(words) {
    const parse = (text) => {
        const word = words.find((candidate) => candidate === text);
        if (word !== undefined)
            return word;
        throw (0,errors/* invalidInput */.aY)(`must be one of: ${words.join(', ')}`);
    };
    return Object.assign(parse, { words });
}
/** Units of Go's durations, in ms (https://pkg.go.dev/time#ParseDuration). */
const units = {
    ns: 1e-6,
    us: 1e-3,
    µs: 1e-3,
    μs: 1e-3,
    ms: 1,
    s: 1_000,
    m: 60_000,
    h: 3_600_000,
};
const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
/** A Go duration, as influxctl takes it, in ms: from 1 ms to 24 h. */
function parseDuration(text) {
    const parts = [...text.matchAll(part)];
    const isWhole = parts.length > 0 && parts.map(([whole]) => whole).join('') === text;
    const ms = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? Number.NaN), 0);
    if (isWhole && ms >= 1 && ms <= 24 * 3_600_000)
        return Math.round(ms);
    throw (0,errors/* invalidInput */.aY)('must be a Go duration from 1ms to 24h, such as 30s, 1m0s or 1.5h');
}
/** A UUID, such as the id of an account. */
function parseUuid(text) {
    if ((0,token/* isTokenId */.bI)(text))
        return text;
    throw (0,errors/* invalidInput */.aY)('must be a UUID, such as 11111111-1111-4111-8111-111111111111');
}
/** Token ids, as `token-ids` takes them. */
function parseIds(text) {
    const { ids, problems } = parseIdList(text);
    if (problems.length > 0)
        throw (0,errors/* invalidInput */.aY)(problems.join('; '));
    return ids;
}
/** Words separated by white space or commas. */
function parseWords(text) {
    return text.split(/[\s,]+/).filter((word) => word !== '');
}
/** An absolute `https` or `http` URL without credentials. A URL's parser drops line breaks, and joins what they part. */
function parseUrl(text) {
    const url = URL.parse(text);
    const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
    if (url === null || !isHttp || /[\t\r\n]/.test(text.trim()))
        throw (0,errors/* invalidInput */.aY)('must be an absolute https:// URL');
    if (url.username !== '' || url.password !== '')
        throw (0,errors/* invalidInput */.aY)('credentials do not belong here');
    return url;
}
/** The digest of a plan, as a dry run gives it, in lower case. */
function parsePlanDigest(text) {
    if (/^[0-9a-f]{64}$/i.test(text))
        return text.toLowerCase();
    throw (0,errors/* invalidInput */.aY)('must be the `plan-digest` of a dry run, 64 hexadecimal digits');
}
/** A SHA-256 in hex, in lower case. */
function parseSha256(text) {
    const [, digits] = /^(?:sha256:)?([0-9a-f]{64})(?:[ \t]+\*?\S.*)?$/i.exec(text) ?? [];
    if (digits !== undefined)
        return digits.toLowerCase();
    throw (0,errors/* invalidInput */.aY)('must be a SHA-256, 64 hexadecimal digits, or a line of `sha256sum`');
}

;// CONCATENATED MODULE: ./src/action/inputs/selectors.ts


/** All patterns together may have this many characters: more are a mistake. */
const longestPatterns = 1_000;
/** This many characters of a description are tested: anyone who creates a token can choose one of any length. */
const longestTest = 4_096;
/**
 * Makes a test from patterns, one a line, any of which may match: `*` matches any number of characters, `?` matches one,
 * and any other character is matched literally. The time of a test is bounded by the lengths of pattern and text. Of a
 * text that is too long to be tested as a whole, a match is certain only if the pattern ends in `*`.
 *
 * @throws {@link ActionError} `invalid-input` for patterns beyond the bounds, and for those in quotes or in a JSON array,
 * which would match nothing.
 */
function compilePatterns(text) {
    if (text.length > longestPatterns)
        throw (0,errors/* invalidInput */.aY)(`must be patterns, one a line, of at most ${longestPatterns} characters together`);
    const lines = text.split(/[\r\n]+/).map((line) => line.trim());
    if (lines.some((line) => isQuoted(line.replace(/^- *|,$/g, ''))) || /^\s*\[\s*(?:["']|\]$)/.test(text))
        throw (0,errors/* invalidInput */.aY)('must be patterns, one a line, without quotes around them and not as JSON; `?` matches a quote that is meant');
    const patterns = lines.filter((line) => line !== '').map((line) => [...line.replace(/\*+/g, '*')]);
    return (description) => {
        const characters = [...description.slice(0, longestTest)];
        const isWhole = description.length <= longestTest;
        return patterns.some((pattern) => (isWhole || pattern.at(-1) === '*') && matches(pattern, characters));
    };
}
/** Where the rest does not match, the last star takes one character more: an earlier one never needs to change. */
function matches(pattern, text) {
    let [place, index] = [0, 0];
    let star;
    while (index < text.length) {
        const wanted = pattern[place];
        if (wanted === '*') {
            star = { place, index };
            place += 1;
        }
        else if (wanted === '?' || (wanted !== undefined && wanted === text[index])) {
            place += 1;
            index += 1;
        }
        else if (star !== undefined) {
            star = { place: star.place, index: star.index + 1 };
            place = star.place + 1;
            index = star.index;
        }
        else
            return false;
    }
    return pattern.slice(place).every((rest) => rest === '*');
}
/** Units of an age, in ms. */
const selectors_units = { h: 3_600_000, d: 86_400_000 };
/** A hundred years, in ms: no token is older, so a larger number is a typing error. */
const longestAge = 36_525 * selectors_units.d;
/** Reads an age in days or hours, such as `90d` or `12h`, in ms. */
function parseAge(text) {
    const [, amount, unit] = /^(\d{1,9})([hd])$/.exec(text) ?? [];
    if (amount === undefined)
        throw (0,errors/* invalidInput */.aY)('must be an age in days or hours, such as 90d or 12h');
    const ms = Number(amount) * (unit === 'h' ? selectors_units.h : selectors_units.d);
    if (ms > 0 && ms <= longestAge)
        return ms;
    throw (0,errors/* invalidInput */.aY)('must be an age greater than zero and of at most 100 years');
}

;// CONCATENATED MODULE: ./src/action/inputs/table.ts








/** Every input of the action. Names, order and defaults are those of action.yml: a test holds them together. */
const inputTable = {
    'token-ids': { parse: parseText },
    'token-ids-file': { parse: parseText },
    'leaked-tokens': { parse: parseLeakedTokens, secret: true },
    'secret-scanning-alert': { parse: parseAlertReference },
    'token-type': { default: 'management', parse: oneOf(['management', 'database']) },
    'select-description': { parse: compilePatterns },
    'select-created-by': { parse: parseUnquoted },
    'select-all': { default: 'false', parse: parseBoolean },
    'older-than': { parse: parseAge },
    expired: { default: 'exclude', parse: oneOf(selection/* expiredValues */.mc) },
    'keep-latest': { parse: integerBetween(0, 100_000) },
    'exclude-ids': { parse: parseIds },
    'max-revocations': { parse: integerBetween(0, 1_000_000) },
    'expect-plan': { parse: parsePlanDigest },
    force: { default: 'false', parse: parseBoolean },
    'dry-run': { default: 'false', parse: parseBoolean },
    host: { parse: connection_host/* parseHost */.o6 },
    'account-id': { parse: parseUuid },
    'cluster-id': { parse: parseUuid },
    config: { parse: parseText },
    profile: { parse: parseText },
    client: { default: 'auto', parse: oneOf(['auto', 'api', 'influxctl']) },
    'api-path': { parse: connection_host/* parseApiPath */.pp },
    'management-token': { parse: parseManagementToken, secret: true },
    'oauth-token-url': { parse: parseUrl },
    'oauth-client-id': { parse: parseText },
    'oauth-client-secret': { parse: parseSecret, secret: true },
    'oidc-audience': { parse: parseText },
    'oauth-subject-token-type': { parse: parseText },
    'oauth-scopes': { parse: parseWords },
    'oauth-audience': { parse: parseText },
    influxctl: { parse: parseInfluxctl },
    'influxctl-sha256': { parse: parseSha256 },
    'influxctl-download-url': { parse: parseUrl },
    'influxctl-signing-key': { default: '24C975CBA61A024EE1B631787C3D57159FC2F927', parse: parseSigningKey },
    'tls-ca': { parse: certificates/* readCertificates */.jZ },
    'tls-cert': { parse: certificates/* readCertificates */.jZ },
    'tls-key': { parse: certificates/* readPrivateKey */.$k, secret: true },
    'tls-skip-verify': { parse: parseBoolean },
    'allow-http': { default: 'false', parse: parseBoolean },
    concurrency: { default: '256', parse: integerBetween(1, 256) },
    timeout: { default: '1m0s', parse: parseDuration },
    retries: { default: '4', parse: integerBetween(0, 10) },
    deadline: { default: '10m', parse: parseDuration },
    summary: { default: 'true', parse: parseBoolean },
    reason: { parse: parseText },
    'issue-number': { parse: integerBetween(1, 1_000_000_000) },
    'github-token': { parse: parseUnquoted, secret: true },
};
/** What an empty input means; empty: it is not given. */
function defaultOf(name) {
    const spec = inputTable[name];
    return 'default' in spec ? spec.default : '';
}

;// CONCATENATED MODULE: ./src/action/inputs/texts.ts





const names = Object.keys(inputTable);
/**
 * Reads the inputs as the workflow wrote them, under their own names. A blank is no digest, and not the wish to do without one: with
 * `expect-plan` it is refused.
 */
function readTexts() {
    const read = (name) => core/* getInput */.V4(name) || core/* getInput */.V4(name, { trimWhitespace: name !== 'expect-plan' });
    return Object.fromEntries(names.map((name) => [name, read(name)]));
}
/**
 * Finds what must be masked. A `tls-key` may be the path of a file, which is no secret. An input that holds no secret may
 * hold a token by mistake; `token-ids` has its own check, which leaves its ids readable.
 */
function findSecrets(texts) {
    return names.flatMap((name) => {
        const { [name]: text = '' } = texts;
        if (name === 'leaked-tokens')
            return findLeakedSecrets(text);
        if (name === 'token-ids' || text === '')
            return [];
        const isSecret = 'secret' in inputTable[name] && !(name === 'tls-key' && (0,external_node_fs_.existsSync)(text));
        return isSecret ? [text, ...(0,token_string/* findTokenStrings */.NN)(text)] : (0,token_string/* findTokenStrings */.NN)(text);
    });
}
/** Parses every input. The workflow's word wins over the profile's, unless it is just the default. */
function parseTexts(written, profile, problems) {
    const isInput = (name) => written[name] !== '' && written[name] !== defaultOf(name);
    const read = profile === 'unreadable' ? undefined : profile;
    const ofProfile = (name) => (isInput(name) ? '' : (read?.texts[name] ?? ''));
    const texts = Object.fromEntries(names.map((name) => [name, ofProfile(name) || written[name]]));
    const values = names.map((name) => {
        const label = ofProfile(name) === '' ? name : `${name} (from ${read?.label})`;
        return [name, parse(name, texts[name] || defaultOf(name), label, problems)];
    });
    return {
        values: Object.fromEntries(values),
        texts: texts,
        isInput,
        isMissing: (name) => texts[name] === '' && profile !== 'unreadable',
        profile: read,
        problems,
    };
}
function parse(name, text, label, problems) {
    if (text === '')
        return undefined;
    const isOut = isStray(name, text);
    if (isOut)
        problems.add({ input: label, message: 'this looks like a token, which does not belong here' });
    const value = isOut ? undefined : problems.try(label, () => inputTable[name].parse(text));
    const fallback = defaultOf(name);
    return value === undefined && fallback !== '' ? inputTable[name].parse(fallback) : value;
}
/** Texts that are shown, where a token is redacted, and those that have a check of their own. */
const harmless = new Set([
    'reason',
    'select-description',
    'select-created-by',
    'token-ids',
]);
/** What holds a token by mistake must not be used: a host name, for example, would be looked up in the DNS. */
function isStray(name, text) {
    const mayHoldOne = 'secret' in inputTable[name] || harmless.has(name) || name.startsWith('tls-');
    return !mayHoldOne && (0,token_string/* findTokenString */.wS)(text) !== undefined;
}

;// CONCATENATED MODULE: ./src/action/inputs/misspelled.ts



/** What remains of the name of an input if it is spelled carelessly: marks between words and plurals do not count. */
const toStem = (name) => name.toLowerCase().replace(/[^a-z\d]|s/g, '');
const namesByStem = new Map(Object.keys(inputTable).map((name) => [toStem(name), name]));
/** Finds variables of inputs that are named almost as in the table. Other unknown ones may be another action's. */
function findMisspelled(texts, env) {
    const found = Object.entries(env).flatMap(([variable, value = '']) => {
        const [, given = ''] = /^INPUT_(.+)$/is.exec(variable) ?? [];
        const name = namesByStem.get(toStem(given));
        const text = value.trim();
        // The same text as in the input itself changes nothing: Windows finds a variable in any letter case.
        const isLost = name !== undefined && text !== '' && text !== texts[name];
        return isLost ? [{ variable, given, name, text }] : [];
    });
    const missing = found.filter(({ name }) => texts[name] === '' || texts[name] === defaultOf(name));
    return {
        texts: { ...texts, ...Object.fromEntries(missing.map(({ name, text }) => [name, text])) },
        problems: found.map(({ variable, given, name }) => ({
            input: `${given.toLowerCase()} (${variable})`,
            message: `not an input; write \`${name}\` (INPUT_${name.toUpperCase()})`,
        })),
        secrets: found.flatMap(({ name, text }) => [...findSecrets({ [name]: text }), ...(0,token_string/* findTokenStrings */.NN)(text)]),
    };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
;// CONCATENATED MODULE: ./src/connection/toml-table.ts


/**
 * Makes every key of a table lower-case: influxctl's TOML library, go-toml, matches keys without regard to letter case.
 *
 * @throws {@link ActionError} `invalid-input` where two keys differ in letter case only.
 */
function foldKeys(table) {
    const folded = new Map();
    for (const [key, value] of Object.entries(table)) {
        const name = key.toLowerCase();
        if (folded.has(name))
            throw (0,errors/* invalidInput */.aY)(`the key ${name} is given twice, in different letter case`);
        folded.set(name, value);
    }
    return Object.fromEntries(folded);
}
/** A date is an object too. */
function isTable(value) {
    return (0,json/* isFields */.Ce)(value) && !(value instanceof Date);
}
/** Opens a table with lower-case keys that has its own dotted name, which messages use. No message quotes a value. */
function openTable(table, name) {
    const read = (key, what, isValid) => {
        const value = table[key];
        if (value === undefined || isValid(value))
            return value;
        throw (0,errors/* invalidInput */.aY)(`${name}.${key} is not ${what}`);
    };
    return {
        text: (key) => read(key, 'a string', (value) => typeof value === 'string'),
        flag: (key) => read(key, 'a boolean', (value) => typeof value === 'boolean'),
        texts: (key) => read(key, 'a list of strings', json/* isTexts */.VP) ?? [],
        table: (key) => openTable(foldKeys(read(key, 'a table', isTable) ?? {}), `${name}.${key}`),
        otherThan: (keys) => Object.keys(table)
            .filter((key) => !keys.split(' ').includes(key))
            .map((key) => `${name}.${key}`),
    };
}

;// CONCATENATED MODULE: ./src/connection/profile.ts






/** Where influxctl looks for its configuration, as published for each system. */
function defaultConfigPath(env, platform) {
    const home = env['HOME'] || (0,external_node_os_.homedir)();
    switch (platform) {
        case 'win32':
            return external_node_path_default().join(env['APPDATA'] || external_node_path_default().join(home, 'AppData', 'Roaming'), 'influxctl', 'config.toml');
        case 'darwin':
            return external_node_path_default().join(home, 'Library', 'Application Support', 'influxctl', 'config.toml');
        default:
            return external_node_path_default().join(home, '.config', 'influxctl', 'config.toml');
    }
}
/**
 * Reads a profile from a configuration file.
 *
 * @throws {@link ActionError} `invalid-input` where the file cannot be read, is not TOML, has no such profile, or holds
 * a value of another type than documented. No message quotes a value: it may be a secret.
 */
async function readProfile(file, name) {
    const config = await parseToml((0,text_file/* readText */.y)(file));
    const table = findTable(config, name);
    const main = openTable(table, 'profile');
    const others = Object.keys(config).filter((key) => key !== 'profile');
    return {
        profile: toProfile(main),
        /** Keys that influxctl does not document. */
        unknownKeys: [...others, ...findUnknownKeys(main)],
        /** Every secret of the profile. */
        secrets: [main.text('mgmt_token'), main.text('token')].filter((secret) => secret !== undefined),
    };
}
async function parseToml(text) {
    const { parse, TomlError } = await __nccwpck_require__.e(/* import() | toml */ 231).then(__nccwpck_require__.bind(__nccwpck_require__, 3292));
    try {
        return foldKeys(parse(text, { integersAsBigInt: 'asNeeded' }));
    }
    catch (error) {
        if (!(error instanceof TomlError))
            throw error;
        // Its message quotes lines of the file, and one of them may hold the token.
        throw (0,errors/* invalidInput */.aY)(`not TOML: line ${error.line}, column ${error.column}`);
    }
}
function findTable({ profile }, name) {
    const tables = (Array.isArray(profile) ? profile : []).filter(json/* isFields */.Ce).map(foldKeys);
    const table = tables.find((each) => each['name'] === name);
    if (table !== undefined)
        return table;
    const names = tables.map((each) => each['name']).filter((each) => typeof each === 'string');
    const others = names.length === 0 ? 'there is none with a name under `[[profile]]`' : `there is: ${names.join(', ')}`;
    throw (0,errors/* invalidInput */.aY)(`no profile "${name}"; ${others}`);
}
/** The keys other than those that influxctl documents, table by table. */
function findUnknownKeys(main) {
    const auth = main.table('auth');
    return [
        ...main.otherThan('name product host port mgmt_token account_id cluster_id database token tls auth'),
        ...main.table('tls').otherThan('insecure disable cert key ca'),
        ...auth.otherThan('oauth2 token'),
        ...auth.table('oauth2').otherThan('client_id scopes parameters token_url device_url'),
        ...auth.table('token').otherThan('token_file'),
    ];
}
function toProfile(main) {
    const tls = main.table('tls');
    const oauth = main.table('auth').table('oauth2');
    return {
        product: main.text('product'),
        /** A host name. For Cloud Dedicated that of the cluster, not of the Management API. */
        host: main.text('host'),
        port: main.text('port'),
        accountId: main.text('account_id'),
        clusterId: main.text('cluster_id'),
        /** Secret. */
        managementToken: main.text('mgmt_token'),
        /** The path of a file with the admin token. */
        tokenFile: main.table('auth').table('token').text('token_file'),
        tls: {
            insecure: tls.flag('insecure'),
            /** Plain HTTP. */
            disable: tls.flag('disable'),
            /** Path of a PEM file, as the two below. */
            cert: tls.text('cert'),
            key: tls.text('key'),
            ca: tls.text('ca'),
        },
        /** influxctl lets a person sign in with these. */
        oauth: {
            clientId: oauth.text('client_id'),
            tokenUrl: oauth.text('token_url'),
            scopes: oauth.texts('scopes'),
            audience: oauth.table('parameters').text('audience'),
        },
    };
}

;// CONCATENATED MODULE: ./src/action/inputs/profile.ts







const parseProduct = oneOf(['clustered', 'dedicated']);
/**
 * Reads the profile that the inputs name; without `config` and `host`, the default one if its file exists. What a
 * profile that cannot be read lacks is not known.
 */
async function loadProfile(texts, env, problems) {
    const variable = readVariable(env);
    const file = findConfig(texts, env, variable.config);
    if (file === undefined)
        return undefined;
    const name = texts.profile || variable.profile || 'default';
    const isRead = (variable.config ?? '') === file || (variable.profile ?? '') === name;
    try {
        const { profile, unknownKeys, secrets } = await readProfile(file, name);
        const label = `the profile "${name}" of ${file}`;
        const text = profile.product ?? '';
        const product = text === '' ? undefined : problems.try(`product (from ${label})`, () => parseProduct(text));
        return {
            profile,
            product,
            texts: toTexts(profile, {
                isDedicated: texts['account-id'] !== '' || product === 'dedicated',
                isOAuth: texts['oauth-client-secret'] !== '' || texts['oidc-audience'] !== '',
            }),
            secrets,
            label,
            notes: [`Using ${label}.`, ...(isRead ? [variable.note] : [])],
            warnings: unknownKeys.map((key) => `${file}: influxctl documents no key ${key}. It is not used.`),
        };
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ))
            throw error;
        const message = texts.config === '' ? `${file}: ${error.message}` : error.message;
        problems.add({ input: 'config', message });
        return 'unreadable';
    }
}
/**
 * Finds every token string in the configuration, wherever it stands: messages name profiles, keys and files. None if it
 * cannot be read: loading it says why.
 */
function findConfigSecrets(texts, env) {
    const file = findConfig(texts, env, readVariable(env).config);
    const named = (0,token_string/* findTokenStrings */.NN)(`${env['INFLUXCTL_PROFILE']} ${file}`);
    if (file === undefined)
        return named;
    try {
        return [...named, ...(0,token_string/* findTokenStrings */.NN)((0,text_file/* readText */.y)(file))];
    }
    catch {
        return named;
    }
}
/** influxctl documents `INFLUXCTL_PROFILE` twice: as the name of a profile, and as the path of the configuration. */
function readVariable({ INFLUXCTL_PROFILE: value = '' }) {
    if (value === '')
        return { note: '' };
    const reason = 'a path separator, or `.toml` at its end, makes it a path';
    return /[/\\]|\.toml$/i.test(value)
        ? { config: value, note: `INFLUXCTL_PROFILE is read as the path of the configuration: ${reason}.` }
        : { profile: value, note: `INFLUXCTL_PROFILE is read as the name of the profile: ${reason}.` };
}
function findConfig({ config, host }, env, fromVariable) {
    if (config !== '')
        return config;
    if (host === '' && fromVariable !== undefined)
        return fromVariable;
    const usual = defaultConfigPath(env, process.platform);
    return host === '' && (0,external_node_fs_.existsSync)(usual) ? usual : undefined;
}
/** The host of a Cloud Dedicated profile is where data is written: it serves no Management API. */
function toTexts(profile, { isDedicated, isOAuth }) {
    const { tls, oauth } = profile;
    const texts = {
        host: isDedicated ? undefined : toAddress(profile),
        'account-id': isDedicated ? profile.accountId : undefined,
        'cluster-id': isDedicated ? profile.clusterId : undefined,
        ...(isOAuth && {
            'oauth-token-url': oauth.tokenUrl,
            'oauth-client-id': oauth.clientId,
            'oauth-scopes': oauth.scopes.join(' '),
            'oauth-audience': oauth.audience,
        }),
        'tls-ca': tls.ca,
        'tls-cert': tls.cert,
        'tls-key': tls.key,
        'tls-skip-verify': tls.insecure === undefined ? undefined : String(tls.insecure),
    };
    return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined && text !== ''));
}
function toAddress({ host, port, tls }) {
    return host === undefined
        ? undefined
        : (0,connection_host/* joinAddress */.Vz)(host, port ?? '', tls.disable === true ? 'http' : 'https');
}

;// CONCATENATED MODULE: ./src/action/inputs/tokens.ts



/** How many tokens selectors revoke at most, unless the workflow says how many. */
const mostSelected = 100;
const named = ['token-ids', 'token-ids-file', 'leaked-tokens', 'secret-scanning-alert'];
const selecting = ['select-description', 'select-created-by', 'older-than'];
/** Reads what to revoke; `ids` are those of `token-ids` and its file. */
function readTokens(given, ids) {
    checkSelection(given);
    checkKind(given);
    const { values, problems } = given;
    const ofLeaks = shortenList(values['leaked-tokens']?.problems ?? []);
    problems.add(...ofLeaks.map((message) => ({ input: 'leaked-tokens', message })));
    return {
        kind: token_kind/* tokenKinds */.v[values['token-type']],
        ids,
        leaks: toLeaks(values),
        selectors: toSelectors(values),
        excluded: values['exclude-ids'] ?? [],
        maxRevocations: values['max-revocations'] ?? (isSelecting(values) ? mostSelected : undefined),
        expectPlan: values['expect-plan'],
        force: values.force,
        dryRun: values['dry-run'],
        listing: isListing(given),
        concurrency: values.concurrency,
        retries: values.retries,
        deadline: values.deadline,
    };
}
/** What could be read of the requested tokens: it is reported even if the run cannot start. */
function toAsked({ values, isInput }, { ids, unreadable }) {
    const excluded = new Set((values['exclude-ids'] ?? []).map(token/* idKey */.T4));
    const isExcluded = (id) => excluded.has((0,token/* idKey */.T4)(id));
    const leaks = values['leaked-tokens']?.leaks ?? [];
    return {
        ids: ids.filter((id) => !isExcluded(id)),
        leftOut: ids.filter(isExcluded),
        unreadable,
        leaks,
        unreadAlert: isInput('secret-scanning-alert') ? leaks.length + 1 : undefined,
    };
}
/** What is allowed, but rarely intended. */
function findWarnings({ 'older-than': age }) {
    return age !== undefined && age < 86_400_000
        ? [`older-than is ${age / 3_600_000} h: tokens created today can be selected.`]
        : [];
}
/** A dry run that names nothing lists the tokens of the cluster: this is how a person finds an id. */
function isListing({ values, isInput }) {
    return values['dry-run'] && !isSelecting(values) && ![...named, 'expect-plan'].some(isInput);
}
function checkSelection({ values, isInput, problems }) {
    // A selector that could not be parsed still counts as given.
    const isWritten = (name) => isInput(name) || problems.has(name);
    const isAll = values['select-all'] || problems.has('select-all');
    const hasSelector = isAll || selecting.some(isWritten) || isSelecting(values);
    problems.addIf(!hasSelector &&
        !values['dry-run'] &&
        ![...named, 'keep-latest', 'expired'].some(isInput), 'nothing to revoke', '`token-ids`, `token-ids-file`, `leaked-tokens`, `secret-scanning-alert` and the selectors are all empty. If you give one of them as a secret or an expression, check that it has a value.');
    const needsSelector = 'selects nothing by itself: give another selector, or `select-all: true`';
    problems.addIf(isInput('keep-latest') && !hasSelector, 'keep-latest', needsSelector);
    problems.addIf(values.expired === 'include' && !hasSelector, 'expired', `\`include\` ${needsSelector}`);
    problems.addIf(isInput('keep-latest') && values.expired === 'only', 'keep-latest', 'cannot be combined with `expired: only`: expired tokens are not kept');
}
function checkKind({ values, isInput, problems }) {
    if (token_kind/* tokenKinds */.v[values['token-type']].areTraceable)
        return;
    const check = (input, lacks) => problems.addIf(isInput(input), input, `cannot be combined with \`token-type: database\`: no list shows ${lacks}`);
    check('leaked-tokens', 'the prefixes of database tokens');
    check('secret-scanning-alert', 'the prefixes of database tokens');
    check('select-created-by', 'who created database tokens');
}
function isSelecting(values) {
    const isGiven = selecting.some((name) => values[name] !== undefined);
    return isGiven || values['select-all'] || values.expired === 'only';
}
function toLeaks(values) {
    const leaks = values['leaked-tokens']?.leaks ?? [];
    return leaks.flatMap(({ position, token }) => (token === undefined ? [] : [{ position, token }]));
}
function toSelectors(values) {
    if (!isSelecting(values))
        return undefined;
    return {
        description: values['select-description'],
        createdBy: values['select-created-by'],
        olderThan: values['older-than'],
        expired: values.expired,
        keepLatest: values['keep-latest'],
    };
}

;// CONCATENATED MODULE: ./src/action/inputs/inputs.ts














/** Reads and checks all inputs at once. Secrets are masked before anything can fail. */
async function loadInputs(env) {
    const secrets = new Set();
    const mask = (found) => {
        for (const secret of found) {
            if (secret === undefined || secret.length < connection_secrets/* shortestHidden */.BF || secrets.has(secret))
                continue;
            core/* setSecret */.Pq(secret);
            secrets.add(secret);
        }
    };
    const problems = gatherProblems();
    const named = readTexts();
    mask(findSecrets(named));
    const misspelled = findMisspelled(named, env);
    mask(misspelled.secrets);
    problems.add(...misspelled.problems);
    const { texts: written } = misspelled;
    mask((0,proxy/* findProxySecrets */.j)(env));
    const found = loadTokenIds(written['token-ids'], written['token-ids-file']);
    mask(found.secrets);
    problems.add(...found.problems);
    mask(findConfigSecrets(written, env));
    const profile = await loadProfile(written, env, problems);
    mask(profile === 'unreadable' ? [] : (profile?.secrets ?? []));
    const given = parseTexts(written, profile, problems);
    const { values } = given;
    const authentication = readAuthentication(given, env);
    mask(authentication?.kind === 'token' ? [authentication.token] : []);
    // The runner's OIDC endpoint requires its own token, and may quote it.
    mask([values['oidc-audience'] === undefined ? undefined : env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']]);
    const request = readTokens(given, found.ids);
    const github = readGitHub(given, env);
    const connection = (0,inputs_connection/* readConnection */.dC)(given);
    // It may come from a file or a profile.
    mask([connection?.tls.client?.key]);
    const proxies = (0,inputs_connection/* readProxies */.rq)(given, connection?.host, env);
    const client = readClient(given, connection, authentication);
    const { concurrency, timeout, summary, reason } = values;
    const { kind, dryRun, force } = request;
    const common = {
        asked: toAsked(given, found),
        stated: { kind, summary, reason, dryRun, force },
        secrets: [...secrets],
        notes: given.profile?.notes ?? [],
    };
    const warnings = given.profile?.warnings ?? [];
    if (problems.any() || authentication === undefined || connection === undefined || client === undefined)
        return {
            ...common,
            warnings: [...warnings, ...findCommentWarnings(github)],
            inputs: problems.toError(),
        };
    const { host, product, tls } = connection;
    return {
        ...common,
        warnings: [...warnings, ...findWarnings(values)],
        inputs: {
            ...client,
            request,
            account: (0,client_settings/* accountOf */.X)(product),
            connection: { host, tls, proxy: proxies.cluster, concurrency, timeout },
            authentication,
            providerProxy: proxies.provider,
            github,
        },
    };
}


/***/ }),

/***/ 969:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   MB: () => (/* binding */ describeDuration),
/* harmony export */   UW: () => (/* binding */ findSpan),
/* harmony export */   XZ: () => (/* binding */ describeVerdict),
/* harmony export */   Xw: () => (/* binding */ describePace),
/* harmony export */   ef: () => (/* binding */ describeProof),
/* harmony export */   ih: () => (/* binding */ countTokens),
/* harmony export */   q: () => (/* binding */ lastProofAt),
/* harmony export */   wv: () => (/* binding */ describeCounts),
/* harmony export */   xt: () => (/* binding */ firstRequestAt)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3916);
/* harmony import */ var _revocation_outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6544);
/* harmony import */ var _plain_text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2417);



/** What an outcome counts as, in the words of the log's last line and in its order. */
const words = [
    'revoked',
    'already revoked',
    'to be revoked',
    'refused',
    'not attempted',
    'interrupted',
    'failed',
];
function countAs({ fate, attempts }) {
    switch (fate.status) {
        case 'revoked':
            return 'revoked';
        case 'already-revoked':
            return 'already revoked';
        case 'planned':
            return 'to be revoked';
        case 'failed':
            return countFailure(_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTable */ .MJ[fate.code], attempts);
    }
}
/** An id that was being revoked as the run was cancelled may be dead: it was attempted. */
function countFailure({ inherited, refuses }, attempts) {
    if (refuses)
        return 'refused';
    if (inherited !== true)
        return 'failed';
    return attempts > 0 ? 'interrupted' : 'not attempted';
}
/** The verdict in one line: what became of how many. */
function describeCounts({ result, dryRun }) {
    const { outcomes, stop, listing } = result;
    if (listing !== undefined)
        return `Dry run: listed ${countTokens(listing.length)}.`;
    const total = outcomes.length;
    if (total === 0)
        return stop === undefined ? 'Nothing to revoke.' : 'Nothing was revoked.';
    const counts = Map.groupBy(outcomes, countAs);
    const shown = words
        .map((word) => ({ word, count: counts.get(word)?.length ?? 0 }))
        .filter(({ word, count }) => count > 0 || (word === 'revoked' && !dryRun))
        .map(({ word, count }) => `${count} ${word}`);
    return `${countTokens(total)}: ${shown.join(', ')}.${dryRun ? ' Dry run: nothing was changed.' : ''}`;
}
/** "1 token", "2 tokens". */
function countTokens(count) {
    return count === 1 ? '1 token' : `${count} tokens`;
}
/** When the first revocation was sent, in ms since the epoch. Undefined: none was. */
function firstRequestAt({ outcomes }) {
    const [first] = outcomes.flatMap(({ requestedAt }) => requestedAt ?? []).sort((a, b) => a - b);
    return first;
}
/** When the last token was proven dead, in ms since the epoch. Undefined: none was. */
function lastProofAt({ outcomes }) {
    const times = outcomes.flatMap(({ fate }) => ('provenAt' in fate ? fate.provenAt : []));
    return times.sort((a, b) => a - b).at(-1);
}
/** From the first request to the last proof, in ms since the epoch. Undefined: nothing was revoked by this run. */
function findSpan(result) {
    const isByThisRun = result.outcomes.some(({ fate }) => fate.status === 'revoked');
    const [from, to] = [firstRequestAt(result), lastProofAt(result)];
    return isByThisRun && from !== undefined && to !== undefined ? { from, to } : undefined;
}
/** When the last token was proven dead, how, and how long that took. Undefined: nothing was revoked by this run. */
function describeProof(result) {
    const span = findSpan(result);
    if (span === undefined)
        return undefined;
    const { from, to } = span;
    const proofs = result.outcomes.flatMap(({ fate }) => ('proof' in fate ? fate.proof : []));
    const how = [...new Set(proofs)].sort().join(', ');
    return `Last proof at ${(0,_plain_text_js__WEBPACK_IMPORTED_MODULE_1__/* .toIsoTime */ .So)(to)} (${how}), ${describeDuration(to - from)} after the first request.`;
}
/** How far a pace went and what slowed it down: `Up to 180 at once; slowed down twice (429).` */
function describePace({ mostAtOnce, slowDowns, causes }) {
    const times = ['once', 'twice'][slowDowns - 1] ?? `${slowDowns} times`;
    const slowed = slowDowns === 0 ? '' : `; slowed down ${times} (${causes.join(', ')})`;
    return `Up to ${mostAtOnce} at once${slowed}.`;
}
/** A duration for people, from ms. */
function describeDuration(ms) {
    const tenths = Math.round(ms / 100);
    if (tenths < 600)
        return `${(tenths / 10).toFixed(1)} s`;
    const seconds = Math.round(ms / 1_000);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
/** Says in a heading how many are not proven dead. */
function describeVerdict({ result, dryRun }, failed) {
    const { outcomes, stop, listing } = result;
    const total = outcomes.length;
    const left = outcomes.filter(_revocation_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .isFailed */ .Ix);
    if (listing !== undefined)
        return `The cluster lists ${countTokens(listing.length)}`;
    if (total === 0)
        return failed || stop !== undefined ? 'Nothing was revoked' : 'Nothing to revoke';
    if (dryRun)
        return left.length > 0
            ? `Dry run: ${left.length} of ${countTokens(total)} failed`
            : `Dry run: ${countTokens(outcomes.filter(({ fate }) => fate.status === 'planned').length)} would be revoked`;
    if (stop !== undefined && _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTable */ .MJ[stop.code].refuses)
        return 'The plan was refused: nothing was revoked';
    if (left.length === 0)
        return `${countTokens(total)} ${total === 1 ? 'is' : 'are'} revoked${failed ? ', but the run failed' : ''}`;
    const which = total === 1 ? 'The token' : `${left.length} of ${countTokens(total)}`;
    return `${which} ${left.length === 1 ? 'is' : 'are'} not proven revoked`;
}


/***/ }),

/***/ 9727:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ld: () => (/* binding */ inUseMarks),
/* harmony export */   Ne: () => (/* binding */ openLog),
/* harmony export */   dE: () => (/* binding */ describeToken),
/* harmony export */   ku: () => (/* binding */ keptNotes)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1178);
/* harmony import */ var _counts_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(969);
/* harmony import */ var _plain_text_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2417);



/** More ids than this are not listed one by one, but counted as they are done. */
const screenful = 25;
/** The least time between two lines of progress, in ms. */
const progressInterval = 1_000;
/** The least time between two lines about requests that are sent again, in ms. */
const retryInterval = 5_000;
/** Opens the log. `now` gives the time in ms. */
function openLog(redact, now) {
    const clean = (text) => redact(text).split('\n').map(_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .toLogLine */ .gD).join('\n');
    const info = (line) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq(clean(line));
    const notice = (line) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm(clean(line));
    const warn = (line) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e(clean(line));
    // Looked at once: it is an environment variable, and every request asks.
    const isDebugging = _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .isDebug */ ._o();
    const debug = (text) => {
        if (isDebugging)
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .debug */ .Yz(clean(text));
    };
    let lastProgress = now();
    let lastRetry = Number.NEGATIVE_INFINITY;
    let progress;
    const showProgress = () => {
        if (progress === undefined)
            return;
        const { done, failed, total } = progress;
        progress = undefined;
        if (now() - lastProgress < progressInterval)
            return;
        lastProgress = now();
        info(`${done} of ${total} ids done${failed === 0 ? '' : `, ${failed} failed`}.`);
    };
    return {
        info,
        warn,
        notice,
        fail: (line, title) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z3(clean(line), { title }),
        debug,
        show(event) {
            switch (event.kind) {
                case 'listed':
                    return info(`The cluster lists ${(0,_counts_js__WEBPACK_IMPORTED_MODULE_1__/* .countTokens */ .ih)(event.tokens)}, ${event.active} active.`);
                case 'list-failed':
                    return warn(`The list of tokens could not be read. ${event.failure.message} Continuing without the list ` +
                        '(`force`): revoked tokens and the token in use cannot be recognised.');
                case 'clocks-differ':
                    return warn(`The clocks differ: this runner has ${(0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .toIsoTime */ .So)(event.runner)}, the cluster ${(0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .toIsoTime */ .So)(event.server)}.`);
                case 'not-listed':
                    return warn('The list does not show the token in use, so this run cannot protect it.');
                case 'no-witness':
                    return info(`No token string ${event.mayPass ? 'could be tested so far: until one can,' : 'can be tested here:'} ids are proven by the list alone. ${event.why}`);
                case 'selected':
                    return showSelection(event, { info, warn, notice });
                case 'matched':
                    return info(`Leaked token ${event.position} is ${event.id}, by its prefix. ` +
                        (event.tested ? 'The string itself was tested.' : 'The string itself was not tested.'));
                case 'planned':
                    return showPlan(event, info);
                case 'retrying':
                    if (now() - lastRetry < retryInterval)
                        return;
                    lastRetry = now();
                    return info(`Retrying. ${event.failure.message}`);
                case 'holding':
                    return info(`The server asked us to wait; continuing in ${Math.ceil(event.ms / 1_000)} s.`);
                case 'verifying':
                    showProgress();
                    return info(describeVerification(event));
                case 'progress':
                    // The ids of one call of influxctl are done at once: the line counts all of them.
                    if (progress === undefined && event.total > screenful)
                        setImmediate(showProgress);
                    progress = event;
                    return;
            }
        },
    };
}
function describeVerification({ ids, strings, round }) {
    if (round > 1)
        return 'Not everything is proven yet. Asking the cluster again.';
    const tested = strings === 1 ? '1 leaked string' : `${strings} leaked strings`;
    if (ids === undefined)
        return `Testing ${tested} again.`;
    const asked = ids === 0 ? 'for its list again' : `for proof of ${(0,_counts_js__WEBPACK_IMPORTED_MODULE_1__/* .countTokens */ .ih)(ids)}`;
    return `Asking the cluster ${asked}${strings === 0 ? '' : `, and testing ${tested}`}.`;
}
function showSelection({ tokens, isBlind, createdBefore }, { info, warn, notice }) {
    if (isBlind)
        warn('The list shows no comparable prefix of some tokens: any of them may be the one in use, so none is selected.');
    const cutoff = createdBefore === undefined ? '' : `, created before ${(0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .toIsoTime */ .So)(createdBefore)}`;
    if (tokens === 0)
        notice(`The selectors select no token${cutoff}.`);
    else
        info(`The selectors select ${(0,_counts_js__WEBPACK_IMPORTED_MODULE_1__/* .countTokens */ .ih)(tokens)}${cutoff}.`);
}
function showPlan({ plan, selection, leftOut, index, clocks }, info) {
    const { kept } = selection;
    const at = clocks.runner;
    const due = [...plan.first, ...plan.last];
    const before = plan.revoked.length;
    const skipped = before === 0
        ? ''
        : ` ${before} requested ${before === 1 ? 'token is' : 'tokens are'} already listed as revoked.`;
    info(`${due.length === 0 ? 'Nothing' : (0,_counts_js__WEBPACK_IMPORTED_MODULE_1__/* .countTokens */ .ih)(due.length)} to revoke.${skipped}`);
    showSome(due, (entry) => describeEntry(entry, index !== undefined, at), info);
    if (plan.unknown.length > 0) {
        info(`Not in the list, so no request is sent for ${plan.unknown.length === 1 ? 'it' : 'them'}:`);
        showSome(plan.unknown, ({ id }) => id, info);
    }
    if (leftOut.length > 0) {
        info(`Excluded by \`exclude-ids\`: ${(0,_counts_js__WEBPACK_IMPORTED_MODULE_1__/* .countTokens */ .ih)(leftOut.length)}.`);
        showSome(leftOut, (id) => id, info);
    }
    if (kept.length === 0)
        return;
    info(`Leaving ${(0,_counts_js__WEBPACK_IMPORTED_MODULE_1__/* .countTokens */ .ih)(kept.length)} that the selectors describe:`);
    showSome(kept, ({ token, reason }) => `${describeToken(token, at)}  (${keptNotes[reason]})`, info);
}
function showSome(items, describe, info) {
    for (const item of items.slice(0, screenful))
        info(`  ${describe(item)}`);
    if (items.length > screenful)
        info(`  and ${items.length - screenful} more`);
}
/** Why a token is left alone, for people. */
const keptNotes = {
    newest: 'one of the newest',
    'may-be-leaked': 'may be a leaked token',
    excluded: 'excluded',
    'in-use': 'in use',
    'may-be-in-use': 'may be in use',
    'too-young': 'too young',
    'unknown-age': 'no time of creation',
    expired: 'expired',
    'not-expired': 'not expired',
};
/** What follows the state of a listed token that may be the one in use. */
const inUseMarks = {
    no: '',
    likely: ', in use',
    unknown: ', may be in use',
};
/** What the log says of a token that may be the one in use. */
const inUseNotes = {
    no: '',
    likely: '(has the prefix of the token in use; goes last)',
    unknown: '(may be the token in use: no comparable prefix)',
};
function describeEntry({ id, token, inUse }, listed, at) {
    if (token === undefined)
        return listed ? `${id}  (not in the list)` : id;
    return [describeToken({ ...token, id }, at), inUseNotes[inUse]].filter((part) => part !== '').join('  ');
}
/** Of a description of any length, in characters. */
const longestText = 200;
/** One line for a token: its id, prefix, time of creation and age in days, and description. */
function describeToken({ id, prefix, createdAt, description }, at) {
    const created = createdAt === undefined ? '' : `created ${(0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .toDateAndAge */ .e2)((0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .toIsoTime */ .So)(createdAt), at)}`;
    const [start, text] = [prefix, description].map((each) => (0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .shorten */ .ml)((0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .toLogLine */ .gD)(each ?? ''), longestText));
    return [id, start, created, text].filter((part) => part !== '').join('  ');
}


/***/ }),

/***/ 2417:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ro: () => (/* binding */ toCodeSpan),
/* harmony export */   So: () => (/* binding */ toIsoTime),
/* harmony export */   cx: () => (/* binding */ toTableCell),
/* harmony export */   e2: () => (/* binding */ toDateAndAge),
/* harmony export */   gD: () => (/* binding */ toLogLine),
/* harmony export */   ml: () => (/* binding */ shorten)
/* harmony export */ });
/* harmony import */ var _connection_quote_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6308);

/**
 * Makes a text fit for one line of the log. The runner reads `::name::` as a command at the start of a line, behind
 * white space too, and `##[name]` anywhere in it (ActionCommand.cs of actions/runner). Control characters and those
 * that change the direction of text could hide or fake what a person reads.
 */
function toLogLine(text) {
    return text
        .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, ' ')
        .replaceAll('##[', '## [')
        .replace(/^(\s*):(?=:)/, '$1: ');
}
/** The date of a time in RFC 3339, with its age in days at `now`, in ms since the epoch, such as "2026-01-15 (314 d)". */
function toDateAndAge(time, now) {
    return `${time.slice(0, 10)} (${Math.floor((now - Date.parse(time)) / 86_400_000)} d)`;
}
/** Makes a text fit for Markdown: a code span, in which no link, image, mention or HTML is read. */
function toCodeSpan(text) {
    const line = toLogLine(text).trim();
    if (line === '')
        return '';
    if (!line.includes('`'))
        return `\`${line}\``;
    const longestRun = (line.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
    const fence = '`'.repeat(longestRun + 1);
    const pad = /^`|`$/.test(line) ? ' ' : '';
    return `${fence}${pad}${line}${pad}${fence}`;
}
/**
 * Makes a text fit for a cell of a GitHub Markdown table. A pipe would end the cell even in a code span, and a
 * backslash before it would undo its escape.
 */
function toTableCell(text) {
    return toCodeSpan(text.replace(/\\(?=\|)/g, '\\ ')).replaceAll('|', '\\|');
}
function toIsoTime(ms) {
    return ms === undefined ? undefined : new Date(ms).toISOString();
}
/** Shortens a text to this many characters, and marks that it was cut. */
function shorten(text, most) {
    return text.length <= most ? text : `${(0,_connection_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .cutText */ .IN)(text, most)}…`;
}


/***/ }),

/***/ 3684:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  S: () => (/* binding */ publishReport)
});

// EXTERNAL MODULE: ./src/revocation/outcome.ts
var outcome = __nccwpck_require__(6544);
// EXTERNAL MODULE: ./src/revocation/stop.ts
var stop = __nccwpck_require__(2906);
// EXTERNAL MODULE: ./src/action/report/report.ts + 1 modules
var report_report = __nccwpck_require__(6530);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 10 modules
var core = __nccwpck_require__(1178);
// EXTERNAL MODULE: ./src/action/report/counts.ts
var counts = __nccwpck_require__(969);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
;// CONCATENATED MODULE: ./src/action/report/failures.ts



/** GitHub shows this many error annotations a step. */
const mostAnnotations = 10;
/**
 * Tells the failures that have something to say of their own from those that the stop of the run speaks for: those that
 * failed with it, and those that nothing was sent for. A hundred such ids are one sentence.
 */
function sortFailures(outcomes, stop) {
    const failures = outcomes.filter(outcome/* isFailed */.Ix);
    if (stop === undefined)
        return { own: failures, counts: [] };
    const kindOf = ({ fate, attempts }) => {
        if (fate.status !== 'failed')
            return 'own';
        if (errors/* codeTable */.MJ[fate.code].inherited === true)
            return attempts === 0 ? 'left' : 'own';
        return fate.code === stop.code && fate.message === stop.message ? 'same' : 'own';
    };
    const { own = [], same = [], left = [] } = Object.groupBy(failures, kindOf);
    return {
        own,
        counts: [
            ...(same.length === 0 ? [] : [`${(0,counts/* countTokens */.ih)(same.length)} failed with it.`]),
            ...(left.length === 0
                ? []
                : [`${(0,counts/* countTokens */.ih)(left.length)} ${left.length === 1 ? 'was' : 'were'} not attempted.`]),
        ],
    };
}
/** Writes what failed: an error annotation each, the last one for all that do not fit. The log has every line. */
function writeFailures({ result, dryRun }, { stop }, log) {
    const { outcomes } = result;
    const isLeft = outcomes.some(outcome/* isFailed */.Ix);
    const title = isLeft ? `Not every token ${dryRun ? 'would be' : 'is proven'} revoked` : 'Run stopped';
    const lines = describeFailures(outcomes, stop);
    const fits = lines.length <= mostAnnotations;
    const annotated = fits ? lines.length : mostAnnotations - 1;
    for (const line of lines.slice(0, annotated))
        log.fail(line, title);
    if (fits)
        return;
    for (const line of lines.slice(annotated))
        log.info(line);
    log.fail(`${lines.length - annotated} more failures: the log names each.`, title);
}
/** A line for what stopped the run, and one for each failure that has something to say of its own. */
function describeFailures(outcomes, stop) {
    const { own, counts } = sortFailures(outcomes, stop);
    const lines = own.map(describeFailure);
    if (stop === undefined)
        return lines;
    return [describeStop({ ...stop, hint: adviceOf(stop, outcomes) }, counts), ...lines];
}
/** What to do about what stopped the run: nothing where it was cancelled after all was done. */
function adviceOf({ code, hint }, outcomes) {
    return code === 'cancelled' && outcomes.length > 0 && !outcomes.some(outcome/* isFailed */.Ix) ? '' : hint;
}
/** One line for people: which id, or what a leaked token without one is called, the code, what happened, what to do. */
function describeFailure({ id, leaks, fate }) {
    if (fate.status !== 'failed')
        return '';
    const { code, message, hint = errors/* codeTable */.MJ[code].hint } = fate;
    const name = id ?? `Leaked token ${leaks.map(({ position }) => position).join(', ')}`;
    return `${name}: ${code}. ${message} ${hint}`;
}
/** What stopped the run, what to do, and for how many ids it matters. */
function describeStop({ code, message, hint }, counts) {
    const rest = [hint, `(${code})`, ...counts].filter((part) => part !== '').join(' ');
    return `${message}${message.includes('\n') ? '\n' : ' '}${rest}`;
}

// EXTERNAL MODULE: ./src/action/report/plain-text.ts
var plain_text = __nccwpck_require__(2417);
;// CONCATENATED MODULE: ./src/action/report/run-again.ts


/**
 * Says what to run again with, in a list of at most so many ids: not those that a check refused, and none where it refused the
 * plan as a whole, since as ids they would pass it. Where the cluster accepts the string of an id, only the string can show that
 * it is dead.
 */
function renderRunAgain({ result, dryRun }, { stop }, mostIds) {
    const isOfCheck = (code) => code !== undefined && errors/* codeTable */.MJ[code].refuses === true;
    const isRefused = (outcome) => isOfCheck(codeOf(outcome));
    const failed = result.outcomes.filter(outcome/* isFailed */.Ix);
    const areSomeRefused = failed.some((outcome) => outcome.id !== undefined && isRefused(outcome));
    if (dryRun || (isOfCheck(stop?.code) && !areSomeRefused))
        return '';
    const again = failed.filter((outcome) => !isRefused(outcome) && mayHelp(outcome));
    const unread = failed.some((outcome) => codeOf(outcome) === 'invalid-input') ? [correct] : [];
    if (again.length === 0)
        return unread.join('');
    const ids = again.filter((outcome) => !isAccepted(outcome)).flatMap(({ id }) => id ?? []);
    const strings = again.length - ids.length;
    const without = areSomeRefused ? ' without the refused ids' : '';
    const copy = `To run again${without}, give these in \`token-ids\`:\n\n\`\`\`text\n${ids.join('\n')}\n\`\`\``;
    const many = `To run again${without}, give the same inputs: what is revoked counts as success. With \`expect-plan\`, plan again first.`;
    const also = `Also give the same leaked tokens or alert: for ${strings} of the failed ones no id is enough.`;
    const isAskerDead = again.some(({ fate }) => fate.status === 'failed' && fate.needs === 'another asker') ||
        result.outcomes.some(({ inUse, attempts, fate }) => inUse === 'likely' && attempts > 0 && fate.status === 'revoked');
    const give = ids.length === 0
        ? [`To run again${without}, give the same leaked tokens or alert.`]
        : [ids.length > mostIds ? many : copy, ...(strings === 0 ? [] : [also])];
    return [
        ...give,
        ...(isAskerDead ? ['Authenticate with another management token then.'] : []),
        ...unread,
    ].join('\n\n');
}
const correct = 'In place of each entry that could not be read give the id, or the token, that was meant.';
const codeOf = ({ fate }) => (fate.status === 'failed' ? fate.code : undefined);
/**
 * What could not be read, what the cluster does not know, and a string that the cluster accepts and that could be several, would fail
 * again. A token in use that is accepted has a hint of its own: its id alone would only ask the list.
 */
function mayHelp(outcome) {
    const code = codeOf(outcome);
    const needs = outcome.fate.status === 'failed' ? outcome.fate.needs : undefined;
    if (needs === 'the string')
        return outcome.leaks.length > 0;
    // After several attempts an earlier one may have worked.
    const isUnknown = code === 'not-found' && outcome.token === undefined && outcome.attempts < 2;
    if (needs === 'other ids' || isUnknown)
        return false;
    return code !== 'invalid-input' && !(code === 'ambiguous' && isAccepted(outcome));
}
/** Says whether the cluster accepted a string of the id, and was not seen to reject it. */
function isAccepted({ leaks }) {
    return leaks.some(({ before, after }) => before === 'accepted' && after !== 'rejected');
}

// EXTERNAL MODULE: ./src/action/report/log.ts
var report_log = __nccwpck_require__(9727);
;// CONCATENATED MODULE: ./src/action/report/tables.ts


/** A cell of a table, in characters: anyone who can create a token chooses its description. */
const longestCell = 200;
/** Tokens listed if a dry run requested nothing else, here and in the log, however many the cluster has. */
const mostListed = 1_000;
/**
 * Adds the tables of a report to a text, as many rows as there is room for: `largest` is in bytes. Failures come first, the others
 * are the first to go.
 */
function addTables(text, report, largest) {
    const { entries, result, dryRun } = report;
    const failures = entries.filter(({ status }) => status === 'failed');
    const others = entries.filter(({ status }) => status !== 'failed');
    const listing = result.listing ?? [];
    const tables = [
        tableOf(tokenHead, [...failures, ...others], (entry) => renderRow(entry, report)),
        tableOf(keptHead, dryRun ? result.kept : [], (kept) => renderKept(kept, report)),
        tableOf(listingHead, listing.slice(0, mostListed), (row) => renderListed(row, report)),
    ];
    const all = tables.reduce((before, table) => addTable(before, table, largest), text);
    const unlisted = listing.length - mostListed;
    return unlisted > 0 ? `${all}\n${unlisted} more tokens are not shown.\n` : all;
}
function tableOf(head, rows, render) {
    return { head, rows: rows.map((row) => () => render(row)) };
}
/** Adds a table, as many rows of it as there is room for. */
function addTable(text, { head, rows }, largest) {
    if (rows.length === 0)
        return text;
    let all = `${text}\n${head}`;
    let bytes = Buffer.byteLength(all);
    for (const [index, render] of rows.entries()) {
        const row = render();
        bytes += Buffer.byteLength(row);
        if (bytes > largest)
            return `${all}\n${rows.length - index} rows omitted: GitHub's size limit.\n`;
        all += row;
    }
    return all;
}
const tokenHead = '| id | description | prefix | created | status | proof | revoked at |\n| --- | --- | --- | --- | --- | --- | --- |\n';
function renderRow(entry, { endedAt }) {
    const { description = '', prefix = '', createdAt, status, code, proof, revokedAt = '' } = entry;
    const state = code === undefined ? status : `**failed**: ${code}`;
    const cells = [
        nameOf(entry),
        toCell(description),
        toCell(prefix),
        createdAt === undefined ? '' : (0,plain_text/* toDateAndAge */.e2)(createdAt, endedAt),
        state,
        proof.join(', '),
        revokedAt,
    ];
    return toRow(cells);
}
function toCell(text) {
    return (0,plain_text/* toTableCell */.cx)((0,plain_text/* shorten */.ml)(text, longestCell));
}
function toRow(cells) {
    return `| ${cells.join(' | ')} |\n`;
}
/** An id with what marks it: that it leaked, and that it is the token in use. */
function nameOf({ id, leakedTokens = [], tested, requestedBy, inUse }) {
    const isOfAlert = requestedBy.includes('secret-scanning-alert');
    const marks = [
        ...(leakedTokens.length === 0
            ? []
            : [`leaked token${leakedTokens.length === 1 ? '' : 's'} ${leakedTokens.join(', ')}`]),
        ...(isOfAlert ? ['from the alert'] : []),
        ...(tested === undefined || id === undefined ? [] : [`string ${tested ? '' : 'not '}tested`]),
        ...(inUse === true ? ['in use'] : []),
    ].join(', ');
    if (id === undefined)
        return marks;
    return `${(0,plain_text/* toCodeSpan */.Ro)(id)}${marks === '' ? '' : ` (${marks})`}`;
}
const keptHead = '| left alone | description | created | why |\n| --- | --- | --- | --- |\n';
function renderKept({ token, reason }, { redact, endedAt }) {
    const { id, description = '', createdAt } = token;
    const created = createdAt === undefined ? '' : (0,plain_text/* toDateAndAge */.e2)((0,plain_text/* toIsoTime */.So)(createdAt), endedAt);
    return toRow([(0,plain_text/* toCodeSpan */.Ro)(id), toCell(redact(description)), created, report_log/* keptNotes */.ku[reason]]);
}
const listingHead = '| id | prefix | description | created | expires | state |\n| --- | --- | --- | --- | --- | --- |\n';
function renderListed({ token, state, inUse }, { redact }) {
    const { id, prefix = '', description = '', createdAt, expiresAt } = token;
    const dates = [createdAt, expiresAt].map((ms) => (ms === undefined ? '' : (0,plain_text/* toIsoTime */.So)(ms).slice(0, 10)));
    const texts = [prefix, description].map((text) => toCell(redact(text)));
    return toRow([(0,plain_text/* toCodeSpan */.Ro)(id), ...texts, ...dates, `${state}${report_log/* inUseMarks */.Ld[inUse]}`]);
}

;// CONCATENATED MODULE: ./src/action/report/summary.ts







/** GitHub refuses a step's summary over 1 MiB; this many bytes leave room for the last line. */
const largestSummary = 1024 * 1024 - 1024;
/** A reason is a sentence or two, in characters: more of it would leave no room for the tokens. */
const longestReason = 1_000;
/** Failures described one by one, and excluded ids; the log and the report have every one. */
const mostFailures = 25;
/** The message of a failure, in characters: it may name tokens with long descriptions. The log and the report have more of it. */
const longestMessage = 1_000;
/** Ids that a person copies from a page, and that an input can hold. */
const mostCopied = 1_000;
/** Writes the job summary. That it cannot be written changes no verdict: it is a warning. */
async function writeSummary(report, verdict, log) {
    if (!report.summary || !process.env['GITHUB_STEP_SUMMARY'])
        return;
    try {
        await core/* summary */.z.addRaw(renderSummary(report, verdict)).write();
    }
    catch (error) {
        log.warn(`The job summary could not be written. ${error.message}`);
    }
}
/**
 * Renders the answers to three questions: are they dead, what to do, when was it. The table has failures first, and is
 * cut where it would be too large: `largest` is in bytes.
 */
function renderSummary(report, verdict, largest = largestSummary) {
    const whole = renderTop(report, verdict, mostCopied);
    const top = Buffer.byteLength(whole) > largest ? renderTop(report, verdict, 0) : whole;
    return addTables(top, report, largest);
}
/** What stands above the tables, with a list of at most so many ids. */
function renderTop(report, verdict, mostIds) {
    const parts = [
        `### ${iconOf(report, verdict)}${(0,counts/* describeVerdict */.XZ)(report, verdict.failed)}`,
        renderFacts(report, verdict),
        renderStop(report, verdict),
        renderFailures(report, verdict),
        renderRunAgain(report, verdict, mostIds),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
function iconOf({ result, entries, dryRun }, { failed }) {
    if (failed)
        return '❌ ';
    if (result.listing !== undefined)
        return '';
    return dryRun || entries.length === 0 ? '⚠️ ' : '✅ ';
}
/** Where, through what, how long, and why. */
function renderFacts({ result, kind, host, account, client, reason, redact, force, dryRun }, { alert }) {
    const span = (0,counts/* findSpan */.UW)(result);
    const version = client?.version === undefined ? '' : ` ${client.version}`;
    const through = client === undefined ? '' : `, through ${client.client}${version}`;
    const lines = [
        host === undefined
            ? ''
            : `Cluster: ${(0,plain_text/* toCodeSpan */.Ro)(host)}${redact((0,report_report/* describeAccount */.v)(account))}, ${kind.plural}${through}${force ? ', with `force`' : ''}.`,
        span === undefined
            ? ''
            : `From the first request to the last proof: ${(0,counts/* describeDuration */.MB)(span.to - span.from)} (until ${(0,plain_text/* toIsoTime */.So)(span.to)}).`,
        alert === undefined ? '' : `Secret scanning alert: ${(0,plain_text/* toCodeSpan */.Ro)(alert)}`,
        reason === undefined ? '' : `Reason: ${(0,plain_text/* toCodeSpan */.Ro)((0,plain_text/* shorten */.ml)(redact(reason), longestReason))}`,
        result.createdBefore === undefined
            ? ''
            : `Selected by age: created before ${(0,plain_text/* toIsoTime */.So)(result.createdBefore)}.`,
        result.leftOut.length === 0
            ? ''
            : `Excluded by \`exclude-ids\`: ${result.leftOut.slice(0, mostFailures).map(plain_text/* toCodeSpan */.Ro).join(', ')}${result.leftOut.length > mostFailures ? ', …' : ''}`,
        dryRun && result.digest !== undefined ? `Plan digest: \`${result.digest}\`` : '',
    ];
    return lines.filter((line) => line !== '').join('  \n');
}
/** The message may be a list of lines; the hint is the action's own Markdown. */
function renderStop({ redact, result }, { stop }) {
    if (stop === undefined)
        return '';
    const { code, message } = stop;
    const hint = adviceOf(stop, result.outcomes);
    const lines = redact(message)
        .split('\n')
        .map((line) => (0,plain_text/* toCodeSpan */.Ro)(line.replace(/^- /, '')));
    return `${lines.join('\n- ')}\n\n${`${hint} (${code})`.trimStart()}`;
}
/** What to do about each failure that the stop of the run does not speak for. */
function renderFailures({ result, entries }, { stop }) {
    const { own, counts } = sortFailures(result.outcomes, stop);
    const shown = new Set(own.slice(0, mostFailures));
    const lines = entries
        .filter((_, index) => shown.has(result.outcomes[index]))
        .map((entry) => `- ${nameOf(entry)}: **${entry.code}**. ${(0,plain_text/* toCodeSpan */.Ro)((0,plain_text/* shorten */.ml)(entry.message ?? '', longestMessage))} ${entry.hint ?? ''}`);
    const more = own.length - mostFailures;
    const rest = more > 0 ? [`- and ${more} more: the log and the report name each.`] : [];
    return [...lines, ...rest, ...counts.map((count) => `- ${count}`)].join('\n');
}

// EXTERNAL MODULE: ./src/action/github/alert.ts
var github_alert = __nccwpck_require__(4858);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./src/connection/quote.ts
var quote = __nccwpck_require__(6308);
// EXTERNAL MODULE: ./src/action/github/github.ts + 1 modules
var github_github = __nccwpck_require__(114);
// EXTERNAL MODULE: ./src/action/github/try-repeatedly.ts
var try_repeatedly = __nccwpck_require__(7699);
;// CONCATENATED MODULE: ./src/action/github/comment.ts




/** GitHub takes this many characters of a comment. */
const longestComment = 65_536;
/**
 * Writes the one comment on a subject, replacing its earlier one if there is one. Gives a sentence that says why
 * it could not be written; undefined if it is written.
 */
async function writeComment(request) {
    const { owner, repo, issueNumber, subject, redact } = request;
    const marker = markerOf(subject);
    const body = (0,quote/* cutText */.IN)(`${marker}\n${request.body}`, longestComment);
    try {
        // What was written although GitHub said otherwise is found by the next attempt.
        await (0,try_repeatedly/* tryRepeatedly */.L)(() => replaceOrCreate(request, marker, body), request);
        return undefined;
    }
    catch (error) {
        const where = `${owner}/${repo}#${issueNumber}`;
        return `The comment on ${where} could not be written. ${(0,github_github/* explainGitHub */.$2)(error, redact)} ${(0,github_github/* mayPass */.bg)(error) ? '' : `${advice} `}The report file has the same facts.`;
    }
}
const advice = 'Check `issue-number`, and that `github-token` may write there (`issues: write`, or `pull-requests: write`).';
async function replaceOrCreate(request, marker, body) {
    const { octokit, owner, repo, issueNumber, signal } = request;
    const common = () => ({ owner, repo, request: { signal: (0,try_repeatedly/* limitRequest */.N)(signal) } });
    const earlier = await findComment(request, marker);
    if (earlier !== undefined) {
        try {
            await octokit.rest.issues.updateComment({ ...common(), comment_id: earlier, body });
            return;
        }
        catch (error) {
            // Another user may have written the marker: their comment cannot be changed.
            if (![403, 404].includes((0,github_github/* statusOf */.c2)(error) ?? 0) || (0,github_github/* isRateLimited */.Jz)(error))
                throw error;
        }
    }
    await octokit.rest.issues.createComment({ ...common(), issue_number: issueNumber, body });
}
/** Whose comments can be this workflow's: apps, and people who can change the repository. Anyone can copy a marker. */
const trusted = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);
/** As many comments as GitHub gives at once. */
const pageSize = 100;
/** The latest comment with the marker at its start. */
async function findComment(request, marker) {
    const { octokit, owner, repo, issueNumber, signal } = request;
    let found;
    // Octokit's own paging hands on no signal.
    for (let page = 1;; page += 1) {
        const { data } = await octokit.rest.issues.listComments({
            owner,
            repo,
            issue_number: issueNumber,
            per_page: pageSize,
            page,
            request: { signal: (0,try_repeatedly/* limitRequest */.N)(signal) },
        });
        found =
            data.findLast(({ body, user, author_association }) => body?.startsWith(marker) && (user?.type === 'Bot' || trusted.has(author_association ?? '')))?.id ?? found;
        if (data.length < pageSize)
            return found;
    }
}
/** Not visible on the page. A hash, since a name could end an HTML comment. */
function markerOf(subject) {
    const name = (0,external_node_crypto_.hash)('sha256', subject).slice(0, 16);
    return `<!-- influxdb-revoke-management-tokens ${name} -->`;
}

;// CONCATENATED MODULE: ./src/action/github/resolve-alert.ts




/** GitHub describes no limit of a comment on a resolution: this many characters are a short one. */
const resolve_alert_longestComment = 250;
/** Resolves an alert as revoked. Gives a sentence that says why it remains open; undefined: it is resolved. */
async function resolveAlert(alert, comment, needs) {
    const resolution = {
        state: 'resolved',
        resolution: 'revoked',
        resolution_comment: comment.slice(0, resolve_alert_longestComment),
    };
    try {
        await update(alert, { ...resolution, validity: 'inactive' }, needs).catch((error) => {
            // An older GitHub, and one that checks the validity itself, takes none.
            if ((0,github_github/* statusOf */.c2)(error) !== 422)
                throw error;
            return update(alert, resolution, needs);
        });
        return undefined;
    }
    catch (error) {
        const status = (0,github_github/* statusOf */.c2)(error);
        const earlier = status === 400 ? await findResolution(alert, needs) : undefined;
        if (earlier === 'revoked')
            return undefined;
        if (earlier !== undefined)
            return `The token is revoked, but the alert ${(0,github_alert/* describe */.q0)(alert)} was resolved meanwhile as "${(0,quote/* quoteText */.ol)(earlier, needs.redact)}", and remains so.`;
        const why = (0,github_github/* explainGitHub */.$2)(error, needs.redact);
        const failed = `The token is revoked, but the alert ${(0,github_alert/* describe */.q0)(alert)} could not be resolved. ${why}`;
        // A repository can require that a person other than the one who asks closes an alert.
        const isDelegated = status === 403 && /delegated alert dismissal/i.test(error.message);
        if (isDelegated)
            return `${failed} ${await requestReview(alert, needs)}`;
        if (status === 404)
            return `${failed} ${notFoundHint}`;
        // The answer may be all that was lost.
        if (status === undefined)
            return `${failed} Look whether it is resolved; if not, resolve it by hand.`;
        return `${failed} Resolve it by hand.`;
    }
}
/** GitHub hides what a token may not see. */
const notFoundHint = 'Either there is no such alert, or `github-token` may not write secret scanning alerts. Resolve it by hand.';
/** A reviewer sees that the token is dead. */
async function requestReview(alert, needs) {
    try {
        await update(alert, { validity: 'inactive' }, needs);
        return 'It is marked as inactive; a reviewer has to close it.';
    }
    catch {
        return 'A reviewer has to close it; it could not be marked as inactive.';
    }
}
/** Marks an alert whose token is still accepted. Gives a sentence that says why it could not be; undefined: it is marked. */
async function markActive(alert, needs) {
    try {
        await update(alert, { validity: 'active' }, needs);
        return undefined;
    }
    catch (error) {
        return `It could not be marked as active. ${(0,github_github/* explainGitHub */.$2)(error, needs.redact)}`;
    }
}
function update({ owner, repo, number }, fields, needs) {
    // The declarations of Octokit are older than GitHub's description, which has `validity`.
    return (0,try_repeatedly/* tryRepeatedly */.L)((signal) => needs.octokit.request('PATCH /repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}', {
        owner,
        repo,
        alert_number: number,
        ...fields,
        request: { signal },
    }), needs);
}
/**
 * GitHub refuses to resolve what is resolved: by an earlier attempt, which may have worked although its answer was lost, or by
 * a person. Undefined: it is open, or that is not known.
 */
async function findResolution(alert, needs) {
    const read = await (0,github_alert/* readAlert */.f5)(alert, needs).catch(() => undefined);
    return read?.resolution;
}

;// CONCATENATED MODULE: ./src/action/github/follow-up.ts






/** Room for the marker and the link of a comment, in characters. */
const follow_up_frame = 1_000;
/**
 * Brings the alert of a run up to date: resolved, if its string is proven dead. What GitHub does not accept is a warning.
 * Gives a sentence that says what became of the alert. Undefined: there is none.
 */
async function closeAlert(report, needs) {
    const { alert, github, result, run, dryRun, redact } = report;
    const { log, time, followUp, firstHalf } = needs;
    if (alert === undefined)
        return undefined;
    const { position, read } = alert;
    if (read === undefined || github.token === undefined)
        return 'It was not read, and is left as it is.';
    const name = (0,github_alert/* describe */.q0)(read.alert);
    if (read.isResolved)
        return `${name} was resolved before.`;
    if (dryRun)
        return `${name} is left as it is (dry run).`;
    const isOfAlert = (leak) => leak.position === position;
    const outcome = result.outcomes.find(({ leaks }) => leaks.some(isOfAlert));
    const leak = outcome?.leaks.find(isOfAlert);
    const octokit = await tryToOpen(github.token);
    if (typeof octokit === 'string') {
        const problem = `The alert ${name} is left as it is. ${octokit}`;
        log.warn(problem);
        return problem;
    }
    const limit = github.issueNumber === undefined ? followUp : firstHalf;
    const alertNeeds = { octokit, redact, time, ...limit };
    const missing = findMissingProof(outcome, leak);
    if (missing === undefined) {
        const what = outcome?.fate.status === 'revoked' ? 'Revoked' : 'Proven dead';
        const problem = await resolveAlert(read.alert, `${what} by ${run.url}`, alertNeeds);
        if (problem === undefined)
            log.info(`The alert ${name} is resolved as revoked.`);
        else
            log.warn(problem);
        return problem ?? `${name} is resolved as revoked.`;
    }
    const isShownLive = outcome?.fate.status === 'failed' && outcome.fate.code === 'still-active';
    const isLive = isShownLive && leak?.after !== 'rejected';
    const problem = isLive ? await markActive(read.alert, alertNeeds) : undefined;
    const text = `The alert ${name} remains open: ${missing}${problem === undefined ? '' : ` ${problem}`}`;
    log.warn(text);
    return text;
}
/** Gives a sentence instead where GitHub's API cannot be opened: that changes no verdict. */
async function tryToOpen(token) {
    try {
        return await (0,github_github/* openGitHub */.o6)(token);
    }
    catch (error) {
        return `GitHub could not be reached: ${error.message}.`;
    }
}
/**
 * What is missing for the proof that the string of an alert is dead. Undefined: nothing. A string that was accepted belongs
 * to the token that the list shows as revoked; one that was not tested may be another.
 */
function findMissingProof(outcome, leak) {
    if (outcome === undefined || leak === undefined)
        return 'nothing is known of its string.';
    if (outcome.fate.status === 'failed')
        return 'its token is not proven revoked.';
    if (leak.after === 'rejected')
        return undefined;
    if (leak.before === 'accepted' && 'proof' in outcome.fate && outcome.fate.proof.includes('listed'))
        return undefined;
    return 'the listed token is revoked, but the string itself could not be tested.';
}
/** Writes the comment with the evidence for people. What GitHub does not accept is a warning: it changes no verdict. */
async function writeReportComment(report, verdict, { log, time, followUp }) {
    const { github, run, kind, host, account, redact } = report;
    const { token, issueNumber } = github;
    if (token === undefined || issueNumber === undefined)
        return;
    const repository = (0,github_github/* parseRepository */.SU)(run.repository);
    if (repository === undefined)
        return log.warn('The comment was not written: GITHUB_REPOSITORY names no repository.');
    const octokit = await tryToOpen(token);
    if (typeof octokit === 'string')
        return log.warn(`The comment was not written. ${octokit}`);
    const text = renderSummary(report, verdict, longestComment - follow_up_frame).trimEnd();
    const problem = await writeComment({
        ...repository,
        octokit,
        issueNumber,
        subject: `${run.workflowFile} ${run.job} ${kind.name} ${host ?? ''}${(0,report_report/* describeAccount */.v)(account).toLowerCase()}`,
        body: `${text}\n\nRun: ${run.url} (attempt ${run.attempt}), by ${run.triggeringActor || run.actor}\n`,
        redact,
        time,
        ...followUp,
    });
    if (problem === undefined)
        log.info(`The comment on #${issueNumber} is written.`);
    else
        log.warn(problem);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
;// CONCATENATED MODULE: ./src/version.ts
/** The version of this action: a test compares it with package.json. */
const version = '1.0.0';

;// CONCATENATED MODULE: ./src/action/report/evidence.ts






/** The version of the form of the evidence: docs/report.schema.json describes it. */
const schemaVersion = 1;
/** Makes a folder that only this user can look into. Gives the path of the file that {@link writeEvidence} writes. */
function reserveEvidence(env) {
    const folder = (0,external_node_fs_.mkdtempSync)(external_node_path_default().join(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'influxdb-revocation-'));
    return external_node_path_default().join(folder, 'report.json');
}
/** Writes the evidence as JSON. */
function writeEvidence(file, report, verdict) {
    const text = `${JSON.stringify(toEvidence(report, verdict), undefined, 2)}\n`;
    (0,external_node_fs_.writeFileSync)(file, text, { mode: 0o600, flag: 'wx' });
}
/** Brings what is known of a run into the form of the evidence. It holds no secret. */
function toEvidence(report, { failed, stop, alert }) {
    const { result, entries, run, client, kind, host, account, reason, force, dryRun, startedAt, endedAt, redact, } = report;
    const { digest, pace } = result;
    const redacted = (text) => (text === undefined ? null : redact(text));
    return {
        schemaVersion,
        version: version,
        verdict: failed ? 'failure' : 'success',
        dryRun,
        force,
        tokenType: kind.name,
        reason: redacted(reason),
        startedAt: (0,plain_text/* toIsoTime */.So)(startedAt),
        endedAt: (0,plain_text/* toIsoTime */.So)(endedAt),
        firstRequestAt: (0,plain_text/* toIsoTime */.So)((0,counts/* firstRequestAt */.xt)(result)),
        lastProofAt: (0,plain_text/* toIsoTime */.So)((0,counts/* lastProofAt */.q)(result)),
        // A branch or a workflow can have any name.
        run: Object.fromEntries(Object.entries(run).map(([name, text]) => [name, redact(text)])),
        cluster: host ?? null,
        accountId: redacted(account?.accountId),
        clusterId: redacted(account?.clusterId),
        client: client === undefined
            ? null
            : { name: client.client, reason: client.reason, version: client.version ?? null },
        planDigest: digest ?? null,
        pace: pace ?? null,
        stop: stop === undefined ? null : { code: stop.code, message: redact(stop.message) },
        alert: alert ?? null,
        excluded: result.leftOut,
        kept: result.kept.map(({ token, reason: why }) => ({ id: token.id, reason: why })),
        tokens: entries.map((entry, index) => ({ ...entry, ...toTrace(result.outcomes[index]) })),
    };
}
function toTrace(outcome) {
    if (outcome?.id === undefined)
        return {};
    const { attempts, requestedAt, fate } = outcome;
    return {
        attempts,
        requestedAt: (0,plain_text/* toIsoTime */.So)(requestedAt),
        provenAt: (0,plain_text/* toIsoTime */.So)('provenAt' in fate ? fate.provenAt : undefined),
    };
}

;// CONCATENATED MODULE: ./src/action/report/outputs.ts


/** GitHub carries 1 MB of outputs a job, counted in UTF-16: this many characters for all of ours. */
const largestOutputs = 500_000;
/** However long the lists of ids are, `results` has room for a few hundred failures: this many characters. */
const leastResults = 100_000;
/**
 * Sets every output. The lists of ids are always whole; `results` is cut where GitHub could not carry it. `reportFile` is
 * where the evidence will be; undefined: it cannot be written.
 */
function writeOutputs({ result, entries, client }, reportFile, log) {
    const ids = idLists(result);
    const lists = Object.entries(ids).map(([name, list]) => ({ name, json: JSON.stringify(list) }));
    for (const { name, json } of lists)
        core/* setOutput */.uH(name, json);
    core/* setOutput */.uH('revoked-count', ids['revoked-ids'].length);
    core/* setOutput */.uH('failed-count', result.outcomes.filter(outcome/* isFailed */.Ix).length);
    writeErrorCode(result.stop);
    core/* setOutput */.uH('plan-digest', result.digest ?? '');
    core/* setOutput */.uH('client', client?.client ?? '');
    core/* setOutput */.uH('report-file', reportFile ?? '');
    const taken = lists.reduce((sum, { json }) => sum + json.length, 0);
    const budget = Math.max(largestOutputs - taken, leastResults);
    core/* setOutput */.uH('results', toResults(entries, client, { budget, log }));
}
/** Sets the output that names what stopped the run. Set again, the later value counts. */
function writeErrorCode(stop) {
    core/* setOutput */.uH('error-code', stop?.code ?? '');
}
/** The lists of ids among the outputs. */
function idLists({ outcomes, planned }) {
    const idsOf = (isWanted) => outcomes.filter(isWanted).flatMap(({ id }) => id ?? []);
    return { 'revoked-ids': idsOf(outcome/* isRevoked */.xK), 'failed-ids': idsOf(outcome/* isFailed */.Ix), 'planned-ids': planned };
}
/** Failures come first if not all fit: someone has to act on them. */
function toResults(entries, client, { budget, log }) {
    const carrier = { client: client?.client, clientReason: client?.reason };
    const texts = entries.map((entry) => JSON.stringify({ ...entry, ...carrier }));
    const whole = `[${texts.join(',')}]`;
    if (whole.length <= budget)
        return whole;
    const failuresFirst = [...entries.entries()].sort(([, a], [, b]) => rank(a) - rank(b));
    const kept = new Set();
    let length = 2;
    for (const [index] of failuresFirst) {
        const size = (texts[index]?.length ?? 0) + 1;
        if (length + size > budget)
            continue;
        length += size;
        kept.add(index);
    }
    log.warn(`The output results holds ${kept.size} of ${entries.length} entries, failures first: GitHub carries 1 MB of ` +
        'outputs from a job to the next. The lists of ids, and the file in report-file, are whole.');
    return `[${texts.filter((_, index) => kept.has(index)).join(',')}]`;
}
function rank({ status }) {
    return status === 'failed' ? 0 : 1;
}

;// CONCATENATED MODULE: ./src/action/report/publish.ts











/** With more ids than this the log says how fast they were revoked. */
const manyIds = 100;
/**
 * Shows the workflow and its readers what came of a run: the outputs first, since later steps rely on them, then the alert,
 * which can take a while, and only then the verdict and all that states it. Says whether the step fails.
 */
async function publishReport(report, needs) {
    const { log, cancel } = needs;
    const { result } = report;
    const file = tryTo(log, 'The report file could not be written.', () => reserveEvidence(process.env));
    const areOutputsLost = !tryToWriteOutputs(report, file, log);
    const alert = await closeAlert(report, needs);
    const verdict = {
        alert,
        failed: (0,outcome/* isFailure */.N6)(result) || areOutputsLost || cancel.aborted,
        stop: result.stop ?? (cancel.aborted ? stop/* limitStops */.T$.cancelled : undefined),
    };
    if (verdict.stop !== result.stop && !areOutputsLost)
        tryTo(log, 'The output error-code could not be written.', () => writeErrorCode(verdict.stop));
    if (file !== undefined)
        tryTo(log, 'The report file could not be written.', () => writeEvidence(file, report, verdict));
    showListing(report, log);
    writeFailures(report, verdict, log);
    await writeSummary(report, verdict, log);
    await writeReportComment(report, verdict, needs);
    const proof = (0,counts/* describeProof */.ef)(result);
    if (proof !== undefined)
        log.info(proof);
    if (result.pace !== undefined && result.outcomes.length > manyIds)
        log.info((0,counts/* describePace */.Xw)(result.pace));
    log.info(`${verdict.failed ? 'Failed.' : 'Done.'} ${(0,counts/* describeCounts */.wv)(report)}`);
    return verdict.failed;
}
/** The tokens of the cluster, if a dry run requested nothing else: this is how a person finds an id. */
function showListing({ result, endedAt }, log) {
    const listing = result.listing ?? [];
    for (const { token, state, inUse } of listing.slice(0, mostListed)) {
        const { expiresAt } = token;
        const expires = expiresAt === undefined ? '' : `  expires ${(0,plain_text/* toIsoTime */.So)(expiresAt).slice(0, 10)}`;
        log.info(`${(0,report_log/* describeToken */.dE)(token, endedAt)}${expires}  ${state}${report_log/* inUseMarks */.Ld[inUse]}`);
    }
    if (listing.length > mostListed)
        log.info(`and ${listing.length - mostListed} more`);
}
/** A warning where it cannot be done: the outputs say what became of every id. */
function tryTo(log, problem, work) {
    try {
        return work();
    }
    catch (error) {
        log.warn(`${problem} ${error.message}`);
        return undefined;
    }
}
/** Later steps rely on the outputs: where they cannot be written the log has the ids, and the step fails. */
function tryToWriteOutputs(report, file, log) {
    try {
        writeOutputs(report, file, log);
        return true;
    }
    catch (error) {
        log.fail(`The outputs could not be written. ${error.message}`, 'Outputs not written');
        for (const [name, ids] of Object.entries(idLists(report.result)))
            showIds(name, ids, log);
        return false;
    }
}
/** Ids in one line: it must not become so long that it is cut. */
const idsInLine = 500;
function showIds(name, ids, log) {
    for (let from = 0; from === 0 || from < ids.length; from += idsInLine)
        log.info(`${name}: ${JSON.stringify(ids.slice(from, from + idsInLine))}`);
}


/***/ }),

/***/ 6530:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  F: () => (/* binding */ buildReport),
  v: () => (/* binding */ describeAccount)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
// EXTERNAL MODULE: ./src/action/report/plain-text.ts
var plain_text = __nccwpck_require__(2417);
;// CONCATENATED MODULE: ./src/action/report/entries.ts


/** An entry for each outcome, in their order, free of secrets. */
function toEntries({ result, alert, redact }) {
    const clean = (text) => text === undefined ? undefined : redact(text);
    return result.outcomes.map((outcome) => toEntry(outcome, alert, clean));
}
/** A leaked token whose id is not known is named by its position. */
function toEntry(outcome, alert, clean) {
    const { id, leaks, token, fate, inUse, origins } = outcome;
    const isLeaked = leaks.length > 0;
    const isOfAlert = leaks.some(({ position }) => position === alert?.position);
    const isGiven = alert?.isGivenToo || leaks.some(({ position }) => position !== alert?.position);
    const requestedBy = origins.filter((origin) => origin !== 'leaked-token' || isGiven);
    const wasTested = leaks.every(({ before, after }) => before !== 'unknown' || after !== 'unknown');
    return {
        id,
        leakedTokens: isLeaked ? leaks.map(({ position }) => position) : undefined,
        tested: isLeaked ? wasTested : undefined,
        ...describeFate(fate, clean),
        description: clean(token?.description),
        prefix: clean(token?.prefix),
        createdBy: clean(token?.createdBy),
        createdAt: (0,plain_text/* toIsoTime */.So)(token?.createdAt),
        requestedBy: isOfAlert ? [...requestedBy, 'secret-scanning-alert'] : requestedBy,
        inUse: inUse === 'likely' ? true : undefined,
    };
}
const unproven = { verified: false, proof: [], revokedAt: undefined };
function describeFate(fate, clean) {
    const { status } = fate;
    switch (status) {
        case 'planned':
            return { status, code: undefined, message: undefined, hint: undefined, ...unproven };
        case 'failed': {
            const { code, message, hint = errors/* codeTable */.MJ[code].hint } = fate;
            return { status, code, message: clean(message), hint: clean(hint), ...unproven };
        }
        case 'revoked':
        case 'already-revoked': {
            const { proof, revokedAt } = fate;
            const failure = { code: undefined, message: undefined, hint: undefined };
            return { status, ...failure, verified: true, proof, revokedAt: (0,plain_text/* toIsoTime */.So)(revokedAt) };
        }
    }
}

;// CONCATENATED MODULE: ./src/action/report/report.ts


/** Builds the report of a run, once. */
function buildReport({ inputs, stated, ...rest }) {
    const common = { ...rest, ...stated, entries: toEntries(rest) };
    if (inputs instanceof errors/* ActionError */.lZ)
        return { ...common, host: undefined, account: undefined, github: noGitHub };
    const { connection, account, github } = inputs;
    return { ...common, host: connection.host.origin, account, github };
}
/** Names an account and its cluster for people, after the address. */
function describeAccount(account) {
    if (account === undefined)
        return '';
    const { accountId, clusterId } = account;
    return `, account ${accountId}${clusterId === undefined ? '' : `, cluster ${clusterId}`}`;
}
/** Nothing is written to GitHub where the inputs are wrong. */
const noGitHub = { token: undefined, alert: undefined, issueNumber: undefined };


/***/ }),

/***/ 7096:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Qq: () => (/* binding */ HttpClient),
/* harmony export */   w: () => (/* binding */ loadHttpClient)
/* harmony export */ });
/* unused harmony export getExecOutput */
let loaded;
/** Loads the toolkit's HTTP client. To be awaited before any part of the toolkit sends a request. */
async function loadHttpClient() {
    const load = () => Promise.all(/* import() | http-client */[__nccwpck_require__.e(405), __nccwpck_require__.e(43), __nccwpck_require__.e(215), __nccwpck_require__.e(573)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4942));
    loaded ??= (await load()).HttpClient;
}
/**
 * The HTTP client of `@actions/http-client`. With credentials it follows no redirect: it would take them along to another
 * port of the same host. Throws before it is loaded.
 */
class HttpClient {
    constructor(...[userAgent, handlers = [], options]) {
        if (loaded === undefined)
            throw new Error('The HTTP client of the toolkit is not loaded yet.');
        const hasCredentials = handlers.length > 0;
        // biome-ignore lint/correctness/noConstructorReturn: the caller gets the toolkit's own.
        return new loaded(userAgent, handlers, { ...options, ...(hasCredentials && { allowRedirects: false }) });
    }
}
/** `getExecOutput` of `@actions/exec`, which describes the system. */
function getExecOutput() {
    throw new Error('The action never uses the description of the system.');
}


/***/ }),

/***/ 8545:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ readWorkflowRun)
/* harmony export */ });
/** Reads the description (https://docs.github.com/actions/reference/workflows-and-actions/variables). */
function readWorkflowRun(env) {
    const read = (name) => env[`GITHUB_${name}`] ?? '';
    const [server, repository, id] = [read('SERVER_URL'), read('REPOSITORY'), read('RUN_ID')];
    const isKnown = server !== '' && repository !== '' && id !== '';
    return {
        /** `owner/name`. */
        repository,
        id,
        /** 1 for the first attempt. */
        attempt: read('RUN_ATTEMPT'),
        /** The page of the run. */
        url: isKnown ? `${server}/${repository}/actions/runs/${id}` : '',
        job: read('JOB'),
        /** Who started the first attempt, and who started this one. */
        actor: read('ACTOR'),
        triggeringActor: read('TRIGGERING_ACTOR'),
        workflow: read('WORKFLOW'),
        /** The file of the workflow, with its repository and without its ref: the same for all of its runs. */
        workflowFile: read('WORKFLOW_REF').replace(/@.*/s, ''),
        event: read('EVENT_NAME'),
        ref: read('REF'),
        sha: read('SHA'),
    };
}


/***/ }),

/***/ 5483:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ parseTokenList),
/* harmony export */   p: () => (/* binding */ parseToken)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8301);
/* harmony import */ var _revocation_token_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5353);
/* harmony import */ var _token_string_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3574);



/** The latest time that RFC 3339 can write, in ms, and that protocol buffers have (google.protobuf.Timestamp). */
const latestTime = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** RFC 3339, section 5.6. */
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
/**
 * Reads a list of tokens: a JSON array of objects with keys in camelCase (the Management API's convention) or
 * snake_case (influxctl's), times in RFC 3339 or as `{seconds, nanos}`. Unknown fields are ignored. One entry that
 * cannot be read breaks the whole list: what it hides could be the token that matters.
 */
function parseTokenList(text) {
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(text);
    if (value === undefined)
        return { kind: 'broken', what: 'It is not valid JSON.' };
    // Go writes a nil slice as null.
    if (value === null)
        return { kind: 'tokens', tokens: [] };
    if (!Array.isArray(value))
        return { kind: 'other', what: 'It is not a JSON array.' };
    if (value.length > 0 && !value.some((entry) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isFields */ .Ce)(entry) && 'id' in entry))
        return { kind: 'other', what: 'Its entries are not tokens.' };
    const tokens = [];
    for (const [index, entry] of value.entries()) {
        const token = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isFields */ .Ce)(entry) ? readToken(entry) : 'not an object';
        if (typeof token === 'string')
            return { kind: 'broken', what: `Entry ${index + 1} of the list: ${token}.` };
        tokens.push(token);
    }
    return { kind: 'tokens', tokens };
}
/** Reads one token, as {@link parseTokenList} reads its entries. Undefined: it is none. */
function parseToken(text) {
    const token = readToken((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseFields */ .L5)(text));
    return typeof token === 'string' ? undefined : token;
}
/** Reads one entry; a string says why it cannot be read. */
function readToken(fields) {
    const { id } = fields;
    if (typeof id !== 'string' || !(0,_revocation_token_js__WEBPACK_IMPORTED_MODULE_2__/* .isTokenId */ .bI)(id))
        return 'id is not a UUID';
    const createdAt = parseTime(fields['createdAt'] ?? fields['created_at']);
    const expiresAt = parseTime(fields['expiresAt'] ?? fields['expires_at']);
    const revokedAt = parseTime(fields['revokedAt'] ?? fields['revoked_at']);
    if (createdAt === 'invalid')
        return 'the time of creation cannot be read';
    if (expiresAt === 'invalid')
        return 'the time of expiry cannot be read';
    if (revokedAt === 'invalid')
        return 'the time of revocation cannot be read';
    const prefix = parseText(fields['prefix'] ?? fields['tokenPrefix'] ?? fields['token_prefix']);
    return {
        id,
        // More of a token string than that is never shown, and what was cut is not comparable.
        prefix: prefix !== undefined && prefix.length > _token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .prefixLength */ .BK ? `${prefix.slice(0, _token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .prefixLength */ .BK)}…` : prefix,
        description: parseText(fields['description']),
        createdBy: parseText(fields['createdBy'] ?? fields['created_by']),
        createdAt,
        expiresAt,
        revokedAt,
    };
}
function parseText(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}
/** In ms. */
const oneSecond = 1_000;
/** Reads a time as ms since the epoch. Zero seconds, in whichever form, mean that there is none, and so do their fractions. */
function parseTime(value) {
    if (value === undefined || value === null || value === '')
        return undefined;
    const ms = typeof value === 'string' ? parseRfc3339(value) : parseSeconds(value);
    if (Number.isNaN(ms) || ms > latestTime)
        return 'invalid';
    return ms < oneSecond ? undefined : ms;
}
function parseRfc3339(text) {
    // `Date` knows no leap seconds.
    return rfc3339.test(text) ? Date.parse(text.replace(/:60(?=[.Zz+-])/, ':59')) : Number.NaN;
}
/** JSON made from protocol buffers writes 64-bit integers as strings. */
function parseSeconds(value) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isFields */ .Ce)(value))
        return Number.NaN;
    const seconds = toInteger(value['seconds'] ?? 0);
    const nanos = toInteger(value['nanos'] ?? 0);
    return seconds * 1_000 + Math.floor(nanos / 1e6);
}
function toInteger(value) {
    if (typeof value === 'string')
        return /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    return Number.isSafeInteger(value) ? value : Number.NaN;
}


/***/ }),

/***/ 2631:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ readRetryAfter),
/* harmony export */   h: () => (/* binding */ readDate)
/* harmony export */ });
/** When an answer was sent by the server's clock, in ms since the epoch. Undefined: it does not say, or a cache sent it. */
function readDate({ date, age }) {
    return date === undefined || age !== undefined ? undefined : parseHttpDate(date);
}
/**
 * How long the server asks to wait, in ms: `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3), which is read
 * against the date of the same answer, or else against `now`, in ms since the epoch. Undefined: it does not ask, or it is
 * not known for how long.
 */
function readRetryAfter(answer, now) {
    const { retryAfter = '' } = answer;
    if (/^\s*\d+\s*$/.test(retryAfter))
        return Number(retryAfter) * 1_000;
    const [until, sentAt] = [parseHttpDate(retryAfter), readDate(answer) ?? now];
    return until === undefined || sentAt === undefined ? undefined : Math.max(0, until - sentAt);
}
/** The last time with a year of four digits, in ms: no other is a date of HTTP (RFC 9110, section 5.6.7). */
const latestDate = Date.UTC(9999, 11, 31, 23, 59, 59);
/** Of the three forms of a date only those that name GMT are read: `Date.parse` would take others for local time, or for a year. */
function parseHttpDate(text) {
    const ms = /\bGMT\s*$/.test(text) ? Date.parse(text) : Number.NaN;
    return ms >= 0 && ms <= latestDate ? ms : undefined;
}


/***/ }),

/***/ 8119:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  eh: () => (/* binding */ areRoots),
  zA: () => (/* binding */ checkPair),
  q6: () => (/* binding */ createContext),
  jZ: () => (/* binding */ readCertificates),
  $k: () => (/* binding */ readPrivateKey),
  DR: () => (/* binding */ trustedAuthorities)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
;// CONCATENATED MODULE: ./src/connection/pem.ts

/** Every label that means something here. A text that has lost its blanks has lost those of its labels, too. */
const labels = [
    'CERTIFICATE',
    'X509 CERTIFICATE',
    'TRUSTED CERTIFICATE',
    'PRIVATE KEY',
    'RSA PRIVATE KEY',
    'EC PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'EC PARAMETERS',
];
/** Without a backreference: where the two labels differ, the block is broken and should be found. */
const block = /-----\s*BEGIN\s*([A-Z0-9 ]+?)\s*-----((?:(?!-----\s*BEGIN)[\s\S])*?)-----\s*END\s*[A-Z0-9 ]+?\s*-----/g;
/** The base64 form of `-----BEGIN`: of a whole PEM text, as Kubernetes keeps it in its secrets. */
const encodedBegin = 'LS0tLS1CRUdJTi';
/** No part of a path is this long on any system that runs jobs. */
const longestName = 255;
/** Says whether a text is meant as PEM, and not as the path of a file that holds it. */
function isPemText(text) {
    return /-----\s*BEGIN/.test(text) || text.startsWith(encodedBegin) || isBareBase64(text);
}
/**
 * Reads the blocks of a PEM text, and repairs what transport does to line breaks: written as `\n`, turned into blanks,
 * lost, or with blanks before each line. Base64 has neither blanks nor backslashes, so nothing is guessed.
 *
 * @throws {@link ActionError} `invalid-input` where a block has no end, or its base64 is broken. No message quotes any
 * of the text: it may be a key.
 */
function parsePem(text) {
    const isEncoded = text.trimStart().startsWith(encodedBegin);
    const plain = (isEncoded ? Buffer.from(text, 'base64').toString('latin1') : text).replace(/\\+[nr]/g, '\n');
    const blocks = [...plain.matchAll(block)].map(([, label = '', body = '']) => toBlock(label, body));
    const begun = plain.match(/-----\s*BEGIN/g)?.length ?? 0;
    if (begun > blocks.length)
        throw (0,errors/* invalidInput */.aY)('a block has no line -----END …-----: the text is cut');
    if (blocks.length === 0 && isBareBase64(plain))
        throw (0,errors/* invalidInput */.aY)('holds base64 without the lines -----BEGIN …----- and -----END …-----');
    return blocks;
}
function isBareBase64(text) {
    return text.length > longestName && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text);
}
function toBlock(written, body) {
    const joined = written.replace(/\s/g, '');
    const label = labels.find((each) => each.replaceAll(' ', '') === joined) ?? written;
    const isEncrypted = /Proc-Type:\s*4,\s*ENCRYPTED/.test(body);
    if (isEncrypted)
        return { label, text: '', isEncrypted };
    const base64 = body.replace(/[\s"'>]|\p{Default_Ignorable_Code_Point}/gu, '');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
        throw (0,errors/* invalidInput */.aY)(`the text of a ${label} block is not base64: characters were lost or added`);
    const lines = base64.match(/.{1,64}/g) ?? [];
    return {
        label,
        text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n'),
        isEncrypted,
    };
}

// EXTERNAL MODULE: ./src/connection/text-file.ts
var text_file = __nccwpck_require__(5556);
;// CONCATENATED MODULE: ./src/connection/certificates.ts




/** Loaded where it is used: a run that ends with its inputs needs no TLS, which takes as long to load as all else. */
const loadTls = () => process.getBuiltinModule('node:tls');
/**
 * Reads one or more certificates from PEM text or from the file that a path names.
 *
 * @throws {@link ActionError} `invalid-input` where there is none, or one of them is broken.
 */
function readCertificates(textOrPath) {
    const blocks = readBlocks(textOrPath);
    const certificates = blocks.filter(({ label }) => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label));
    if (certificates.length === 0)
        throw (0,errors/* invalidInput */.aY)(`holds no PEM certificate${describeOthers(blocks)}`);
    return certificates.map(({ text }, position) => {
        try {
            new external_node_crypto_.X509Certificate(text);
            // Go reads no other label.
            return text.replaceAll('X509 CERTIFICATE', 'CERTIFICATE');
        }
        catch (cause) {
            const part = certificates.length === 1 ? 'the certificate' : `certificate ${position + 1}`;
            throw (0,errors/* invalidInput */.aY)(`${part} cannot be read: a part of it is missing or damaged`, cause);
        }
    });
}
/**
 * Reads a private key from PEM text or from the file that a path names.
 *
 * @throws {@link ActionError} `invalid-input` where there is none, or it is broken or encrypted.
 */
function readPrivateKey(textOrPath) {
    const blocks = readBlocks(textOrPath);
    const key = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
    if (key === undefined)
        throw (0,errors/* invalidInput */.aY)(`holds no PEM private key${describeOthers(blocks)}`);
    if (key.isEncrypted || key.label === 'ENCRYPTED PRIVATE KEY')
        throw (0,errors/* invalidInput */.aY)('the key is encrypted, and no input takes its passphrase: decrypt it, such as with `openssl pkey -in key.pem`, and store the result as a secret');
    if (key.label === 'OPENSSH PRIVATE KEY')
        throw (0,errors/* invalidInput */.aY)('this is a key for SSH, not for TLS');
    try {
        (0,external_node_crypto_.createPrivateKey)(key.text);
    }
    catch (cause) {
        throw (0,errors/* invalidInput */.aY)('the key cannot be read: a part of it is missing or damaged', cause);
    }
    return key.text;
}
/** The authorities that Node trusts (`NODE_EXTRA_CA_CERTS` included), those of the operating system, and `additional`. */
function trustedAuthorities(additional) {
    const { getCACertificates } = loadTls();
    return [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...additional])];
}
/**
 * Says whether all of these certificates are roots, so that chains must end in one of them. An intermediate, or the
 * server's own certificate, is trusted as it is given.
 */
function areRoots(certificates) {
    return certificates.every((text) => {
        const certificate = new external_node_crypto_.X509Certificate(text);
        return certificate.checkIssued(certificate);
    });
}
/**
 * Makes what connections trust and show.
 *
 * @throws {@link ActionError} `invalid-input` where certificate and key cannot be used together.
 */
function createContext(options) {
    try {
        return loadTls().createSecureContext(options);
    }
    catch (cause) {
        const { code } = cause;
        throw (0,errors/* invalidInput */.aY)(`\`tls-cert\` and \`tls-key\` cannot be used together (${code})`, cause);
    }
}
/**
 * Checks that a certificate and its key can be used together. OpenSSL takes a key of another kind than that of the certificate, and
 * then shows neither.
 *
 * @throws {@link ActionError} `invalid-input` where they cannot.
 */
function checkPair({ cert, key }) {
    if (!new external_node_crypto_.X509Certificate(cert).checkPrivateKey((0,external_node_crypto_.createPrivateKey)(key)))
        throw (0,errors/* invalidInput */.aY)('the key must be that of the first certificate in `tls-cert`');
    createContext({ cert, key });
}
function readBlocks(textOrPath) {
    if (isPemText(textOrPath))
        return parsePem(textOrPath);
    if (/[\r\n]/.test(textOrPath))
        throw (0,errors/* invalidInput */.aY)('neither PEM text nor the path of a file');
    return parsePem(readPemFile(textOrPath));
}
/** A text that names no file may be meant as PEM, and cut, or stand in a wrong place: no message quotes it. */
function readPemFile(file) {
    try {
        return (0,text_file/* readText */.y)(file, 'the file');
    }
    catch (error) {
        const { message, cause } = error;
        if (cause?.code !== 'ENOENT')
            throw error;
        throw (0,errors/* invalidInput */.aY)(`${message}, and the text is no PEM`, error);
    }
}
function describeOthers(blocks) {
    const [first] = blocks;
    return first === undefined ? '' : `, but a ${first.label}`;
}


/***/ }),

/***/ 7207:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ accountOf)
/* harmony export */ });
/** The account of a product. Undefined: it has none. */
function accountOf(product) {
    return product.kind === 'dedicated' ? product : undefined;
}


/***/ }),

/***/ 7716:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $M: () => (/* binding */ largestHeaders),
/* harmony export */   Oy: () => (/* binding */ explainFault),
/* harmony export */   Wj: () => (/* binding */ isPassingStatus),
/* harmony export */   Z9: () => (/* binding */ explainInterruption)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _handshake_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5405);
/* harmony import */ var _thrown_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9824);
/* harmony import */ var _tls_faults_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4943);




/** What names the address of a server in a workflow, by what the server is to the run. */
const places = {
    cluster: '`host`',
    'identity provider': '`oauth-token-url`',
    'download server': 'the address',
};
/** Response headers may be this large over HTTP/1.1, in bytes: a proxy that signs people in adds cookies. */
const largestHeaders = 64 * 1024;
const neverConnected = /^(?:ECONNREFUSED|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;
/** These may also end an established connection: the system call shows which. */
const maybeConnected = /^(?:EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;
/** How undici reports a proxy's answer: of a tunnel, and of a forwarded request. */
const proxyAnswer = /Proxy (?:response|Authentication Required) \((\d{3})\)/;
/** Statuses of temporary failures: a repeated request gets any other status again. */
const passingStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Says whether the same request may get another answer than one with this status a little later. */
function isPassingStatus(status) {
    return passingStatuses.has(status);
}
/**
 * Turns what undici or Node threw into a failure. The codes are theirs: Node's system and TLS errors, OpenSSL's reasons,
 * undici's `UND_ERR_*`.
 */
function explainFault(thrown, route) {
    const root = (0,_thrown_js__WEBPACK_IMPORTED_MODULE_3__/* .rootOf */ .I5)(thrown);
    const { code } = root;
    const proxyStatus = proxyAnswer.exec(root.message)?.[1];
    if (proxyStatus !== undefined)
        return explainProxyAnswer(proxyStatus, route);
    const handshake = (0,_thrown_js__WEBPACK_IMPORTED_MODULE_3__/* .chainOf */ .dR)(thrown).find((error) => error instanceof _handshake_js__WEBPACK_IMPORTED_MODULE_1__/* .HandshakeError */ .o);
    // What fails within a tunnel over TLS is shown by the server.
    const peer = findEnd(route, handshake?.hop ?? 'server');
    const tls = (0,_tls_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .explainTls */ .Zg)(root, { ...peer, shown: handshake?.shown ?? [] });
    if (tls !== undefined)
        return unreachable(`${tls.message} (${code}).`, { hint: tls.hint, retryable: false });
    const end = findEnd(route, handshake?.hop);
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
        return unreachable(`No address was found for ${end.hostname} (${code}).`, {
            hint: `Check ${end.place} for typing errors, and whether the DNS that this runner uses knows that name.`,
            retryable: code === 'EAI_AGAIN',
        });
    if (isUnconnected(root))
        return unreachable(`${(0,_tls_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .capitalize */ .ZH)(end.name)} could not be reached (${code}).`, {
            hint: `Check host name and port in ${end.place}, and whether a firewall lets this runner through to it.`,
            retryable: true,
        });
    return explainUnusable(root, end, route) ?? explainBreak(root, end, route);
}
/** Turns what ended a request before its answer was complete into a failure. `timeout` is in ms. */
function explainInterruption(end, route, timeout) {
    const { role } = route;
    const { name } = findEnd(route);
    const traits = { retryable: true, mayHaveWorked: true };
    switch (end) {
        case 'incomplete':
            return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .createFailure */ .I)('unreachable', `The connection to ${name} broke in the middle of its response.`, {
                ...traits,
                setback: 'broken connection',
                hint: adviseOnBreak(role),
            });
        case 'timeout':
            return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .createFailure */ .I)('timeout', `${name} did not respond completely within ${timeout / 1_000} s.`, {
                ...traits,
                setback: 'time-out',
                hint: `Run again; if it persists, check the load of the ${role} and any proxy on the way, or raise \`timeout\`.`,
            });
    }
}
/** What to do about a connection that breaks once it is made. */
function adviseOnBreak(role) {
    return `Run again; if it persists, check the logs of the ${role} and of what is in front of it at that time.`;
}
function findEnd({ host, role, proxy, isUnopened = false }, hop) {
    const place = places[role];
    if (hop === undefined && proxy !== undefined && isUnopened)
        return {
            role,
            name: `${host.origin} through the proxy ${proxy.origin}`,
            hostname: host.hostname,
            place: `${place} and the proxy variables`,
        };
    if (hop === 'proxy' && proxy !== undefined)
        return {
            role: 'proxy',
            name: `the proxy ${proxy.origin}`,
            hostname: `the proxy ${proxy.hostname}`,
            place: 'the proxy variables',
        };
    return { role, name: host.origin, hostname: host.hostname, place };
}
function explainBreak(root, { name, place }, { host, role }) {
    const traits = { retryable: true, mayHaveWorked: true, setback: 'broken connection' };
    if (isNotHttp(root)) {
        const hint = `Check the port in ${place}: another service seems to listen there.`;
        return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .createFailure */ .I)('unreachable', `${(0,_tls_faults_js__WEBPACK_IMPORTED_MODULE_2__/* .capitalize */ .ZH)(name)} answered, but not in HTTP (${root.code}).`, {
            ...traits,
            hint,
        });
    }
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .createFailure */ .I)('unreachable', `The connection to ${name} ${describeBreak(root)} (${root.code}).`, {
        ...traits,
        // A server that speaks TLS closes a plain connection, and so does one that is overloaded.
        hint: host.protocol === 'http:'
            ? `Run again; if it persists, check whether ${place} has to begin with https://, and the logs of the ${role}.`
            : adviseOnBreak(role),
    });
}
function describeBreak({ code, message }) {
    // What undici says of a server that answers no ping on HTTP/2.
    if (message.endsWith('connection unresponsive'))
        return 'fell silent';
    return code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' ? 'broke in the middle of its response' : 'broke';
}
/** Responses that undici rejects, and would reject again. */
function explainUnusable({ code, message }, { name: host }, { role }) {
    const hint = `Check what the proxy or ingress in front of the ${role} adds to its responses.`;
    const fail = (what) => (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .createFailure */ .I)('unreachable', `${what} (${code}).`, { hint, mayHaveWorked: true });
    if (code === 'UND_ERR_HEADERS_OVERFLOW')
        return fail(`The response headers of ${host} are larger than ${largestHeaders / 1024} KiB`);
    if (message === 'bad response')
        return fail(`${host} sent 100 Continue, which no request expects`);
    return undefined;
}
/** A failure before the request left. One that persists would meet every other request too. */
function unreachable(message, { hint, retryable }) {
    const setback = retryable ? 'broken connection' : undefined;
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .createFailure */ .I)('unreachable', message, { hint, retryable, affectsAll: !retryable, setback });
}
function explainProxyAnswer(status, { host, role, proxy }) {
    if (status === '407')
        return unreachable(`The proxy ${proxy?.origin} got no credentials, or wrong ones (407).`, {
            hint: 'Give user and password in the URL of the proxy variable, as in http://user:password@…; special characters must be percent-encoded.',
            retryable: false,
        });
    const place = places[role];
    // It let the request pass, and had no answer from the host (RFC 9110, sections 15.6.3 to 15.6.5).
    if (/^50[234]$/.test(status))
        return unreachable(`The proxy ${proxy?.origin} could not open a tunnel to ${host.origin} (${status}).`, {
            hint: `Check host name and port in ${place}, and whether the proxy can reach it, or exempt the host in \`NO_PROXY\`.`,
            retryable: true,
        });
    return unreachable(`The proxy ${proxy?.origin} refused a tunnel to ${host.origin} (${status}).`, {
        hint: `Have the proxy allow CONNECT to ${host.host}, or exempt the host in \`NO_PROXY\`.`,
        retryable: isPassingStatus(Number(status)),
    });
}
/** Whether the parser of HTTP/1.1 gave up: its codes start with `HPE_`, where it has one. */
function isNotHttp({ code }) {
    return /^HPE_|^HTTPParserError$/.test(code);
}
/** Whether no connection was made, so that no request can have left. */
function isUnconnected({ code, syscall }) {
    return neverConnected.test(code) || (maybeConnected.test(code) && (syscall ?? 'connect') === 'connect');
}


/***/ }),

/***/ 5405:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ explainConnections),
/* harmony export */   o: () => (/* binding */ HandshakeError)
/* harmony export */ });
/** Certificates that are looked at at most: no chain that verifies is longer. */
const longestChain = 8;
/** A connection that could not be made: to which end, and which certificates it showed. */
class HandshakeError extends Error {
    name = 'HandshakeError';
    hop;
    /** From the server's own on, each followed by that of its issuer as far as it was sent or is known here. Hostile. */
    shown;
    constructor(cause, hop, shown) {
        super(cause.message, { cause });
        this.hop = hop;
        this.shown = shown;
    }
}
/** Makes connections as `connect` does. What it fails with says where it happened. */
function explainConnections(connect, hop) {
    return (target, callback) => {
        let shown = [];
        const socket = connect(target, (error, connected) => {
            if (error === null)
                callback(null, connected);
            else
                callback(new HandshakeError(error, hop, shown), null);
        });
        // A socket that is refused forgets what it was shown: this event comes just before the certificates are judged.
        if (!isTlsSocket(socket))
            return;
        socket.prependOnceListener('secure', () => {
            shown = readChain(socket);
        });
    };
}
function isTlsSocket(socket) {
    return typeof socket === 'object' && socket !== null && 'getPeerCertificate' in socket;
}
/** `getPeerX509Certificate` would be of more use, but after it Node's own check of the name finds no certificate. */
function readChain(socket) {
    const chain = [];
    let certificate = socket.getPeerCertificate(true);
    while (certificate?.raw !== undefined && chain.length < longestChain) {
        chain.push(certificate);
        const { issuerCertificate } = certificate;
        certificate = issuerCertificate === certificate ? undefined : issuerCertificate;
    }
    return chain;
}


/***/ }),

/***/ 668:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Lw: () => (/* binding */ isExposed),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   Vz: () => (/* binding */ joinAddress),
/* harmony export */   o6: () => (/* binding */ parseHost),
/* harmony export */   pp: () => (/* binding */ parseApiPath)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_net__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3916);
/* harmony import */ var _token_string_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3574);



/**
 * Host names that never leave this machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3), as `URL` writes them:
 * 127.0.0.1 as an IPv4-mapped address is `[::ffff:7f00:1]`.
 */
const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;
const accepted = 'give https://host[:port], or a bare host name';
/** What a pasted address may stand in. */
const wrapping = new RegExp(`^[${_token_string_js__WEBPACK_IMPORTED_MODULE_2__/* .quotes */ .a_}<\\s\\p{Default_Ignorable_Code_Point}]+|[${_token_string_js__WEBPACK_IMPORTED_MODULE_2__/* .quotes */ .a_}>\\s\\p{Default_Ignorable_Code_Point}]+$`, 'gu');
/** What holds such a character is several addresses, or a pattern. A URL's parser drops line breaks and what is not visible. */
const noAddress = /[\s,*]|\p{Default_Ignorable_Code_Point}/u;
/**
 * Reads the cluster's address. A bare host name means HTTPS; an IPv6 address needs no brackets where no port follows.
 *
 * @throws {@link ActionError} `invalid-input` for what is not an address, or holds more than one.
 */
function parseHost(text) {
    const [, scheme = 'https://', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(text.replace(wrapping, '')) ?? [];
    const url = URL.parse(scheme + withBrackets(rest));
    if (url === null || url.hostname === '' || noAddress.test(rest + url.hostname))
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)(`not an address; ${accepted}`);
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)(`not an HTTP address; ${accepted}`);
    if (url.username !== '' || url.password !== '')
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)('credentials do not belong here; use `management-token`');
    if (url.search !== '' || url.hash !== '')
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)(`a query or fragment does not belong here; ${accepted}`);
    if (url.pathname !== '/')
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)(`a path does not belong here; ${accepted}`);
    return new URL(url.origin);
}
/** Says whether an address is one of this machine: what goes there uses no network, and no proxy. */
function isLoopback({ hostname }) {
    return loopback.test(hostname);
}
/**
 * Joins the host and the port of a profile to an address. Each may hold more than its name says: a scheme, a slash at the
 * end, the same port.
 */
function joinAddress(host, port, scheme) {
    const bare = host.replace(wrapping, '').replace(/\/+$/, '');
    const address = bare.includes('://') ? bare : `${scheme}://${withBrackets(bare)}`;
    const wanted = port.replace(wrapping, '');
    return wanted === '' || address.endsWith(`:${wanted}`) ? address : `${address}:${wanted}`;
}
function withBrackets(text) {
    const [, address = '', rest = ''] = /^([^/]*)(.*)$/s.exec(text) ?? [];
    return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(address) ? `[${address}]${rest}` : text;
}
/** Says whether requests to this address would carry the token over a network in the clear. */
function isExposed(host) {
    return host.protocol === 'http:' && !isLoopback(host);
}
/**
 * Reads the path of a collection of tokens. Nothing in it may be encoded, so that no other spelling of a path passes for
 * another path.
 *
 * @throws {@link ActionError} `invalid-input` for what is not an absolute path.
 */
function parseApiPath(text) {
    const path = text.replace(/\/+$/, '');
    if (path.includes('%'))
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)('no character may be encoded here');
    if (!/^(?:\/[\w.~!$&'()*+,;=:@-]+)+$/.test(path) || /\/\.{1,2}(?:\/|$)/.test(path))
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)('must be an absolute path without query, such as /api/v0/management-tokens');
    return path;
}


/***/ }),

/***/ 3924:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ findVersion),
/* harmony export */   T: () => (/* binding */ isSupported)
/* harmony export */ });
/** Finds a version in a text such as `influxctl 2.12.1`. What `influxctl version` prints is not documented in detail. */
function findVersion(text) {
    const [named] = /(?<=\binfluxctl\D{0,20})\d{1,5}\.\d{1,5}\.\d{1,5}(?![\d.])/i.exec(text) ?? [];
    return named ?? /(?<![\d.])\d{1,5}\.\d{1,5}\.\d{1,5}(?![\d.])/.exec(text)?.[0];
}
/** Says whether a version is the least one or newer. */
function isSupported(version, least) {
    return version.localeCompare(least, 'en', { numeric: true }) >= 0;
}


/***/ }),

/***/ 636:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ findProxySecrets),
/* harmony export */   n: () => (/* binding */ readProxy)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_net__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3916);
/* harmony import */ var _host_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(668);



/**
 * Reads the proxy variables as curl does: lower case wins, `host:port` means `http://host:port`, what follows host and
 * port has no meaning, and `NO_PROXY` exempts hosts. The variable for HTTP serves HTTPS where the other is not set.
 * Undefined: requests to this address go directly.
 *
 * @throws {@link ActionError} `invalid-input` for a proxy that cannot be used; it names the variable and quotes nothing.
 */
function readProxy(env, target) {
    // A port forward of this machine is reached without a proxy, which could read what is sent in the clear.
    if ((0,_host_js__WEBPACK_IMPORTED_MODULE_2__/* .isLoopback */ .U9)(target))
        return undefined;
    const names = target.protocol === 'https:' ? ['HTTPS_PROXY', 'HTTP_PROXY'] : ['HTTP_PROXY'];
    const name = names.flatMap((each) => [each.toLowerCase(), each]).find((each) => Boolean(env[each]));
    if (name === undefined || isExempt(target, env['no_proxy'] || env['NO_PROXY'] || ''))
        return undefined;
    const url = parseProxy(env[name] ?? '', name);
    const [user, password] = [decodePercent(url.username), decodePercent(url.password)];
    const hasUser = url.username !== '' || url.password !== '';
    const userInfo = hasUser ? `${encodeBytes(user)}:${encodeBytes(password)}@` : '';
    return {
        url: new URL(url.origin),
        address: new URL(`${url.protocol}//${userInfo}${url.host}`),
        authorization: hasUser ? `Basic ${encodeBasic(user, password)}` : undefined,
    };
}
/**
 * Finds what is secret in the proxy variables, whether a request uses them or not: other programs may. That is a password, or
 * a user that has none: a token. In every form in which they are written or sent.
 */
function findProxySecrets(env) {
    const values = Object.entries(env).filter(([name]) => /^(?:https?|all)_proxy$/i.test(name));
    return values.flatMap(([, value = '']) => {
        // Not by a URL's parser: what it refuses holds a password as well.
        const [, userInfo = ''] = /^(?:[^/]*:\/\/)?([^/?#]*|.*)@/s.exec(value) ?? [];
        const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(userInfo) ?? [];
        const secret = password === '' ? user : password;
        const decoded = decodePercent(secret);
        const basic = encodeBasic(decodePercent(user), decodePercent(password));
        return secret === '' ? [] : [secret, decoded.toString('utf8'), basic];
    });
}
/** Credentials as they travel (RFC 7617). */
function encodeBasic(user, password) {
    return Buffer.concat([user, Buffer.from(':'), password]).toString('base64');
}
function parseProxy(value, name) {
    const url = URL.parse(value.includes('://') ? value : `http://${value.replace(/^\/+/, '')}`);
    const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
    if (url !== null && isHttp && url.hostname !== '' && url.port !== '0')
        return url;
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)(`${name} is not the URL of an HTTP proxy; give http://[user:password@]host:port`);
}
/** Decodes what is encoded, byte by byte as curl does: a lone `%` is literal, and `%FC` need not be UTF-8. */
function decodePercent(text) {
    const parts = text.split(/(%[0-9a-f]{2})/i);
    return Buffer.concat(parts.map((part) => /^%[0-9a-f]{2}$/i.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part)));
}
/** Percent-encodes byte by byte. */
function encodeBytes(bytes) {
    const encode = (byte) => `%${Buffer.from(byte, 'latin1').toString('hex').toUpperCase()}`;
    return bytes.toString('latin1').replace(/\W/g, encode);
}
/**
 * Says whether `NO_PROXY` exempts an address: a list of host names, which match their subdomains too, of addresses,
 * and of networks (CIDR), each with or without a port; `*` matches every host.
 */
function isExempt({ hostname, port, protocol }, list) {
    const host = bare(hostname);
    const ownPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
    return list.split(/[\s,]+/).some((entry) => {
        const { name, onlyPort } = splitPort(entry.toLowerCase());
        if (name === '' || (onlyPort !== undefined && onlyPort !== ownPort))
            return false;
        if (name === '*' || isInNetwork(host, name))
            return true;
        const domain = bare(name.replace(/^\*?\./, ''));
        return host === domain || host.endsWith(`.${domain}`);
    });
}
function splitPort(entry) {
    // A bare IPv6 address contains colons.
    const [, name = entry, onlyPort] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
    return { name, onlyPort };
}
/** Without brackets around an IPv6 address, and without the dot that only marks a whole name. */
function bare(name) {
    return name.replace(/^\[(.+)\]$/, '$1').replace(/(?<=.)\.$/, '');
}
function isInNetwork(host, entry) {
    const [network = '', size, rest] = entry.split('/');
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(bare(network));
    if (version === 0 || version !== (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) || rest !== undefined)
        return false;
    const [family, bits] = version === 4 ? ['ipv4', 32] : ['ipv6', 128];
    const prefix = size === undefined ? bits : Number(size);
    if (!Number.isInteger(prefix) || prefix < 0 || prefix > bits || size === '')
        return false;
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    list.addSubnet(bare(network), prefix, family);
    return list.check(host, family);
}


/***/ }),

/***/ 6308:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IN: () => (/* binding */ cutText),
/* harmony export */   cT: () => (/* binding */ withoutSecrets),
/* harmony export */   ol: () => (/* binding */ quoteText)
/* harmony export */ });
/** How many characters of a text from a server a message may quote. */
const quoteLength = 200;
/** How much of a page is looked at to find them. */
const lookedAt = 16 * 1024;
/** Makes a text from a server fit to be quoted: its beginning, as plain text without secrets. */
function quoteText(text, redact) {
    // Markup first: a tag inside a secret would hide it. The cut comes last: it could leave a half that nothing would find.
    const words = redact(withoutUrlSecrets(stripMarkup(text.slice(0, lookedAt))));
    return cutText(words.replace(/[\s\p{Cc}]+/gu, ' ').trim(), quoteLength);
}
/** Cuts a text to this many characters, and never through a surrogate pair: half of one is no character. */
function cutText(text, most) {
    return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
/** Takes what may be secret out of every URL in a text: userinfo, query and fragment. */
function withoutUrlSecrets(text) {
    return text.replace(/:\/\/[^\s"'<>`]*/g, (rest) => `:${withoutSecrets(rest.slice(1))}`);
}
/** Makes a reference to a URL fit to be quoted, absolute or not (RFC 3986, section 4.2). */
function withoutSecrets(reference) {
    return reference.replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#]*@/i, '$1//').replace(/[?#].*$/s, '');
}
/** Takes the tags out of an HTML page. A line feed, unlike a blank, is taken for a part of no word. */
function stripMarkup(text) {
    if (!/^\s*<[!a-z]/i.test(text))
        return text;
    return text.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '\n').replace(/<[^<>]*>/g, '\n');
}


/***/ }),

/***/ 2429:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ raceWithSignal)
/* harmony export */ });
/**
 * Waits for work that cannot be aborted, but no longer than the signal allows: then it returns the result of `otherwise`. The
 * later result of the work is ignored.
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


/***/ }),

/***/ 7264:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  JY: () => (/* binding */ keepSecrets),
  BF: () => (/* binding */ shortestHidden)
});

// UNUSED EXPORTS: createRedact

// EXTERNAL MODULE: ./src/token-string.ts
var token_string = __nccwpck_require__(3574);
;// CONCATENATED MODULE: ./src/connection/readings.ts
/** How many characters are decoded for each one of a text: what is nested deeper, or in more ways, is made to be. */
const mostWork = 64;
/** Short texts may be nested as deep as texts of this length. */
const shortText = 256;
/** HTML's names of the characters that a secret can hold (https://html.spec.whatwg.org/#named-character-references). */
const references = new Map(('amp& lt< gt> quot" apos\' excl! num# dollar$ percnt% lpar( rpar) ast* midast* plus+ comma, period. sol/ ' +
    'colon: semi; equals= quest? commat@ lsqb[ lbrack[ bsol\\ rsqb] rbrack] hat^ lowbar_ underbar_ grave` lcub{ ' +
    'lbrace{ verbar| vert| rcub} rbrace}')
    .split(' ')
    .map((word) => [word.slice(0, -1), word.slice(-1)]));
/** Enough of base64 for 16 characters. A UUID is none. */
const base64Run = /(?<![\w+/-])(?![\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\w+/-]))[\w+/-]{22,}/gi;
const hexRun = /(?<![\da-f])[\da-f]{32,}/gi;
/** Most texts are not encoded: this test is fast. */
const maybeEncoded = new RegExp(String.raw `[^\x20-\x7e]|[%+&\\]|${base64Run.source}`, 'i');
const decoders = [
    // A character of several bytes is in UTF-8.
    replaceAll(/%[c-f][\da-f](?:%[89ab][\da-f])+|%[\da-f]{2}/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString(codes.length > 3 ? 'utf8' : 'latin1')),
    // A form's blank (https://url.spec.whatwg.org/#application/x-www-form-urlencoded).
    replaceAll(/\+/g, () => ' '),
    replaceAll(/&(?:#\d+;?|#x[\da-f]+;?|(?:amp|lt|gt|quot)\b;?|[a-z]+;)/gi, decodeReference),
    replaceAll(/\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|["\\/bfnrt])/g, decodeEscape),
    joinLines,
    ...[0, 1, 2, 3].map((offset) => decodeRuns(base64Run, offset, 'base64')),
    ...[0, 1].map((offset) => decodeRuns(hexRun, offset, 'hex')),
];
/**
 * Reads a text in every way in which it may be encoded, layer by layer, until nothing encoded is left. The work is
 * bounded by a multiple of the text's length; undefined if that is not enough.
 */
function readEveryWay(text) {
    const whole = { text, isJoined: false, locate: (from, to) => [from, to] };
    if (!maybeEncoded.test(text))
        return [whole];
    const readings = [tidy(whole)];
    const seen = new Map();
    let work = 0;
    for (const reading of readings) {
        for (const decode of decoders) {
            const decoded = decode(reading);
            if (decoded === undefined)
                continue;
            work += decoded.text.length;
            if (work > mostWork * Math.max(text.length, shortText))
                return undefined;
            const next = tidy(decoded);
            const key = `${next.isJoined} ${next.text}`;
            const alike = seen.get(key) ?? [];
            // The same text may stand in several places.
            if (alike.some((each) => placeOf(each) === placeOf(next)))
                continue;
            readings.push(next);
            seen.set(key, [...alike, next]);
        }
    }
    return readings;
}
/** The part of the original that a reading was read from, for comparison. */
function placeOf({ text, locate }) {
    return locate(0, text.length).join();
}
/** A reading without what is beyond ASCII: where a text comes in a wrong character set, that of a secret is lost or another. */
function withoutLetters(source) {
    return dropLetters(source) ?? source;
}
/** A reading without its blanks and line feeds. */
function withoutBlanks(source) {
    return dropBlanks(source) ?? source;
}
/** Drops what cannot be seen, and makes a line feed of all else that is neither printable ASCII nor a letter. */
function tidy(source) {
    const isSeen = /[\t\v\f\r\x85]|[^\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
    const isOther = /(?:[^\x20-\x7e\n\p{L}]|\p{Default_Ignorable_Code_Point})+/gu;
    const clean = replaceAll(isOther, (run) => (isSeen.test(run) ? '\n' : ''));
    return clean(source) ?? source;
}
/** Replaces each match, and keeps the rest. */
function replaceAll(pattern, decode) {
    return (source) => {
        const { text } = source;
        if (text.search(pattern) < 0)
            return undefined;
        const pieces = [];
        let end = 0;
        for (const { 0: match, index } of text.matchAll(pattern)) {
            pieces.push({ text: text.slice(end, index), from: end, to: index });
            end = index + match.length;
            pieces.push({ text: decode(match), from: index, to: end });
        }
        pieces.push({ text: text.slice(end), from: end, to: text.length });
        return derive(source, pieces);
    };
}
/** A wrapped line, with what it is indented by. */
function joinLines(source) {
    const joined = replaceAll(/\n[\n ]*/g, () => '')(source);
    return joined && { ...joined, isJoined: true };
}
const dropLetters = replaceAll(/[^\n\x20-\x7e]+/g, () => '');
const dropBlanks = replaceAll(/[ \n]+/g, () => '');
/** What is text in decoded bytes, in ASCII, UTF-16 or UTF-8: this much of it is no coincidence. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: text in UTF-16 has a zero byte beside each letter.
const readable = /(?:[\x00-\x7f]|[\xc2-\xf4][\x80-\xbf]{1,3}){16,}/g;
/** Decodes the text that runs of an alphabet encode; the rest is left out. A run may begin before what it encodes. */
function decodeRuns(pattern, offset, encoding) {
    const digitsPerByte = encoding === 'hex' ? 2 : 4 / 3;
    return (source) => {
        const { text } = source;
        if (text.search(pattern) < 0)
            return undefined;
        const pieces = [...text.matchAll(pattern)].flatMap(({ 0: run, index: start }) => {
            const decoded = Buffer.from(run.slice(offset), encoding).toString('latin1');
            return [...decoded.matchAll(readable)].flatMap(({ 0: part, index }) => {
                const from = start + offset + index * digitsPerByte;
                const to = from + part.length * digitsPerByte;
                return [
                    // Where a character of several bytes stands would be lost.
                    { text: part.replace(/[^\x20-\x7e]/g, '\n'), from, to },
                    { text: '\n', from: to, to },
                ];
            });
        });
        return pieces.length === 0 ? undefined : derive(source, pieces);
    };
}
/** Makes a text of pieces. Where its characters come from is computed only when it is needed, which is rare. */
function derive({ locate, isJoined }, pieces) {
    const text = pieces.map((piece) => piece.text).join('');
    let sources;
    return {
        text,
        isJoined,
        locate(from, to) {
            sources ??= findSources(pieces, text.length);
            return locate(sources.starts[from] ?? 0, sources.ends[to - 1] ?? 0);
        },
    };
}
function findSources(pieces, length) {
    const [starts, ends] = [new Uint32Array(length), new Uint32Array(length)];
    let at = 0;
    for (const { text, from, to } of pieces) {
        const ratio = (to - from) / text.length;
        for (let index = 0; index < text.length; index += 1, at += 1) {
            starts[at] = Math.floor(from + index * ratio);
            ends[at] = Math.ceil(from + (index + 1) * ratio);
        }
    }
    return { starts, ends };
}
function decodeReference(reference) {
    const name = reference.replace(/[&;]/g, '').toLowerCase();
    if (!name.startsWith('#'))
        return references.get(name) ?? '';
    const code = Number(name.replace('#x', '0x').replace('#', ''));
    return code > 0x10ffff ? '' : String.fromCodePoint(code);
}
function decodeEscape(sequence) {
    const [, kind = '', code] = /^\\(.)(.*)$/.exec(sequence) ?? [];
    if (code !== '')
        return String.fromCharCode(Number.parseInt(code ?? '', 16));
    return /["\\/]/.test(kind) ? kind : '\n';
}

;// CONCATENATED MODULE: ./src/connection/stretches.ts
/** This many consecutive characters in common with a secret are no coincidence. */
const stretchLength = 16;
/** A stretch of fewer different characters is in other texts too. */
const leastDifferent = 6;
/** Fresh keys of one kind begin with the same header in DER: an RSA key's is 26 bytes, which are 36 characters. */
const commonKeyHeader = 40;
/**
 * A stretch is looked up by a piece of it. Of the pieces that begin at every ninth character of a text each stretch holds
 * a whole one: no other has to be looked up.
 */
const pieceLength = 8;
const step = stretchLength - pieceLength + 1;
/** Blanks, control characters and, beyond ASCII, all but letters that can be seen count neither in a secret nor in a text. */
function compact(text) {
    return text.replace(/(?:[^\x21-\x7e\p{L}]|\p{Default_Ignorable_Code_Point})+/gu, '');
}
/** Finds the parts of a secret of which no stretch is common. None if it is too short, or if others may have all of it. */
function findRareParts(secret) {
    return withoutCommonParts(secret).map(compact).flatMap(splitAtCommon);
}
/** Indexes such parts. A text is searched in linear time, however many there are. */
function indexStretches(rareParts) {
    const stretches = new Set(rareParts.flatMap((part) => slicesOf(part, stretchLength)));
    const pieces = new Set(rareParts.flatMap((part) => slicesOf(part, pieceLength)));
    return (text) => {
        const found = [];
        for (let at = 0; at + pieceLength <= text.length; at += step) {
            if (!pieces.has(text.slice(at, at + pieceLength)))
                continue;
            for (let from = Math.max(0, at - step + 1); from <= at; from += 1)
                if (stretches.has(text.slice(from, from + stretchLength)))
                    found.push([from, from + stretchLength]);
        }
        return found;
    };
}
/** Other keys have the armour and the beginning of a PEM text too, and other JWTs the header. */
function withoutCommonParts(secret) {
    const [first = '', ...rest] = secret.split(/-----BEGIN [^-]*-----/);
    const bodies = rest.flatMap((block) => {
        const [body = '', ...behind] = block.split(/-----END [^-]*-----/);
        return [compact(body).slice(commonKeyHeader), ...behind];
    });
    return [first.replace(/^eyJ[\w-]*\./, ''), ...bodies];
}
/** Leaves out stretches of few different characters, as a line of dashes is one. */
function splitAtCommon(text) {
    const parts = [];
    let from = 0;
    for (let at = 0; at + stretchLength <= text.length + 1; at += 1) {
        if (at + stretchLength <= text.length && isRare(text.slice(at, at + stretchLength)))
            continue;
        if (at > from)
            parts.push(text.slice(from, at + stretchLength - 1));
        from = at + 1;
    }
    return parts;
}
function isRare(stretch) {
    return new Set(stretch).size >= leastDifferent;
}
function slicesOf(text, length) {
    return Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length));
}

;// CONCATENATED MODULE: ./src/connection/text-ranges.ts
/** Joins ranges that overlap or touch, in order. */
function mergeRanges(ranges) {
    const merged = [];
    for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
        const last = merged.at(-1);
        if (last === undefined || from > last[1])
            merged.push([from, to]);
        else
            merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    }
    return merged;
}
/** Merged ranges without the parts that other merged ranges cover. */
function subtractRanges(ranges, others) {
    const left = [];
    let next = 0;
    for (const [from, to] of ranges) {
        let start = from;
        while ((others[next]?.[1] ?? to) <= start)
            next += 1;
        for (; (others[next]?.[0] ?? to) < to; next += 1) {
            const [otherFrom, otherTo] = others[next] ?? [to, to];
            if (otherFrom > start)
                left.push([start, otherFrom]);
            start = Math.max(start, otherTo);
            if (otherTo >= to)
                break;
        }
        if (start < to)
            left.push([start, to]);
    }
    return left;
}
/** Finds every place of a part in a text. */
function findAll(text, part) {
    const found = [];
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length))
        found.push([at, at + part.length]);
    return found;
}
/** Replaces merged ranges of a text. */
function replaceRanges(text, ranges, by) {
    const ends = [0, ...ranges.map(([, to]) => to)];
    const kept = [...ranges.map(([from]) => from), text.length].map((from, index) => text.slice(ends[index], from));
    return kept.join(by);
}

;// CONCATENATED MODULE: ./src/connection/secrets.ts




/** Secrets shorter than this are neither masked nor searched for: masking them would hide ordinary words. */
const shortestHidden = 4;
/** Longer texts are cut, in characters: only a hostile server sends them. */
const longestText = 64 * 1024;
/** Keeps secrets. The cluster's `host` is always shown. `mask` gets each secret that is added later, before anything can print it. */
function keepSecrets(known, host, mask) {
    const secrets = [...known];
    const ids = new Set();
    let redact = createRedact(secrets, { ids, host });
    return {
        hide(secret) {
            if (secrets.includes(secret) || secret.length < shortestHidden)
                return;
            mask(secret);
            secrets.push(secret);
            redact = createRedact(secrets, { ids, host });
        },
        show(listed) {
            for (const id of listed)
                ids.add(id.toLowerCase());
        },
        redact: (text) => redact(text),
    };
}
const nothing = { ids: new Set(), host: undefined };
/**
 * Makes a function that replaces by `***` what a text has of secrets, however it is encoded, and all but the prefix of
 * every other token string. A text longer than 64 KiB is cut.
 */
function createRedact(secrets, shown = nothing) {
    const all = secrets.map((secret) => ({ secret, parts: findRareParts(secret) }));
    const rests = secrets.map(dropBeyondAscii).filter((rest) => !secrets.includes(rest));
    const findStretches = indexStretches([
        ...all.flatMap(({ parts }) => parts),
        ...rests.flatMap(findRareParts),
    ]);
    const forms = new Set(all.flatMap(({ secret, parts }) => wholeForms(secret, parts)));
    return (given) => {
        const text = given.slice(0, longestText);
        const readings = readEveryWay(text);
        // Endless nesting is an attempt to hide something.
        if (readings === undefined)
            return '***';
        const found = [
            ...readings.flatMap((reading) => findIn(reading, findStretches)),
            ...[...forms].flatMap((form) => findAll(text, form)),
        ];
        if (found.length === 0)
            return text;
        return replaceRanges(text, subtractRanges(mergeRanges(found), findShown(text, shown)), '***');
    };
}
/** The parts of the original from which something was read that must not be shown. */
function findIn(reading, findStretches) {
    // What follows a line is no part of the token at its end.
    const tokens = reading.isJoined ? [] : (0,token_string/* findTokenSecrets */.ui)(reading.text);
    const found = tokens.map(([from, to]) => reading.locate(from, to));
    const bare = withoutLetters(reading);
    const kinds = bare === reading ? [reading] : [reading, bare];
    return [...found, ...kinds.flatMap((kind) => locateStretches(kind, findStretches))];
}
function locateStretches(reading, findStretches) {
    const stretches = findStretches(compact(reading.text));
    if (stretches.length === 0)
        return [];
    const { locate } = withoutBlanks(reading);
    return stretches.map(([from, to]) => locate(from, to));
}
/** What remains of a secret in a text of another character set. */
function dropBeyondAscii(secret) {
    return secret.replace(/[^\n\x20-\x7e]+/g, '');
}
const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;
function findShown(text, { ids, host }) {
    const found = [...text.matchAll(uuid)].filter(({ 0: id }) => ids.has(id.toLowerCase()));
    const places = found.map(({ 0: id, index }) => [index, index + id.length]);
    return mergeRanges([...places, ...(host === undefined ? [] : findAll(text, host))]);
}
/**
 * What is searched for as a whole: the forms of a secret without rare parts or with letters beyond ASCII, which no reading of
 * base64 has, and one that has more than its rare parts.
 */
function wholeForms(secret, rareParts) {
    if (rareParts.length === 0 || /[^\n\r -~]/.test(secret))
        return (0,token_string/* isPrefix */.RW)(secret) ? [] : formsOf(secret);
    return rareParts[0] === compact(secret) ? [] : [secret];
}
/** The forms in which a server may echo a secret. */
function formsOf(secret) {
    const base64 = Buffer.from(secret).toString('base64');
    const percentEncoded = encodeURIComponent(secret.toWellFormed());
    return [
        secret,
        ...secret.split(/\r?\n/),
        percentEncoded,
        percentEncoded.replace(/%../g, (code) => code.toLowerCase()),
        JSON.stringify(secret).slice(1, -1),
        base64,
        base64.replace(/=+$/, ''),
    ].filter((form) => form.length >= shortestHidden);
}


/***/ }),

/***/ 5556:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3916);


/** How much of a file is read at most, in bytes: more than 400,000 ids, and far more than any other file needs. */
const largestFile = 16 * 1024 * 1024;
const partSize = 64 * 1024;
/**
 * Reads a text file that an input or a profile names: UTF-8, or UTF-16 with a byte order mark. Opens nothing that could
 * be read for ever, and waits for no other process: a pipe, a device or a file below `/proc` can stand behind a symbolic
 * link.
 *
 * @throws {@link ActionError} `invalid-input` where it cannot be read, is no regular file, is longer than 16 MiB, or is
 * no text. The message calls the file `name` and quotes nothing of it.
 */
function readText(file, name = file) {
    const bytes = readRegularFile(file, name);
    const text = decodeText(bytes);
    if (text !== undefined)
        return text;
    // A sequence in DER, longer than 127 bytes (X.690, section 8.1.3).
    const isDer = /^308/.test(bytes.toString('hex', 0, 2));
    const hint = isDer ? ': it seems to be DER or PKCS #12, which has to be exported as PEM' : '';
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)(`${name} is not text in UTF-8, or in UTF-16 with a byte order mark${hint}`);
}
/** No byte order mark is part of the text (https://www.unicode.org/faq/utf_bom.html). Undefined: it is no text. */
function decodeText(bytes) {
    const start = bytes.toString('hex', 0, 2);
    const encoding = start === 'fffe' ? 'utf-16le' : start === 'feff' ? 'utf-16be' : 'utf-8';
    try {
        const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
        return text.includes('\0') ? undefined : text;
    }
    catch {
        return undefined;
    }
}
function readRegularFile(file, name) {
    try {
        // To open a pipe without this waits for its writer. Windows has neither the flag nor such pipes.
        const descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
        try {
            const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(descriptor);
            if (!stat.isFile())
                throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)(`${name} is ${describeKind(stat)}, not a file`);
            return readUpToLimit(descriptor, name);
        }
        finally {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
        }
    }
    catch (cause) {
        if (cause instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            throw cause;
        const reason = cause.code ?? 'unreadable';
        if (reason === 'ENOENT') {
            const why = /^~|\$/.test(file) ? ' (`~` and variables are not expanded)' : '';
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)(`${name} does not exist${why}`, cause);
        }
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)(`${name} cannot be read (${reason})`, cause);
    }
}
/** Counts what it reads: the size of a file below `/proc` is 0, however much it holds. */
function readUpToLimit(descriptor, name) {
    const parts = [];
    let length = 0;
    for (;;) {
        const part = Buffer.allocUnsafe(partSize);
        const count = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(descriptor, part);
        if (count === 0)
            return Buffer.concat(parts, length);
        length += count;
        if (length > largestFile)
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .invalidInput */ .aY)(`${name} is larger than 16 MiB`);
        parts.push(part.subarray(0, count));
    }
}
function describeKind(stat) {
    if (stat.isDirectory())
        return 'a folder';
    if (stat.isFIFO())
        return 'a pipe';
    return stat.isSocket() ? 'a socket' : 'a device';
}


/***/ }),

/***/ 9824:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bo: () => (/* binding */ isHttp1Required),
/* harmony export */   I5: () => (/* binding */ rootOf),
/* harmony export */   dR: () => (/* binding */ chainOf)
/* harmony export */ });
/** Finds the innermost error that has a code in what undici or Node threw. */
function rootOf(thrown) {
    const name = thrown instanceof Error ? thrown.name : 'unknown';
    let root = { code: name, message: String(thrown), syscall: undefined };
    for (const error of chainOf(thrown)) {
        const { code, message, syscall } = error;
        if (code !== undefined)
            root = { code, message, syscall };
    }
    return root;
}
/** Lists the errors in what was thrown: undici and `AggregateError` wrap what happened, the outermost comes first. */
function chainOf(thrown) {
    const chain = [];
    let error = thrown;
    while (error instanceof Error && chain.length < 8) {
        chain.push(error);
        error = error instanceof AggregateError ? error.errors[0] : error.cause;
    }
    return chain;
}
/** Says whether the server will serve this request over HTTP/1.1 only: it reset the stream, or the connection, with code 13. */
function isHttp1Required(thrown) {
    return chainOf(thrown).some((error) => 
    // undici adds it to the error of a stream.
    ('http2ErrorCode' in error && error.http2ErrorCode === 13) ||
        /HTTP_1_1_REQUIRED|"GOAWAY" frame received with code 13\b/.test(error.message));
}


/***/ }),

/***/ 4943:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BM: () => (/* binding */ mayOthersTrust),
/* harmony export */   ZH: () => (/* binding */ capitalize),
/* harmony export */   Zg: () => (/* binding */ explainTls)
/* harmony export */ });
const unknownAuthority = /^(?:UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)$/;
/**
 * Error codes of handshakes that fail again however often they are tried: those of OpenSSL and of Node. `UNSPECIFIED` is
 * Node's for every reason not to trust a certificate that it has no name for, such as a key that is too weak.
 */
const causes = [
    [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, explainSelfSigned],
    [/^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/, explainLoneCertificate],
    [unknownAuthority, explainUnknownAuthority],
    [/^ERR_TLS_CERT_ALTNAME_INVALID$/, explainOtherName],
    [/^CERT_HAS_EXPIRED$/, explainExpired],
    [
        /^CERT_NOT_YET_VALID$/,
        ({ name }) => ({
            message: `The certificate of ${name} is not valid yet`,
            hint: "Check this runner's clock, and when the certificate begins to be valid.",
        }),
    ],
    [
        /^CERT_|^CRL_|_CERT_|^INVALID_(?:CA|PURPOSE)$|^ERR_TLS_|^UNABLE_TO_|^PATH_LENGTH_EXCEEDED$|^UNSPECIFIED$/,
        ({ name }, reason) => ({
            message: `The certificate of ${name} does not verify: ${quote(reason)}`,
            hint: `Check the chain that it sends, such as with \`openssl s_client -showcerts -connect\`.`,
        }),
    ],
    [
        /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED)$/,
        ({ name, role }) => ({
            message: `${capitalize(name)} requires a trusted client certificate`,
            hint: role === 'cluster'
                ? 'Give one in `tls-cert` and `tls-key`, or check that what is given there is valid for this server.'
                : `${withoutCertificate(role)}: use one that requires none.`,
        }),
    ],
    [
        /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/,
        ({ name, place }) => ({
            message: `${capitalize(name)} answered in plain HTTP where TLS was expected`,
            hint: `Check the port in ${place}, and whether it should begin with http://.`,
        }),
    ],
    [
        /ALERT_HANDSHAKE_FAILURE$/,
        ({ name, role }) => ({
            message: `${capitalize(name)} refused the TLS handshake`,
            hint: role === 'cluster'
                ? 'Either it requires a client certificate (`tls-cert`, `tls-key`), or it shares no cipher with this runner.'
                : `It may share no cipher with this runner, or require a client certificate. ${withoutCertificate(role)}.`,
        }),
    ],
    [
        /^(?:ERR_SSL_|ERR_OSSL_|EPROTO$)/,
        ({ name }) => ({
            message: `The TLS handshake with ${name} failed`,
            hint: 'Check which versions of TLS and which ciphers the server accepts.',
        }),
    ],
];
/** `tls-cert` is meant for the cluster. */
function withoutCertificate(role) {
    return `No client certificate is sent to the ${role}`;
}
/** Explains the error of a handshake that failed; undefined if it is another error. */
function explainTls({ code, message }, peer) {
    return causes.find(([pattern]) => pattern.test(code))?.[1](peer, message);
}
/**
 * Says whether a server's certificate did not verify, but may with more authorities: two of them can have one name, and
 * another key, other limits or another end.
 */
function mayOthersTrust(code) {
    return unknownAuthority.test(code) || /^CERT_|^INVALID_CA$|^PATH_LENGTH_EXCEEDED$|^UNSPECIFIED$/.test(code);
}
function explainSelfSigned({ name }) {
    return {
        message: `The certificate of ${name} is signed by itself, and this runner does not know it`,
        hint: 'If you expect this certificate, give it in `tls-ca`.',
    };
}
/** Which of the two it is cannot be seen: an authority's certificate is not there to look at. */
function explainLoneCertificate({ name, shown }) {
    return {
        message: `The certificate of ${name} is signed by ${issuerOf(shown)}, which this runner does not know, and the server sends no intermediate certificate`,
        hint: 'If that authority is an intermediate one, have the server send its certificate along with its own. If it is a root, give it in `tls-ca`.',
    };
}
function explainUnknownAuthority({ name, shown }) {
    return {
        message: `The certificate of ${name} is signed by an authority that this runner does not know: ${issuerOf(shown)}`,
        hint: 'Give the certificate of that authority in `tls-ca`.',
    };
}
function explainOtherName({ name, place, shown }) {
    const names = shown[0]?.subjectaltname?.replaceAll('DNS:', '') ?? '';
    return {
        message: `The certificate of ${name} is for another host name${names === '' ? '' : `: ${quote(names)}`}`,
        hint: `Check ${place}: it must be one of the names in the certificate.`,
    };
}
/** The server's own, an intermediate, or the root, which only this runner may have. */
function explainExpired({ name, shown }) {
    const clock = "or check this runner's clock";
    const position = shown.findIndex(({ valid_to }) => Date.parse(valid_to) < Date.now());
    const expired = shown[position];
    if (expired === undefined)
        return { message: `A certificate in the chain of ${name} has expired`, hint: `Renew it, ${clock}.` };
    const until = `it was valid until ${new Date(expired.valid_to).toISOString().slice(0, 10)}`;
    if (position === 0)
        return { message: `The certificate of ${name} has expired: ${until}`, hint: `Renew it, ${clock}.` };
    const subject = nameOf(expired.subject);
    if (subject === nameOf(expired.issuer))
        return {
            message: `The root certificate ${subject}, with which the chain of ${name} ends, has expired: ${until}`,
            hint: `Give the one that replaces it in \`tls-ca\`, ${clock}.`,
        };
    return {
        message: `The intermediate certificate ${subject} in the chain of ${name} has expired: ${until}`,
        hint: `Have the server send the one that replaces it, ${clock}.`,
    };
}
function issuerOf(shown) {
    const last = shown.at(-1);
    return last === undefined ? 'an authority' : nameOf(last.issuer);
}
function nameOf({ CN, O }) {
    return quote([CN, O].flat().find((name) => name) ?? 'without a name');
}
/** A certificate can hold any text, and what Node says of one may quote it. */
function quote(text) {
    return `"${text.replace(/[^\x20-\x7e]|"/g, ' ').slice(0, 100)}"`;
}
/** A name at the beginning of a sentence. */
function capitalize(name) {
    return name.replace(/^the /, 'The ');
}


/***/ }),

/***/ 3916:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   MJ: () => (/* binding */ codeTable),
/* harmony export */   aY: () => (/* binding */ invalidInput),
/* harmony export */   i4: () => (/* binding */ influxctlUnavailable),
/* harmony export */   lZ: () => (/* binding */ ActionError)
/* harmony export */ });
const codes = {
    'not-found': {
        meaning: 'The cluster does not know a token with this id.',
        hint: 'Check the id, `token-type`, and that `host` is the cluster the token belongs to.',
    },
    refused: {
        meaning: 'A check refused the plan because of this id, and nothing was revoked; or it is a leaked token that `exclude-ids` excludes.',
        hint: 'Remove the id from the list, or set `force: true` to revoke it anyway.',
        refuses: true,
    },
    ambiguous: {
        meaning: 'The leaked token could be several listed tokens, or could not be tested. It was not revoked.',
        hint: 'Find out which token it is, and give its id in `token-ids`.',
    },
    'too-many': {
        meaning: 'The plan has more revocations than `max-revocations` allows. Nothing was revoked.',
        hint: 'Request less, or raise `max-revocations`; a dry run shows the whole plan.',
        refuses: true,
    },
    'plan-changed': {
        meaning: 'The plan differs from the one in `expect-plan`. Nothing was revoked.',
        hint: 'Plan again with `dry-run: true`, with the same inputs and the same token, and pass the new `plan-digest`.',
        refuses: true,
    },
    'not-attempted': {
        meaning: 'No request was sent for this id: the plan was refused, or the run stopped early.',
        hint: 'Fix what stopped the run, then run again.',
        inherited: true,
    },
    unauthorized: {
        meaning: 'The cluster did not accept the credentials (401).',
        hint: 'Check that the token is an active management token of this cluster, or an access token that it accepts.',
    },
    'authentication-failed': {
        meaning: 'The identity provider issued no access token, or the runner no OIDC token.',
        hint: 'Read the response; check the `oauth-…` inputs, `oidc-audience`, and the trust set up at the provider.',
    },
    forbidden: {
        meaning: 'The credentials are valid but may not do this (403).',
        hint: 'Use a management token that may manage tokens, and check the rules of any proxy in between.',
    },
    'rate-limited': {
        meaning: 'The cluster, or a proxy in front of it, kept asking to slow down (429).',
        hint: 'Run again later.',
    },
    'server-error': {
        meaning: 'The cluster, or a proxy in front of it, answered with a 5xx status.',
        hint: 'Run again; if the error persists, look at the logs of the cluster and its ingress.',
    },
    timeout: {
        meaning: 'No complete response came within `timeout`, or the run reached its deadline.',
        hint: 'Run again, or raise `timeout` or `deadline`.',
    },
    unreachable: {
        meaning: 'No connection could be made, or it broke: DNS, network, proxy, TLS.',
        hint: 'Check `host`, DNS, the proxy variables and `tls-ca` on this runner.',
    },
    'unexpected-answer': {
        meaning: 'The response has an unexpected status, format or size.',
        hint: 'Read the response; check `host` and `api-path`, and whether a proxy answers instead of the cluster.',
    },
    'github-failed': {
        meaning: 'GitHub did not return the secret scanning alert, or it holds no management token. Nothing was revoked.',
        hint: 'Check `secret-scanning-alert`, and that `github-token` is that of a GitHub App which may read and write secret scanning alerts: the `GITHUB_TOKEN` of a workflow can never read them.',
        inherited: true,
    },
    'influxctl-failed': {
        meaning: 'influxctl ended with an error, and the list does not show the token as revoked.',
        hint: 'Run again; if the error persists, look at the message and at the logs of the cluster.',
    },
    'still-active': {
        meaning: 'The revocation ended without an error, but the cluster still shows the token as active, or accepts it.',
        hint: 'Treat the token as live. Run again; if it persists, contact InfluxData support.',
    },
    unverified: {
        meaning: 'The revocation may have worked, but nothing proves it.',
        hint: 'Run again: a token that is already revoked counts as success.',
    },
    cancelled: {
        meaning: 'The job was cancelled before the request for this id was sent, or before it was answered.',
        hint: 'Run again.',
        inherited: true,
    },
    'invalid-input': {
        meaning: 'An input, a profile or a proxy variable is missing or wrong. No request was sent.',
        hint: 'Correct the settings that the message names.',
        inherited: true,
        ofUnreadable: true,
    },
    'no-http-route': {
        meaning: 'The API has no route for such tokens at this address. Nothing was revoked.',
        hint: 'Check `host` and `api-path`, or use `client: auto` or `influxctl`: InfluxData publishes a route for database tokens only, not for management tokens.',
        inherited: true,
    },
    'influxctl-unavailable': {
        meaning: 'There is no influxctl that can be used: none was found, or it could not be fetched, verified or started.',
        hint: 'Install influxctl 2.9.8 or newer (2.10.0 for database tokens), or see the input `influxctl`.',
        inherited: true,
    },
    internal: {
        meaning: 'The action itself failed.',
        hint: 'Run again with debug logging on, and report the stack that the log then shows.',
    },
};
/** Every code that a failed id can carry in `results`, and the codes of a run that could not start. */
const codeTable = codes;
/** The only error that this action throws on purpose: it stops the run. */
class ActionError extends Error {
    name = 'ActionError';
    /** The stable code. */
    code;
    /** What a person can do about it. */
    hint;
    constructor({ code, message, hint, cause }) {
        super(message, cause === undefined ? undefined : { cause });
        this.code = code;
        this.hint = hint ?? codeTable[code].hint;
    }
}
/** The error of an input, or of what an input names, that cannot be used. The message follows the input's name. */
function invalidInput(message, cause) {
    return new ActionError({ code: 'invalid-input', message, cause });
}
/** The error of an influxctl that cannot be had or used. `hint` replaces that of the code. */
function influxctlUnavailable(message, hint, cause) {
    return new ActionError({ code: 'influxctl-unavailable', message, hint, cause });
}


/***/ }),

/***/ 1633:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ createFailure),
/* harmony export */   p: () => (/* binding */ createEnded)
/* harmony export */ });
const usual = {
    hint: undefined,
    retryable: false,
    retryAfter: undefined,
    mayHaveWorked: false,
    unsent: false,
    fromApi: false,
    ready: undefined,
    affectsAll: false,
    setback: undefined,
};
/** The failure of a request that the end of the run ends. `reason` is that of the signal which says so. */
function createEnded(reason, message, traits) {
    return createFailure(reason === 'cancelled' ? 'cancelled' : 'timeout', message, traits);
}
/** Makes a failure: of one request only, and final, unless its traits say otherwise. */
function createFailure(code, message, traits = {}) {
    return { kind: 'failed', code, message, ...usual, ...traits };
}


/***/ }),

/***/ 8301:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ce: () => (/* binding */ isFields),
/* harmony export */   L5: () => (/* binding */ parseFields),
/* harmony export */   VP: () => (/* binding */ isTexts),
/* harmony export */   qF: () => (/* binding */ parseJson)
/* harmony export */ });
/** Says whether a value has fields: an object, and neither an array nor null. */
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** Says whether a value is an array of texts. */
function isTexts(value) {
    return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
/** The fields of a JSON text. None if it is not a JSON object. */
function parseFields(text) {
    const value = parseJson(text);
    return isFields(value) ? value : {};
}
/** Parses a JSON text (RFC 8259). Undefined if it is not one. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 1730:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _node_version_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8842);
/* harmony import */ var _signals_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(970);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1178);
/* harmony import */ var _action_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1825);
/* harmony import */ var _action_report_log_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(9727);
/* harmony import */ var _action_report_publish_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3684);
/* harmony import */ var _action_report_report_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(6530);
/* harmony import */ var _action_workflow_run_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(8545);
/* harmony import */ var _connection_secrets_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(7264);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(3916);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(5899);












/** What still hangs after the run, such as a request that cannot be aborted, is abandoned after this many ms. */
const exitGrace = 500;
async function main() {
    const startedAt = _run_js__WEBPACK_IMPORTED_MODULE_9__/* .time */ .kB.now();
    const loaded = await (0,_action_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .loadInputs */ .I)(process.env);
    const { asked, inputs, stated } = loaded;
    const host = inputs instanceof _errors_js__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ ? undefined : inputs.connection.host.host;
    const secrets = (0,_connection_secrets_js__WEBPACK_IMPORTED_MODULE_7__/* .keepSecrets */ .JY)(loaded.secrets, host, _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .setSecret */ .Pq);
    secrets.show(asked.ids);
    const { redact } = secrets;
    const log = (0,_action_report_log_js__WEBPACK_IMPORTED_MODULE_4__/* .openLog */ .Ne)(redact, _run_js__WEBPACK_IMPORTED_MODULE_9__/* .time */ .kB.now);
    for (const note of loaded.notes)
        log.info(note);
    for (const warning of loaded.warnings)
        log.warn(warning);
    const workflowRun = (0,_action_workflow_run_js__WEBPACK_IMPORTED_MODULE_10__/* .readWorkflowRun */ .h)(process.env);
    const ran = await (0,_run_js__WEBPACK_IMPORTED_MODULE_9__/* .run */ .eF)(loaded, { secrets, log, workflowRun, startedAt, cancel: _signals_js__WEBPACK_IMPORTED_MODULE_1__/* .cancelSignal */ .B });
    const { stop } = ran.result;
    if (stop?.cause !== undefined)
        log.debug(String(stop.cause.stack));
    const ended = { run: workflowRun, startedAt, endedAt: _run_js__WEBPACK_IMPORTED_MODULE_9__/* .time */ .kB.now(), redact };
    const report = (0,_action_report_report_js__WEBPACK_IMPORTED_MODULE_6__/* .buildReport */ .F)({ ...ran, ...ended, inputs, stated });
    const deadline = inputs instanceof _errors_js__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ ? 0 : inputs.request.deadline;
    const now = _run_js__WEBPACK_IMPORTED_MODULE_9__/* .time */ .kB.now();
    const openShare = (share) => (0,_signals_js__WEBPACK_IMPORTED_MODULE_1__/* .openFollowUp */ .H)(startedAt + deadline - now, now, share);
    const needs = { log, time: _run_js__WEBPACK_IMPORTED_MODULE_9__/* .time */ .kB, cancel: _signals_js__WEBPACK_IMPORTED_MODULE_1__/* .cancelSignal */ .B, followUp: openShare(1), firstHalf: openShare(0.5) };
    if (await (0,_action_report_publish_js__WEBPACK_IMPORTED_MODULE_5__/* .publishReport */ .S)(report, needs))
        process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .ExitCode */ .yU.Failure;
}
try {
    await main();
}
catch (error) {
    const { message, hint } = (0,_run_js__WEBPACK_IMPORTED_MODULE_9__/* .toActionError */ .ie)(error);
    if (_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .isDebug */ ._o())
        _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .debug */ .Yz(String(error.stack));
    _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .setFailed */ .C1(`${message} ${hint}`);
}
setTimeout(() => process.exit(), exitGrace).unref();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 8842:
/***/ (() => {

// Imported before anything else: undici uses parts of Node that are missing from older versions, and would end the
// process with a stack trace while it loads.
const oldest = 24;
if (Number.parseInt(process.versions.node, 10) < oldest) {
    const hint = 'GitHub runs it with the right one; on a self-hosted runner, update the runner.';
    process.stdout.write(`::error::This action needs Node ${oldest} and runs on ${process.versions.node}. ${hint}\n`);
    process.exit(1);
}



/***/ }),

/***/ 4469:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $m: () => (/* binding */ isActive),
/* harmony export */   CB: () => (/* binding */ readClocks),
/* harmony export */   L4: () => (/* binding */ stateOf),
/* harmony export */   NQ: () => (/* binding */ areApart),
/* harmony export */   Qd: () => (/* binding */ earliest),
/* harmony export */   f$: () => (/* binding */ mayBeActive),
/* harmony export */   xK: () => (/* binding */ isRevoked)
/* harmony export */ });
/** A difference between clocks that is no reason to doubt one of them, in ms. */
const usualSkew = 300_000;
/** A time of revocation may lie this far ahead where the cluster's own time is not known, in ms: clocks are off by hours. */
const longestSkew = 24 * 3_600_000;
/** The clocks where the server's is `offset` ms ahead of the runner's. */
function readClocks(runner, offset) {
    return { runner, server: offset === undefined ? undefined : runner + offset };
}
/** Says whether the clocks are so far apart that ages cannot be relied on. */
function areApart({ runner, server = runner }) {
    return Math.abs(runner - server) > usualSkew;
}
/** The earlier of the two times: what is old by it is old by both. */
function earliest({ runner, server = runner }) {
    return Math.min(runner, server);
}
/** Says whether a token is revoked. A time of revocation that lies well ahead is none that has happened. */
function isRevoked({ revokedAt }, { runner, server }) {
    if (revokedAt === undefined)
        return false;
    return revokedAt <= (server === undefined ? runner + longestSkew : server + usualSkew);
}
/** Says whether a token can be used by every clock: not revoked, not expired, and the list says nothing else of it. */
function isActive(token, { runner, server = runner }) {
    const { revokedAt, expiresAt, isDisputed } = token;
    if (revokedAt !== undefined || isDisputed)
        return false;
    return expiresAt === undefined || expiresAt > Math.max(runner, server);
}
/** What a token is by the clocks. One that has expired by one of them only may be active. */
function stateOf(token, clocks) {
    if (isRevoked(token, clocks))
        return 'revoked';
    return mayBeActive(token, clocks) ? 'active' : 'expired';
}
/** Says whether a token may be usable, by some clock. */
function mayBeActive(token, clocks) {
    const { expiresAt } = token;
    return !isRevoked(token, clocks) && (expiresAt === undefined || expiresAt > earliest(clocks));
}


/***/ }),

/***/ 5168:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Su: () => (/* binding */ findComments),
/* harmony export */   ap: () => (/* binding */ nameEntry),
/* harmony export */   jY: () => (/* binding */ holdsObjects),
/* harmony export */   kY: () => (/* binding */ splitBroken),
/* harmony export */   l8: () => (/* binding */ splitEntries),
/* harmony export */   s6: () => (/* binding */ isEmptyList)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8301);
/* harmony import */ var _token_string_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3574);


/** A mark of a list in front of an entry, as YAML, Markdown and word processors write it. */
const listMark = /^(?:[-*+•·–—]|\d{1,4}[.)])$/;
/** What ends a line: the mandatory breaks of Unicode (UAX #14). */
const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
const comment = /#[^\n\v\f\r\u0085\u2028\u2029]*/g;
/**
 * Splits a pasted text into entries: at white space, commas and semicolons, or as a JSON array of strings. `#` starts a
 * comment to the end of its line. Characters that are not meant to be seen are dropped, and so are the marks of a list.
 * Undefined if it begins like a JSON array and is none, or holds JSON objects.
 */
function splitEntries(text) {
    const content = toContent(text);
    if (holdsObjects(content))
        return undefined;
    if (!/^\s*\[/.test(content))
        return splitPlain(content);
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(content.trim());
    if (value !== undefined)
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isTexts */ .VP)(value) ? value.map((entry) => ({ text: entry.trim(), line: undefined })) : undefined;
    // YAML and Python write lists that JSON does not know. One without its end may have lost entries.
    return /\]\s*$/.test(content) ? splitPlain(content.replace(/\[/, ' ').replace(/\]\s*$/, '')) : undefined;
}
/** What stands around and between the entries of a list, even of one that is broken. */
const separators = new RegExp(`[${_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .quotes */ .a_}\\s,[\\]]+`);
/** Splits a text that is no list: each part may be an entry of the one that was meant. */
function splitBroken(text) {
    return text.split(separators);
}
/** Names an entry for people by its index, from 0. */
function nameEntry(index, { line }) {
    return `entry ${index + 1}${line === undefined ? '' : ` on line ${line}`}`;
}
/** What stands behind `#` on each line, `#` included. */
function findComments(text) {
    return toVisible(text).match(comment) ?? [];
}
/** Says whether a text is a list that is empty on purpose. */
function isEmptyList(text) {
    return /^\s*\[\s*\]\s*$/.test(toContent(text));
}
/** Says whether a text holds JSON objects, such as a whole list of tokens, instead of a list of texts. */
function holdsObjects(text) {
    const content = toContent(text);
    return /^\s*[[{]/.test(content) && /"\s*:/.test(content);
}
/** A text without comments, and out of the JSON string that `toJSON` makes of an output. */
function toContent(text) {
    const content = toVisible(text).replace(comment, '');
    const inner = /^\s*"\[/.test(content) ? (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(content.trim()) : undefined;
    return typeof inner === 'string' ? inner : content;
}
function toVisible(text) {
    return text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}
function splitPlain(content) {
    const lines = content.trimEnd().split(lineBreak);
    return lines.flatMap((line, index) => line
        .split(/[\s,;]+/)
        .filter((text) => text !== '' && !listMark.test(text))
        .map((text) => ({ text, line: lines.length === 1 ? undefined : index + 1 })));
}


/***/ }),

/***/ 5490:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ek: () => (/* binding */ findLeakedTokens),
/* harmony export */   G0: () => (/* binding */ readLeakedText),
/* harmony export */   Z7: () => (/* binding */ readLeakedList),
/* harmony export */   ey: () => (/* binding */ shortestToken)
/* harmony export */ });
/* harmony import */ var _token_string_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3574);
/* harmony import */ var _entries_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5168);
/* harmony import */ var _token_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5353);
/* harmony import */ var _token_ids_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8589);




/** A shorter text is no token, and masking it would hide ordinary words. In characters. */
const shortestToken = 12;
/**
 * Takes the only token string out of a text, such as `"M.V1.…"`, `token=M.V1.…` or JSON: a secret scanning alert holds
 * what a pattern matched, and people paste what they see.
 */
function readLeakedText(text) {
    const visible = toVisible(text);
    const found = (0,_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .findExactTokens */ .vI)(visible);
    const [token, second] = new Set(found.map(({ token }) => token));
    if (token === undefined)
        return other((0,_token_js__WEBPACK_IMPORTED_MODULE_3__/* .isTokenId */ .bI)(visible.trim())
            ? 'is an id, not a token: give it in `token-ids`'
            : `contains no token string of InfluxDB (${(0,_token_ids_js__WEBPACK_IMPORTED_MODULE_2__/* .describeText */ .ld)(text)})`);
    if (second !== undefined)
        return other('contains several token strings');
    if (found.some(({ isCut }) => isCut))
        return other('contains characters that no token has');
    if (token.length < shortestToken)
        return other('is too short to be a token');
    return { kind: 'token', token };
}
/** In a comment a shorter text may be a prefix that a person has noted. In characters. */
const shortestInComment = 20;
/** What names a token string in front of it: in a header, in code, in a shell. */
const label = new RegExp(`^[${_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .quotes */ .a_}{([-]*[A-Za-z_][\\w.-]*[${_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .quotes */ .a_}]?[:=]+$|^[${_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .quotes */ .a_}]?(?:bearer|token|export|set)$`, 'i');
/** Marks of code or JSON, without a letter or digit; `***` is what a log shows in place of a secret. */
const marks = /^(?!\*{3,}$)[^\p{L}\p{N}]+$/u;
/** Reads the token strings that a workflow lists, as {@link splitEntries} takes a list: each once, in order. */
function readLeakedList(text) {
    const entries = (0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsObjects */ .jY)(text) ? [{ text, line: undefined }] : (0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .splitEntries */ .l8)(text);
    if (entries === undefined) {
        const problem = 'starts with "[" but is not a JSON array of strings';
        return { leaks: [{ position: 1, token: undefined }], problems: [problem] };
    }
    const tokens = new Set();
    const leaks = [];
    const problems = [];
    for (const [index, entry] of entries.entries()) {
        if (marks.test(entry.text) || isLabel(entry.text, entries[index + 1]?.text))
            continue;
        const found = readLeakedText(entry.text);
        const token = found.kind === 'token' ? found.token : undefined;
        if (found.kind === 'other')
            problems.push(`${(0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .nameEntry */ .ap)(index, entry)} ${found.what}`);
        else if (tokens.has(found.token))
            continue;
        else
            tokens.add(found.token);
        leaks.push({ position: leaks.length + 1, token });
    }
    const unread = findLeakedTokens((0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .findComments */ .Su)(text).join('\n')).filter((token) => token.length >= shortestInComment && !tokens.has(token));
    if (unread.length > 0) {
        problems.push('holds a token in a comment, behind `#`; put it on a line of its own, or take it out');
        leaks.push({ position: leaks.length + 1, token: undefined });
    }
    return { leaks, problems };
}
/** A word that could name a token does so only where one follows: else it may be a secret of another form. */
function isLabel(entry, next = '') {
    if (!label.test(entry) || readLeakedText(entry).kind === 'token')
        return false;
    return label.test(next) || readLeakedText(next).kind === 'token';
}
/** Every token string in a text, decoded where it stands in a URL: to be masked. */
function findLeakedTokens(text) {
    return (0,_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .findExactTokens */ .vI)(toVisible(text)).map(({ token }) => token);
}
/** A text as people see it. No token string holds `%` or `\\`: one in a URL, or in a string of JSON, is decoded. */
function toVisible(text) {
    const visible = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
    const unescaped = visible.replaceAll('\\/', '/').replace(/\\u00([2-7][0-9a-f])/gi, '%$1');
    return unescaped.replace(/%[2-7][0-9a-f]/gi, decodeURIComponent);
}
function other(what) {
    return { kind: 'other', what };
}


/***/ }),

/***/ 6544:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ix: () => (/* binding */ isFailed),
/* harmony export */   N6: () => (/* binding */ isFailure),
/* harmony export */   xK: () => (/* binding */ isRevoked)
/* harmony export */ });
/* unused harmony export proofs */
/**
 * What can prove that a token is dead. `listed`: the cluster's list shows its time of revocation. `rejected`: the cluster
 * rejected a request with the token itself.
 */
const proofs = (/* unused pure expression or super */ null && (['listed', 'rejected']));
/** Says whether an id is revoked at the end of the run, by this run or before it. */
function isRevoked({ fate }) {
    return fate.status === 'revoked' || fate.status === 'already-revoked';
}
/** Says whether something that was to be revoked is not known to be. */
function isFailed({ fate }) {
    return fate.status === 'failed';
}
/** Says whether the step fails: the run did not get to its end, or something is not known to be revoked. */
function isFailure({ outcomes, stop }) {
    return stop !== undefined || outcomes.some(isFailed);
}


/***/ }),

/***/ 5766:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JD: () => (/* binding */ selectTokens),
/* harmony export */   mc: () => (/* binding */ expiredValues)
/* harmony export */ });
/* unused harmony export keptReasons */
/* harmony import */ var _clocks_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4469);
/* harmony import */ var _token_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5353);


/** What to do with tokens that have expired. */
const expiredValues = ['exclude', 'include', 'only'];
/** Why a token that the selectors describe is left alone. */
const keptReasons = (/* unused pure expression or super */ null && ([
    'newest',
    'may-be-leaked',
    'excluded',
    'in-use',
    'may-be-in-use',
    'too-young',
    'unknown-age',
    'expired',
    'not-expired',
]));
/**
 * Selects tokens, never one that may be the token in use: `keepLatest` counts it, but nothing except its id revokes it.
 * What the list leaves open selects nothing: a token without a time of creation is neither old nor one of the newest.
 */
function selectTokens(request) {
    const { selectors, index, clocks, doomed } = request;
    const { olderThan } = selectors;
    const createdBefore = olderThan === undefined ? undefined : (0,_clocks_js__WEBPACK_IMPORTED_MODULE_0__/* .earliest */ .Qd)(clocks) - olderThan;
    const aside = new Set(doomed.map(_token_js__WEBPACK_IMPORTED_MODULE_1__/* .idKey */ .T4));
    const described = [...index.values()].filter((token) => isDescribed(token, selectors) && !aside.has((0,_token_js__WEBPACK_IMPORTED_MODULE_1__/* .idKey */ .T4)(token.id)));
    const newest = findNewest(described, request);
    const judged = described.map((token) => ({
        token,
        reason: newest.has(token) ? 'newest' : findReason(token, request, createdBefore),
    }));
    return {
        tokens: judged.filter(({ reason }) => reason === undefined).map(({ token }) => token),
        kept: judged.flatMap(({ token, reason }) => (reason === undefined ? [] : [{ token, reason }])),
        createdBefore,
    };
}
/** A token without a description has none that could match. Of one that is listed in two ways it is not known what it is. */
function isDescribed(token, { description, createdBy }) {
    if (token.revokedAt !== undefined || token.isDisputed)
        return false;
    if (createdBy !== undefined && token.createdBy !== createdBy)
        return false;
    return description === undefined || (token.description !== undefined && description(token.description));
}
/** Only active tokens with a time of creation count. Of equal age those that the list shows first are kept. */
function findNewest(described, { selectors, clocks, excluded, suspected }) {
    const { keepLatest = 0 } = selectors;
    const out = new Set([...excluded, ...suspected].map(_token_js__WEBPACK_IMPORTED_MODULE_1__/* .idKey */ .T4));
    const counted = described.filter((token) => (0,_clocks_js__WEBPACK_IMPORTED_MODULE_0__/* .isActive */ .$m)(token, clocks) && !out.has((0,_token_js__WEBPACK_IMPORTED_MODULE_1__/* .idKey */ .T4)(token.id)));
    const aged = counted.flatMap((token) => token.createdAt === undefined ? [] : [{ token, at: token.createdAt }]);
    const newestFirst = aged.sort((a, b) => b.at - a.at);
    return new Set(newestFirst.slice(0, keepLatest).map(({ token }) => token));
}
/** Why a described token is left alone. Undefined: it is selected. */
function findReason(token, { selectors, isInUse, clocks, excluded, suspected }, createdBefore) {
    const { expired, keepLatest } = selectors;
    if (excluded.some((id) => (0,_token_js__WEBPACK_IMPORTED_MODULE_1__/* .idKey */ .T4)(id) === (0,_token_js__WEBPACK_IMPORTED_MODULE_1__/* .idKey */ .T4)(token.id)))
        return 'excluded';
    // Where the newest stay, it could be one of them.
    if (keepLatest !== undefined && suspected.some((id) => (0,_token_js__WEBPACK_IMPORTED_MODULE_1__/* .idKey */ .T4)(id) === (0,_token_js__WEBPACK_IMPORTED_MODULE_1__/* .idKey */ .T4)(token.id)))
        return 'may-be-leaked';
    const inUse = isInUse(token);
    if (inUse !== 'no')
        return inUse === 'likely' ? 'in-use' : 'may-be-in-use';
    if (expired === 'exclude' && !(0,_clocks_js__WEBPACK_IMPORTED_MODULE_0__/* .isActive */ .$m)(token, clocks))
        return 'expired';
    if (expired === 'only' && (0,_clocks_js__WEBPACK_IMPORTED_MODULE_0__/* .mayBeActive */ .f$)(token, clocks))
        return 'not-expired';
    const needsAge = createdBefore !== undefined || (keepLatest !== undefined && (0,_clocks_js__WEBPACK_IMPORTED_MODULE_0__/* .isActive */ .$m)(token, clocks));
    if (needsAge && token.createdAt === undefined)
        return 'unknown-age';
    if (createdBefore !== undefined && (token.createdAt ?? 0) > createdBefore)
        return 'too-young';
    return undefined;
}


/***/ }),

/***/ 2906:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KR: () => (/* binding */ findStop),
/* harmony export */   Q3: () => (/* binding */ limitStop),
/* harmony export */   T$: () => (/* binding */ limitStops)
/* harmony export */ });
/* unused harmony export failureStop */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3916);

/** Why nothing new was started, for people. */
const limitStops = {
    cancelled: { code: 'cancelled', message: 'The job was cancelled.', hint: _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTable */ .MJ.cancelled.hint },
    deadline: {
        code: 'timeout',
        message: 'The run reached its deadline.',
        hint: 'Run again, or raise `deadline`.',
    },
};
/** The stop that a limit caused. Undefined: none was reached. */
function limitStop({ starting }) {
    return starting.aborted ? limitStops[starting.reason] : undefined;
}
/** The stop that a failure caused. */
function failureStop({ code, message, hint }) {
    return { code, message, hint: hint ?? _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .codeTable */ .MJ[code].hint };
}
/** What stopped the run: a cancellation comes before a failure, and a failure before the deadline that it led to. */
function findStop(failure, limits) {
    const limit = limitStop(limits);
    return limit?.code === 'cancelled' || failure === undefined ? limit : failureStop(failure);
}


/***/ }),

/***/ 8589:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N7: () => (/* binding */ inComment),
/* harmony export */   Yj: () => (/* binding */ uniqueIds),
/* harmony export */   ld: () => (/* binding */ describeText),
/* harmony export */   p0: () => (/* binding */ parseTokenIds)
/* harmony export */ });
/* harmony import */ var _token_string_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3574);
/* harmony import */ var _entries_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5168);
/* harmony import */ var _token_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5353);



/** What surrounds a pasted id: quotes, brackets, a list's dash, punctuation behind it, `urn:uuid:`. */
const before = new RegExp(`^(?:[-\\\\${_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .quotes */ .a_}<({[]|urn:uuid:)+`, 'i');
const behind = new RegExp(`[\\\\${_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .quotes */ .a_}>)}\\].,:!?]+$`);
/** The title of a column of ids, as `Export-Csv` writes it. */
const columnTitle = new RegExp(`^[${_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .quotes */ .a_}]?(?:token[-_]?)?ids?[${_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .quotes */ .a_}]?$`, 'i');
/** An id wherever it stands, directly behind a `\n` that is written out, too. */
const idWithin = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** How long an id is, in characters. */
const idLength = 36;
/** Reads token ids, as {@link splitEntries} takes a list, each with or without what is usually around a pasted one. */
function parseTokenIds(text) {
    const entries = (0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .splitEntries */ .l8)(text);
    if (entries !== undefined)
        return addHidden(text, collectIds(entries), entries.length);
    const secrets = (0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .splitBroken */ .kY)(text).filter(_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .looksLikeTokenString */ .IF);
    return { ids: [], problems: [explainWhole(text)], unreadable: [1], secrets };
}
/**
 * Ids in comments may be entries of a list that has lost its line breaks, in part or whole: each gets a position behind the
 * `count` entries that were read.
 */
function addHidden(text, parsed, count) {
    const known = new Set(parsed.ids.map(_token_js__WEBPACK_IMPORTED_MODULE_2__/* .idKey */ .T4));
    const commented = (0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .findComments */ .Su)(text).flatMap((comment) => comment.match(idWithin) ?? []);
    const hidden = uniqueIds(commented).filter((id) => !known.has((0,_token_js__WEBPACK_IMPORTED_MODULE_2__/* .idKey */ .T4)(id)));
    if (hidden.length === 0)
        return parsed;
    return {
        ...parsed,
        problems: [...parsed.problems, inComment],
        unreadable: [...parsed.unreadable, ...hidden.map((_, index) => count + index + 1)],
    };
}
/** Joins id lists: each id once, in order, as first spelled. */
function uniqueIds(ids) {
    const first = new Map();
    for (const id of ids)
        if (!first.has((0,_token_js__WEBPACK_IMPORTED_MODULE_2__/* .idKey */ .T4)(id)))
            first.set((0,_token_js__WEBPACK_IMPORTED_MODULE_2__/* .idKey */ .T4)(id), id);
    return [...first.values()];
}
/** Reading ids out of objects would revoke every token of a pasted list. */
function explainWhole(text) {
    if (!(0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsObjects */ .jY)(text))
        return 'starts with "[" but is not a JSON array of strings';
    return ('contains JSON objects, such as a whole list of tokens, of which every one would be revoked; ' +
        'give only the ids to revoke, such as those of `results` that failed, or a selector');
}
/** An id in a comment that stands nowhere else. */
const inComment = 'holds an id in a comment, behind `#`: it may be an entry that has lost its line break, as in YAML below `>`; if it is none, take it out';
function collectIds(entries) {
    const problems = [];
    const unreadable = [];
    const secrets = [];
    const ids = [];
    entries.forEach((entry, index) => {
        const { text } = entry;
        const id = text.replace(before, '').replace(behind, '');
        const isTitle = index === 0 && entries.length > 1 && columnTitle.test(text);
        if (isTitle)
            return;
        if ((0,_token_js__WEBPACK_IMPORTED_MODULE_2__/* .isTokenId */ .bI)(id))
            ids.push(id);
        else {
            unreadable.push(index + 1);
            if (!(0,_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .isPrefix */ .RW)(id))
                secrets.push(...secretsOf(text));
            problems.push(`${(0,_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .nameEntry */ .ap)(index, entry)}${explainEntry(text, id)}`);
        }
    });
    return { ids: uniqueIds(ids), problems, unreadable, secrets };
}
/** A token must be hidden with what is around it and without. */
function secretsOf(entry) {
    const found = (0,_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .findTokenString */ .wS)(entry);
    return found === undefined ? [] : [...new Set([entry, found])];
}
const mistakenToken = 'this looks like a token, not its id. It can be read where the ids stand, so treat it as leaked: give it as a secret in `leaked-tokens`';
function explainEntry(entry, bare) {
    if ((0,_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .isPrefix */ .RW)(bare))
        return ': this is the prefix of a token, not its id; a dry run that names nothing lists the ids with their prefixes';
    if ((0,_token_string_js__WEBPACK_IMPORTED_MODULE_0__/* .looksLikeTokenString */ .IF)(entry))
        return `: ${mistakenToken}`;
    const earlier = /^unreadable-entry-(\d+)$/.exec(bare)?.[1];
    if (earlier !== undefined)
        return `: an earlier run could not read its entry ${earlier}; give the id that was meant there`;
    const odd = explainCharacter(bare);
    return ` (${describeText(entry)}) is not a UUID${odd === undefined ? '' : `: ${odd}`}`;
}
/** Where a text has the length of an id: the first character that looks like another one, and its place from 1. */
function explainCharacter(bare) {
    const characters = [...bare];
    const place = characters.findIndex((character) => !/[0-9a-f-]/i.test(character)) + 1;
    const code = characters[place - 1]?.codePointAt(0);
    if (characters.length !== idLength || code === undefined || code < 0x80)
        return undefined;
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')} at ${place}`;
    return /\p{Dash}/u.test(String.fromCodePoint(code)) ? `${name}, where a UUID has a hyphen (U+002D)` : name;
}
/**
 * Describes a text in one line without showing it: four characters are enough to find a typing error and too few to leak a secret.
 */
function describeText(text) {
    const start = text.slice(0, 4).replace(/[\p{Cc}\p{Z}]/gu, ' ');
    return `"${start}${text.length > 4 ? '…' : ''}", ${text.length} ${text.length === 1 ? 'character' : 'characters'}`;
}


/***/ }),

/***/ 2700:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ tokenKinds)
/* harmony export */ });
/** The kinds, by the values of the input `token-type`. */
const tokenKinds = {
    management: {
        name: 'management',
        plural: 'management tokens',
        // An assumption: InfluxData publishes collections of database tokens only, under the same conventions.
        apiPath: {
            clustered: '/api/v0/management-tokens',
            dedicated: '/api/v0/accounts/{account-id}/management-tokens',
        },
        influxctl: {
            // Older ones stop at the first id that fails.
            leastVersion: '2.9.8',
            list: ['management', 'list', '--format', 'json'],
            revoke: ['management', 'revoke', '--force'],
        },
        areCredentials: true,
        stayListed: true,
        areTraceable: true,
    },
    database: {
        name: 'database',
        plural: 'database tokens',
        // Published: https://docs.influxdata.com/influxdb3/clustered/api/management/
        apiPath: {
            clustered: '/api/v0/tokens',
            dedicated: '/api/v0/accounts/{account-id}/clusters/{cluster-id}/tokens',
        },
        influxctl: {
            // Older ones have no `token revoke`.
            leastVersion: '2.10.0',
            list: ['token', 'list', '--include-revoked', '--format', 'json'],
            revoke: ['token', 'revoke', '--force'],
        },
        areCredentials: false,
        stayListed: false,
        areTraceable: false,
    },
};


/***/ }),

/***/ 5353:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T4: () => (/* binding */ idKey),
/* harmony export */   bI: () => (/* binding */ isTokenId),
/* harmony export */   bd: () => (/* binding */ indexTokens)
/* harmony export */ });
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Says whether a text is an id: a UUID, in either letter case. */
function isTokenId(text) {
    return uuid.test(text);
}
/** The form in which ids are compared: UUIDs are case-insensitive (RFC 9562, section 4). */
function idKey(id) {
    return id.toLowerCase();
}
/** Indexes a list of tokens. Of an id that is listed twice it shows what both entries say. */
function indexTokens(tokens) {
    const index = new Map();
    for (const token of tokens) {
        const earlier = index.get(idKey(token.id));
        index.set(idKey(token.id), earlier === undefined ? token : joinEntries(earlier, token));
    }
    return index;
}
/**
 * What differs is not known, and no selector relies on it. Of the times of revocation the later one counts, and none before any: a
 * list that contradicts itself never shows a live token as dead.
 */
function joinEntries(one, other) {
    const agreed = (a, b) => (a === b ? a : undefined);
    const isRevokedTwice = one.revokedAt !== undefined && other.revokedAt !== undefined;
    const isSame = one.revokedAt === other.revokedAt && one.expiresAt === other.expiresAt;
    const isDisputed = !isSame || one.isDisputed || other.isDisputed;
    return {
        id: one.id,
        prefix: agreed(one.prefix, other.prefix),
        description: agreed(one.description, other.description),
        createdBy: agreed(one.createdBy, other.createdBy),
        createdAt: agreed(one.createdAt, other.createdAt),
        expiresAt: agreed(one.expiresAt, other.expiresAt),
        revokedAt: isRevokedTwice ? Math.max(one.revokedAt, other.revokedAt) : undefined,
        ...(isDisputed ? { isDisputed } : {}),
    };
}


/***/ }),

/***/ 5899:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  eF: () => (/* binding */ run),
  kB: () => (/* binding */ time),
  ie: () => (/* binding */ toActionError)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: ./src/action/github/alert.ts
var github_alert = __nccwpck_require__(4858);
// EXTERNAL MODULE: ./src/action/inputs/connection.ts
var inputs_connection = __nccwpck_require__(9032);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 10 modules
var core = __nccwpck_require__(1178);
// EXTERNAL MODULE: ./src/action/toolkit.ts
var toolkit = __nccwpck_require__(7096);
;// CONCATENATED MODULE: ./src/action/oidc.ts


/**
 * Asks the runner for an OIDC token for an audience. Throws where there is none; the message is of one line.
 */
async function getIdToken(audience) {
    await (0,toolkit/* loadHttpClient */.w)();
    try {
        const token = await core/* getIDToken */.V9(audience);
        if (typeof token !== 'string')
            throw new Error('the response holds no token');
        return token;
    }
    catch (error) {
        throw new Error(error.message.replace(/\s+/g, ' '), { cause: error });
    }
}

// EXTERNAL MODULE: ./src/action/report/report.ts + 1 modules
var report = __nccwpck_require__(6530);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
// EXTERNAL MODULE: ./src/connection/answer-times.ts
var answer_times = __nccwpck_require__(2631);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __nccwpck_require__(1633);
// EXTERNAL MODULE: ./src/json.ts
var json = __nccwpck_require__(8301);
// EXTERNAL MODULE: ./src/revocation/token.ts
var revocation_token = __nccwpck_require__(5353);
// EXTERNAL MODULE: ./src/client/token-list.ts
var token_list = __nccwpck_require__(5483);
// EXTERNAL MODULE: ./src/connection/fault.ts
var fault = __nccwpck_require__(7716);
// EXTERNAL MODULE: ./src/connection/quote.ts
var connection_quote = __nccwpck_require__(6308);
;// CONCATENATED MODULE: ./src/client/api/failure.ts





const statusCodes = {
    401: 'unauthorized',
    403: 'forbidden',
    404: 'not-found',
    408: 'timeout',
    429: 'rate-limited',
};
/** What a gateway says of the cluster behind it counts as if the run had met it itself. */
const setbacks = {
    408: 'time-out',
    429: '429',
    502: 'broken connection',
    503: '503',
    504: 'time-out',
};
/** The failure that an exchange means, if its answer is not the expected one. */
function toFailure(exchange, { quote, now }) {
    if (exchange.kind === 'failed')
        return exchange;
    const { status, cut } = exchange;
    const fromApi = isApiError(exchange);
    const tooLong = cut ? ' The response exceeded the size limit.' : '';
    const code = cut ? 'unexpected-answer' : codeOf(status, fromApi);
    return (0,failure/* createFailure */.I)(code, `${describeAnswer(exchange, quote)}${tooLong}`, {
        retryable: (0,fault/* isPassingStatus */.Wj)(status),
        retryAfter: (0,answer_times/* readRetryAfter */.D)(exchange, now),
        mayHaveWorked: mayHaveWorked(exchange),
        fromApi,
        affectsAll: status === 401,
        setback: setbacks[status],
        hint: fromApi ? undefined : findHint(exchange),
    });
}
/** Describes an answer for people: its status, where it pointed to, and the beginning of what it said. */
function describeAnswer(answer, quote) {
    const { status, location, body, length, contentType, unknownCoding, forwardedBy } = answer;
    const isByProxy = forwardedBy !== undefined && !isApiError(answer);
    const by = isByProxy ? ` through the proxy ${forwardedBy}` : '';
    if (location !== undefined)
        return `The response${by} was ${status}, a redirect to "${quote((0,connection_quote/* withoutSecrets */.cT)(location))}". Redirects are not followed.`;
    const { message } = (0,json/* parseFields */.L5)(body);
    const said = quote(typeof message === 'string' ? message : body);
    const type = contentType === '' ? '' : ` (${quote(contentType)})`;
    if (unknownCoding !== undefined)
        return `The response${by} was ${status}${type} in the content coding "${quote(unknownCoding)}", which cannot be read.`;
    if (length === 0)
        return `The response${by} was ${status} without a body.`;
    const what = said === '' ? ' with a body that has no text' : `: "${said}"`;
    return `The response${by} was ${status}${type}${what}.`;
}
/** Says whether a content type announces JSON. */
function isJson({ contentType }) {
    return /^application\/json$|\+json$/i.test(contentType);
}
/** What to check after an answer that is not in the form of the API; undefined if the hint of its code fits. */
function findHint({ status, location, contentType, unknownCoding }) {
    if (location !== undefined)
        return 'Set `host` to the address that serves the API itself. If it redirects to a sign-in page, check the proxy in front of the cluster.';
    if (unknownCoding !== undefined)
        return 'Have the server, or the proxy in front of it, send responses without this content coding.';
    switch (status) {
        case 401:
            return 'The response is not in the form of the API: check whether a proxy in front of the cluster requires its own credentials, then check the token.';
        case 403:
            return 'The response is not in the form of the API: check the rules of the proxy or ingress in front of the cluster, then what the token may do.';
        case 404:
            return 'The response is not in the form of the API: check `host`, `api-path`, and the routes of the ingress in front of the cluster.';
    }
    return isPage(contentType) && status < 300
        ? 'Check `host` and `api-path`: a console or a proxy answers there with a web page.'
        : undefined;
}
function isPage(contentType) {
    return /^text\/html$/i.test(contentType);
}
/** A 404 that is not the API's own says that the route is unknown, not the token. */
function codeOf(status, fromApi) {
    if (status === 404 && !fromApi)
        return 'unexpected-answer';
    return statusCodes[status] ?? (status >= 500 ? 'server-error' : 'unexpected-answer');
}
/**
 * An error of the server, or a success in an unknown form, may mean that the revocation worked. A page does not: it
 * comes from a console or an ingress that never asked the cluster.
 */
function mayHaveWorked({ status, contentType }) {
    if (status >= 500 || status === 408)
        return true;
    return status >= 200 && status < 300 && !isPage(contentType);
}
/**
 * Says whether an answer is an error in the published form: `{"code": 404, "message": "not found"}`. Gateways in front
 * answer in JSON too, with a message alone.
 */
function isApiError(answer) {
    const { code, message } = (0,json/* parseFields */.L5)(answer.body);
    return isJson(answer) && !answer.cut && typeof code === 'number' && typeof message === 'string';
}

;// CONCATENATED MODULE: ./src/client/api/api-client.ts






/** How much of an answer is read, in bytes. A token takes about 400 in a list. */
const listLimit = { ok: 64 * 1024 * 1024, other: 64 * 1024 };
const revokeLimit = { ok: 64 * 1024, other: 64 * 1024 };
/**
 * Lists and revokes over HTTP. That management tokens have a collection is an assumption: InfluxData publishes routes for
 * database tokens only, and this client follows their conventions.
 */
function createApiClient({ transport, apiPath, kind, now }) {
    const { quote } = transport;
    const reading = () => ({ quote, now: now(), kind });
    return {
        async list(options) {
            const sentAt = now();
            const answer = await transport.send({ ...options, method: 'GET', path: apiPath, bodyLimit: listLimit });
            const list = readList(answer, reading());
            if (list.kind === 'failed' || answer.kind === 'failed')
                return list;
            const date = (0,answer_times/* readDate */.h)(answer);
            // The server wrote it about half way between.
            const clockOffset = date === undefined ? undefined : date - (sentAt + now()) / 2;
            return { ...list, clockOffset };
        },
        async revoke(id, options) {
            const path = `${apiPath}/${encodeURIComponent(id)}`;
            const answer = await transport.send({ ...options, method: 'DELETE', path, bodyLimit: revokeLimit });
            return isAccepted(answer) ? { kind: 'accepted' } : toFailure(answer, reading());
        },
        mostAtOnce: transport.mostAtOnce,
        find: kind.stayListed
            ? undefined
            : async (id, options) => {
                const path = `${apiPath}/${encodeURIComponent(id)}`;
                const answer = await transport.send({ ...options, method: 'GET', path, bodyLimit: revokeLimit });
                return readOne(answer, id, reading());
            },
    };
}
/**
 * A console or an ingress may answer an unknown path with 200 and a page, and a gateway with 200 and the API's error: only
 * 204, or 200 with other JSON, counts.
 */
function isAccepted(answer) {
    if (answer.kind === 'failed' || answer.cut)
        return false;
    if (answer.status === 204)
        return true;
    const isAnswered = answer.status === 200 && isJson(answer) && (0,json/* parseJson */.qF)(answer.body) !== undefined;
    return isAnswered && !isApiError(answer);
}
function readList(answer, reading) {
    if (answer.kind === 'failed')
        return toFailure(answer, reading);
    if ([404, 405, 501].includes(answer.status))
        return noRoute(answer, reading);
    if (answer.status !== 200 || answer.cut)
        return toFailure(answer, reading);
    const list = (0,token_list/* parseTokenList */.V)(answer.body);
    if (!isJson(answer))
        return list.kind === 'tokens' ? mistyped(answer, reading) : noRoute(answer, reading);
    switch (list.kind) {
        case 'tokens':
            return { kind: 'listed', tokens: list.tokens };
        case 'other':
            return noRoute(answer, reading, list.what);
        case 'broken': {
            const failure = toFailure(answer, reading);
            return { ...failure, message: `${failure.message} ${list.what}` };
        }
    }
}
/** Another token than the requested one says nothing of it. */
function readOne(answer, id, reading) {
    if (answer.kind === 'failed')
        return answer;
    const token = answer.status === 200 && isJson(answer) && !answer.cut ? (0,token_list/* parseToken */.p)(answer.body) : undefined;
    return token === undefined || (0,revocation_token/* idKey */.T4)(token.id) !== (0,revocation_token/* idKey */.T4)(id)
        ? toFailure(answer, reading)
        : { kind: 'found', token };
}
/** A list of tokens under another type: what sends it is no Management API, or a proxy has changed its headers. */
function mistyped({ contentType }, { quote }) {
    const type = contentType === '' ? 'without a content type' : `with the content type "${quote(contentType)}"`;
    return (0,failure/* createFailure */.I)('unexpected-answer', `The list came ${type}, not application/json, and is not used.`, {
        hint: 'Have the server, or the proxy in front of it, send `content-type: application/json` with it.',
    });
}
/** The API's own "not found" needs no more words; anything else is quoted. */
function noRoute(answer, { quote, kind }, what = '') {
    const route = `This cluster has no HTTP route for ${kind.plural}`;
    const message = isApiError(answer)
        ? `${route} (${answer.status}).`
        : `${route}. ${describeAnswer(answer, quote)} ${what}`.trimEnd();
    return (0,failure/* createFailure */.I)('no-http-route', message, { affectsAll: true });
}

;// CONCATENATED MODULE: ./src/client/auto-client.ts
/** Says whether an answer to a revocation can mean that management tokens are not served at all. */
function isAmbiguous({ code, retryable }) {
    return code === 'not-found' || code === 'unexpected-answer' || (code === 'server-error' && !retryable);
}
/** The second answer for an id. What the first request may have done stays open. */
function joinFailures(first, second) {
    if (second.kind === 'accepted')
        return second;
    return { ...second, mayHaveWorked: first.mayHaveWorked || second.mayHaveWorked, unsent: false };
}
/**
 * Uses the API where it serves management tokens, and influxctl where it shows that it does not. Nothing else is a
 * reason to try the other client: wrong credentials or a certificate that does not verify are reported, not bypassed.
 */
function createAutoClient({ api, getInfluxctl, onServed }) {
    let chosen;
    let secondLook;
    const getChosen = () => chosen;
    const useApi = () => {
        if (chosen !== undefined)
            return;
        chosen = api;
        onServed();
    };
    const useInfluxctl = async (why, options) => {
        const client = await getInfluxctl(why, options.signal);
        if ('kind' in client)
            return client;
        chosen = client;
        return chosen.list(options);
    };
    const list = async (options) => {
        if (chosen !== undefined)
            return chosen.list(options);
        const answer = await api.list(options);
        // Meanwhile another answer may have decided.
        const client = getChosen();
        if (answer.kind !== 'listed' && client !== undefined)
            return client.list(options);
        if (answer.kind === 'listed')
            useApi();
        const hasNoRoute = answer.kind === 'failed' && answer.code === 'no-http-route';
        return hasNoRoute ? useInfluxctl(answer.message, options) : answer;
    };
    /** Concurrent callers share one list request. */
    const lookAgain = (options) => {
        secondLook ??= list(options).finally(() => {
            secondLook = undefined;
        });
        return secondLook;
    };
    return {
        list,
        /** Without a choice, since the list could not be read (force), the API is asked, and its answer looked at twice. */
        async revoke(id, options) {
            if (chosen !== undefined)
                return chosen.revoke(id, options);
            const answer = await api.revoke(id, options);
            if (answer.kind === 'accepted')
                useApi();
            if (answer.kind === 'accepted' || !isAmbiguous(answer))
                return answer;
            const look = await lookAgain(options);
            const client = getChosen();
            if (client === api)
                return answer;
            // A list says nothing of what became of the id.
            if (look.kind === 'failed')
                return joinFailures(answer, { ...look, mayHaveWorked: false });
            return client === undefined ? answer : joinFailures(answer, await client.revoke(id, options));
        },
        mostAtOnce: () => (chosen ?? api).mostAtOnce(),
        get find() {
            return chosen?.find;
        },
    };
}

// EXTERNAL MODULE: ./src/connection/race-with-signal.ts
var race_with_signal = __nccwpck_require__(2429);
;// CONCATENATED MODULE: ./src/client/influxctl/on-demand.ts



/** Opens influxctl with the first request, once for all of them: it may have to be fetched. */
function createInfluxctlOnDemand(open) {
    const closed = new AbortController();
    let opening;
    return {
        /**
         * Its client. `why` says why it is needed; undefined: the workflow requests it. A request that ends earlier leaves the
         * opening to the next one. Throws for a fault of the action only.
         */
        async get(why, signal) {
            opening ??= open(why, closed.signal);
            try {
                const opened = await (0,race_with_signal/* raceWithSignal */.o)(opening, signal, () => undefined);
                return opened?.client ?? endedWhileOpening(opening);
            }
            catch (error) {
                if (error instanceof errors/* ActionError */.lZ)
                    return on_demand_toFailure(error, why);
                throw error;
            }
        },
        /** Ends the opening, and closes what was opened. */
        async close() {
            closed.abort();
            await opening?.then((opened) => opened.close(), 
            // The requests were answered with it.
            () => { });
        },
    };
}
/** What a request gets that does not wait any longer: the next one may find influxctl ready. */
function endedWhileOpening(opening) {
    const ready = opening.catch(() => { });
    return (0,failure/* createFailure */.I)('timeout', 'The run did not wait for influxctl any longer.', {
        retryable: true,
        ready,
    });
}
/** What every request gets where there is no influxctl that can be used. */
function on_demand_toFailure({ code, message, hint }, why = '') {
    return (0,failure/* createFailure */.I)(code, `${why} ${message}`.trimStart(), { hint, affectsAll: true });
}

;// CONCATENATED MODULE: ./src/client/witness.ts

/** How much of an answer is read, in bytes: a list that begins is enough. */
const bodyLimit = { ok: 1024 * 1024, other: 64 * 1024 };
/**
 * Makes what shows whether the cluster accepts a token string, the published route first
 * (https://docs.influxdata.com/influxdb3/clustered/api/management/); that there is a collection of management tokens is an
 * assumption. That a revoked token gets 401 there, and not 403, is not published: no other status counts as a rejection.
 */
function createWitnesses(transport, { databasesPath, apiPath }, now) {
    const paths = databasesPath === undefined ? [apiPath] : [databasesPath, apiPath];
    return paths.map((path) => async (token, options) => {
        const bearer = token === undefined ? {} : { bearerToken: token };
        const answer = await transport.send({ ...options, ...bearer, method: 'GET', path, bodyLimit });
        const test = readTest(answer, { quote: transport.quote, now: now() });
        return test.kind === 'failed' && databasesPath === undefined
            ? { ...test, message: `${test.message} ${needsCluster}` }
            : test;
    });
}
/** The published route of Cloud Dedicated names the cluster. */
const needsCluster = 'The published route for it needs `cluster-id`.';
/** A page, a proxy's answer and a redirect say nothing of a token. */
function readTest(answer, reading) {
    if (answer.kind === 'failed')
        return answer;
    if (answer.status === 200 && isJson(answer) && answer.body.trimStart().startsWith('['))
        return { kind: 'accepted' };
    if (answer.status === 401 && isApiError(answer))
        return { kind: 'rejected' };
    // A refusal of one string says nothing of the others.
    return { ...toFailure(answer, reading), affectsAll: false };
}

;// CONCATENATED MODULE: ./src/client/create-client.ts





/** Makes the client that the workflow requests. */
function createClient(settings, needs) {
    const { transport, now, onChoice } = needs;
    const { kind } = settings;
    let chosen;
    const choose = (choice, explanation) => {
        chosen = choice;
        onChoice(choice, explanation);
    };
    const influxctl = createInfluxctlOnDemand(async (why, signal) => {
        if (settings.influxctl === undefined)
            throw (0,errors/* influxctlUnavailable */.i4)('influxctl cannot be used instead: it has no OAuth2 in workflows.', 'Give a management token.');
        const { openInfluxctl } = await Promise.all(/* import() | influxctl */[__nccwpck_require__.e(231), __nccwpck_require__.e(570)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2859));
        const open = await openInfluxctl(settings.influxctl, { ...needs.influxctl, kind }, signal);
        const reason = why === undefined ? 'requested' : 'no-http-route';
        const rest = why === undefined ? ', as requested.' : `. ${why}`;
        const explanation = `Client: influxctl ${open.version} (${open.origin})${rest}`;
        choose({ client: 'influxctl', reason, version: open.version }, explanation);
        return open;
    });
    const api = createApiClient({ transport, apiPath: settings.apiPath, kind, now });
    const witnesses = kind.areCredentials ? createWitnesses(transport, settings, now) : [];
    const rest = { witnesses, choice: () => chosen, close: influxctl.close };
    switch (settings.client) {
        case 'api':
            choose({ client: 'api', reason: 'requested' }, 'Client: api, as requested.');
            return { client: api, ...rest };
        case 'influxctl':
            return { client: createInfluxctlOnly((signal) => influxctl.get(undefined, signal)), ...rest };
        case 'auto': {
            const onServed = () => choose({ client: 'api', reason: 'http-route' }, `Client: api, which serves ${kind.plural} here.`);
            return { client: createAutoClient({ api, getInfluxctl: influxctl.get, onServed }), ...rest };
        }
    }
}
/** Opens influxctl with the first request. */
function createInfluxctlOnly(get) {
    return {
        async list(options) {
            const client = await get(options.signal);
            return 'kind' in client ? client : client.list(options);
        },
        async revoke(id, options) {
            const client = await get(options.signal);
            return 'kind' in client ? client : client.revoke(id, options);
        },
        mostAtOnce: () => undefined,
        find: undefined,
    };
}

;// CONCATENATED MODULE: external "node:v8"
const external_node_v8_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");
;// CONCATENATED MODULE: ./src/memory.ts

/** A run with at least this many ids saves memory. With fewer it needs little, and cleaning up takes a tenth of its time. */
const manyIds = 2_000;
/**
 * Makes V8 clean up before it takes more memory: requests leave short-lived objects behind, lists and reports large
 * ones. With 10,000 ids it would take 275 MiB, where half of that does as well.
 */
function saveMemoryFor(ids) {
    if (ids < manyIds)
        return;
    (0,external_node_v8_namespaceObject.setFlagsFromString)('--semi-space-growth-factor=1');
    (0,external_node_v8_namespaceObject.setFlagsFromString)('--heap-growing-percent=50');
}

// EXTERNAL MODULE: ./src/revocation/clocks.ts
var revocation_clocks = __nccwpck_require__(4469);
;// CONCATENATED MODULE: ./src/revocation/evidence.ts


/** No evidence yet. */
function noEvidence(now) {
    return {
        seen: undefined,
        clocks: (0,revocation_clocks/* readClocks */.CB)(now, undefined),
        gone: new Set(),
        why: '',
        isRefused: false,
        strings: new Map(),
    };
}
/**
 * Adds a list to the evidence, or why it did not come. The latest list that holds an id decides; one that lacks it decides
 * nothing, since absence is no proof.
 */
function addList(evidence, answer, now) {
    if (answer.kind === 'failed') {
        const isRefused = answer.code === 'unauthorized' && answer.fromApi;
        return { ...evidence, why: answer.message, isRefused };
    }
    const clocks = (0,revocation_clocks/* readClocks */.CB)(now, answer.clockOffset);
    const seen = new Map([...(evidence.seen ?? [])].map(([key, earlier]) => [key, { ...earlier, isCurrent: false }]));
    for (const [key, token] of (0,revocation_token/* indexTokens */.bd)(answer.tokens))
        seen.set(key, seeAgain(token, seen.get(key), clocks));
    const gone = new Set([...evidence.gone].filter((key) => seen.get(key)?.isCurrent !== true));
    return { ...evidence, seen, clocks, gone, why: '', isRefused: false };
}
/** A token that was shown, and what earlier lists showed of it. */
function seeAgain(token, before, clocks) {
    const isSame = before !== undefined && (0,revocation_clocks/* isRevoked */.xK)(before.token, clocks) === (0,revocation_clocks/* isRevoked */.xK)(token, clocks);
    return { token, since: isSame ? before.since : clocks.runner, isCurrent: true };
}
/** Adds what the cluster said of leaked strings. An answer that says nothing leaves the one before as the last word. */
function addTests(evidence, tests) {
    const strings = new Map(evidence.strings);
    for (const { position, liveness, at } of tests) {
        if (liveness === 'unknown')
            continue;
        const before = strings.get(position);
        const since = before?.liveness === liveness ? before.since : at;
        strings.set(position, { liveness, since, at });
    }
    return { ...evidence, strings };
}
/** For how long, in ms, every list has shown a token as active, or every test of one of its strings. */
function activeFor(id, positions, evidence) {
    const { clocks, strings } = evidence;
    const seen = findSeen(evidence, id);
    const listed = seen?.isCurrent && !isShownRevoked(id, evidence) ? clocks.runner - seen.since : 0;
    const tested = positions.map((position) => strings.get(position));
    return Math.max(listed, ...tested.map((each) => (each?.liveness === 'accepted' ? each.at - each.since : 0)));
}
/** What the evidence shows of an id. */
function findSeen({ seen }, id) {
    return seen?.get((0,revocation_token/* idKey */.T4)(id));
}
/** Says whether the latest list that holds an id shows it as revoked. */
function isShownRevoked(id, evidence) {
    const seen = findSeen(evidence, id);
    return seen !== undefined && (0,revocation_clocks/* isRevoked */.xK)(seen.token, evidence.clocks);
}
/** The evidence without what lists before the revocation of an id showed of it. */
function forgetToken(evidence, id) {
    if (evidence.seen === undefined)
        return evidence;
    const rest = [...evidence.seen].filter(([key]) => key !== (0,revocation_token/* idKey */.T4)(id));
    return { ...evidence, seen: rest.length === 0 ? undefined : new Map(rest) };
}

;// CONCATENATED MODULE: ./src/revocation/fate.ts



/** What to do if only another token can show the state. */
const askWithAnother = {
    hint: 'A revoked token cannot ask: run again with another management token to authenticate with.',
    needs: 'another asker',
};
/** What to do where the token in use is to be dead, and works: its id alone would only ask the list. */
const giveString = {
    hint: 'Treat the token as live. In a few minutes authenticate with another management token, and give the string of this one in `leaked-tokens`.',
    needs: 'the string',
};
/** What to do about an id that the list does not show: running again would show the same. */
const lookThere = {
    hint: 'Look at the list of the cluster with `dry-run: true`, and test the token itself if you have it.',
    needs: 'other ids',
};
/** What to do where only the string of a token shows that it may be alive. */
const giveAgain = {
    hint: 'Treat the token as live. Run again with the same leaked tokens or alert, not with `failed-ids`: the list alone may call it revoked.',
};
/** Says whether the attempts may have revoked the token, so that it is worth waiting for the list to show it. */
function needsProof({ answer, mayHaveWorked }) {
    return answer.kind === 'accepted' || mayHaveWorked;
}
/** Decides what became of an id whose revocation was attempted. The list decides, not the answer. */
function decideFate(entry, attempted, evidence) {
    const failure = failureOf(entry, attempted);
    const seen = findSeen(evidence, entry.id);
    const isByThisRun = failure === undefined || attempted.mayHaveWorked;
    if (seen !== undefined && (0,revocation_clocks/* isRevoked */.xK)(seen.token, evidence.clocks)) {
        const status = isByThisRun ? 'revoked' : 'already-revoked';
        return { status, proof: ['listed'], revokedAt: seen.token.revokedAt, provenAt: seen.since };
    }
    const wasListed = entry.token !== undefined || seen !== undefined;
    if (isByThisRun && wasListed && evidence.gone.has((0,revocation_token/* idKey */.T4)(entry.id)))
        return { status: 'revoked', proof: ['listed'], revokedAt: undefined, provenAt: evidence.clocks.runner };
    if (failure === undefined)
        return explainMissingProof(seen, evidence);
    const isUnlisted = evidence.seen !== undefined && !wasListed;
    // Lists that never held an id are no proof that there is no such token.
    return isUnlisted && attempted.mayHaveWorked
        ? { ...failure, message: `${failure.message} The cluster does not list this id.` }
        : failure;
}
/**
 * The failure that the answers add up to; undefined: the cluster accepted the revocation. A "not found" after an attempt
 * whose answer was lost means that the lost one worked, if the list showed the token before.
 */
function failureOf(entry, { answer, mayHaveWorked }) {
    if (answer.kind === 'accepted')
        return undefined;
    const { code, message, hint, fromApi } = answer;
    if (mayHaveWorked && fromApi && code === 'not-found' && entry.token !== undefined)
        return undefined;
    return {
        status: 'failed',
        code,
        message: mayHaveWorked ? `${message} The token may still be active.` : message,
        hint,
    };
}
function explainMissingProof(seen, { seen: lists, clocks, why, isRefused }) {
    if (lists === undefined) {
        const message = `The revocation ended without an error, but it could not be verified. ${why}`.trimEnd();
        return unverified(message, isRefused ? askWithAnother : {});
    }
    if (seen?.isCurrent !== true)
        return unverified('The revocation ended without an error, but the list does not show the id.', lookThere);
    const { revokedAt } = seen.token;
    if (revokedAt !== undefined) {
        return unverified(describeAhead(revokedAt, clocks));
    }
    if (!(0,revocation_clocks/* mayBeActive */.f$)(seen.token, clocks))
        return unverified('The token has expired, but the cluster does not show it as revoked.');
    return stillActive('The revocation ended without an error, but the list still shows the token as active.');
}
/** Says that a listed time of revocation has not come, by the cluster's clock where it is known. */
function describeAhead(revokedAt, { runner, server = runner }) {
    const [then, now] = [revokedAt, server].map((ms) => new Date(ms).toISOString());
    return `The list shows a time of revocation that lies ahead (${then}, read at ${now}).`;
}
/** A cluster may lag behind: a token of this run that it shows as active for less than this, in ms, may be dead. */
const longestLag = 5_000;
/** Doubts that a token is active which the cluster has shown so for `active` ms. */
function doubtLag(fate, active) {
    return active >= longestLag ? fate : doubt(fate, `That was seen for less than ${longestLag / 1_000} s.`);
}
/** The same before a leaked token in use had to go, regardless of what was seen after it. */
function doubtHaste(fate) {
    return doubt(fate, 'There was time for one look only: the token in use has leaked and had to go.');
}
function doubt(fate, why) {
    if (fate.status !== 'failed' || fate.code !== 'still-active')
        return fate;
    return { ...fate, code: 'unverified', message: `${fate.message} ${why}` };
}
/** Says whom to ask about a fate that is open, where the token in use may be dead: it can prove nothing when the run is repeated. */
function askAnother(fate) {
    if (fate.status !== 'failed' || fate.hint !== undefined)
        return fate;
    switch (fate.code) {
        case 'unverified':
            return { ...fate, ...askWithAnother };
        case 'still-active':
            return { ...fate, ...askWithAnother, hint: `Treat the token as live. ${askWithAnother.hint}` };
        default:
            return fate;
    }
}
/** A fate that nothing proves. */
function unverified(message, advice = {}) {
    return { status: 'failed', code: 'unverified', message, ...advice };
}
/** The fate of a token that the cluster still shows, or accepts, as active. */
function stillActive(message, advice = {}) {
    return { status: 'failed', code: 'still-active', message, ...advice };
}

;// CONCATENATED MODULE: ./src/revocation/listed-fate.ts



/** What the first list decides: what it shows as revoked needs no request, and what it does not show gets none. */
function listedFates({ plan, clocks, contradictions }) {
    const isNoneKnown = plan.unknown.length === plan.entries.length && plan.entries.length > 1;
    const unknown = {
        status: 'failed',
        code: 'not-found',
        message: 'The cluster does not list this id.',
        hint: isNoneKnown
            ? 'The cluster lists none of these ids: is `host` another cluster, or `token-type` another kind?'
            : undefined,
    };
    const nothingLater = noEvidence(clocks.runner);
    return new Map([
        ...plan.unknown.map(({ id }) => [id, unknown]),
        ...plan.revoked.map((entry) => [
            entry.id,
            decideListedFate(entry, clocks.runner, nothingLater),
        ]),
        ...contradictions,
    ]);
}
/** Decides what became of an id that the first list showed as revoked. A later list may contradict it. */
function decideListedFate({ id, token }, firstReadAt, evidence) {
    const later = findSeen(evidence, id);
    if (later?.token.revokedAt !== undefined && !(0,revocation_clocks/* isRevoked */.xK)(later.token, evidence.clocks))
        return unverified(describeAhead(later.token.revokedAt, evidence.clocks));
    if (later !== undefined && !(0,revocation_clocks/* isRevoked */.xK)(later.token, evidence.clocks))
        return stillActive('An earlier list showed the token as revoked, but the latest one shows it as active. No request was sent for it.');
    const revokedAt = (later?.token ?? token)?.revokedAt;
    // A list between the two may have shown it as active.
    const provenAt = later?.since ?? firstReadAt;
    return { status: 'already-revoked', proof: ['listed'], revokedAt, provenAt };
}

;// CONCATENATED MODULE: ./src/revocation/plan.ts


/** Plans the revocation of the ids. */
function buildPlan({ ids, index, isInUse, force, clocks }) {
    const entries = ids.map((id) => {
        const token = index?.get((0,revocation_token/* idKey */.T4)(id));
        return { id, token, inUse: token === undefined ? 'no' : isInUse(token) };
    });
    const placeOf = ({ token, inUse }) => {
        if (token === undefined)
            return index === undefined || force ? 'first' : 'unknown';
        if ((0,revocation_clocks/* isRevoked */.xK)(token, clocks))
            return 'revoked';
        return inUse === 'likely' ? 'last' : 'first';
    };
    const { revoked = [], unknown = [], first = [], last = [] } = Object.groupBy(entries, placeOf);
    const mayBeInUse = (entry) => (entry.inUse === 'no' ? 0 : 1);
    return { entries, revoked, unknown, first: first.sort((a, b) => mayBeInUse(a) - mayBeInUse(b)), last };
}
/** The ids that a plan is to revoke, in the order in which they are taken. */
function plannedIds({ first, last }) {
    return [...first, ...last].map((entry) => entry.id);
}
/** The tokens of the cluster that a plan leaves, active by every clock. */
function survivors({ first, last }, index, clocks) {
    const doomed = new Set([...first, ...last].map((entry) => (0,revocation_token/* idKey */.T4)(entry.id)));
    return [...index]
        .filter(([key, token]) => (0,revocation_clocks/* isActive */.$m)(token, clocks) && !doomed.has(key))
        .map(([, token]) => token);
}
/**
 * The text whose hash is a plan's digest: a line for each id, with what is known of it, sorted. Two
 * plans have the same one where they hold the same ids in the same state.
 */
function describePlan({ entries }, clocks) {
    const lines = entries.map(({ id, token }) => `${(0,revocation_token/* idKey */.T4)(id)} ${token === undefined ? 'unknown' : (0,revocation_clocks/* stateOf */.L4)(token, clocks)}`);
    return `${lines.sort().join('\n')}\n`;
}

// EXTERNAL MODULE: ./src/revocation/stop.ts
var revocation_stop = __nccwpck_require__(2906);
;// CONCATENATED MODULE: ./src/revocation/result.ts





const untouched = { attempts: 0, requestedAt: undefined };
/** What is known of something that no list has shown, and that nothing was sent for. */
const nameless = { token: undefined, inUse: 'no', ...untouched };
/** The result of a run that nothing was requested of. */
const resultOfNothing = {
    outcomes: [],
    planned: [],
    kept: [],
    createdBefore: undefined,
    leftOut: [],
    listing: undefined,
    digest: undefined,
    pace: undefined,
    stop: undefined,
};
/** The result of a run that ended before it had a plan: everything requested fails. */
function stoppedBeforePlan(asked, stop) {
    const { ids, unreadable, leaks, unreadAlert } = asked;
    const { code, message, hint, cause: why } = stop;
    const firstLine = message.replace(/:?\n.*/s, '.').replace(/\.\.$/, '.');
    const failedAs = (code) => ({ status: 'failed', code, message: firstLine });
    const { inherited, ofUnreadable } = errors/* codeTable */.MJ[code];
    const cause = failedAs(code);
    const rest = failedAs(inherited && !ofUnreadable ? code : 'not-attempted');
    const outcomeOfId = (id, fate) => ({
        ...nameless,
        id,
        leaks: [],
        origins: ['id'],
        fate,
    });
    const outcomes = [
        ...ids.map((id) => outcomeOfId(id, rest)),
        ...unreadable.map((id) => outcomeOfId(id, cause)),
        ...leaks.map(({ position, token }) => outcomeOfLeak({ position, liveness: 'unknown' }, token === undefined ? cause : rest)),
        ...(unreadAlert === undefined
            ? []
            : [outcomeOfLeak({ position: unreadAlert, liveness: 'unknown' }, rest)]),
    ];
    return { ...resultOfNothing, outcomes, leftOut: asked.leftOut, stop: { code, message, hint, cause: why } };
}
/** The ids that caused it have messages of their own. */
const refusalHint = 'Each id shows its reason; `force: true` skips these checks.';
/** The result of a plan that guards refused: nothing was revoked. */
function resultOfRefusal(draft, objections) {
    const count = objections.length === 1 ? '1 id' : `${objections.length} ids`;
    const message = `The plan was refused because of ${count}. Nothing was revoked.`;
    const fates = new Map(objections.map(({ id, ...why }) => [id, { status: 'failed', code: 'refused', ...why }]));
    return resultOfStop(draft, { code: 'refused', message, hint: refusalHint }, fates);
}
/** The result of a plan that was stopped before anything was revoked. `fates` are those of the ids that caused it. */
function resultOfStop(draft, stop, fates = new Map()) {
    const message = fates.size > 0 ? 'The plan was refused because of other ids.' : 'The plan was refused.';
    const hint = fates.size > 0 ? 'Run again without the refused ids.' : stop.hint;
    const left = { status: 'failed', code: 'not-attempted', message, hint };
    const all = new Map(plannedIds(draft.plan).map((id) => [id, fates.get(id) ?? left]));
    return resultOf(draft, { fates: all }, { planned: [], stop });
}
/** The result of a run that only planned. An id that the list does not show fails, also where force would try it. */
function resultOfDryRun(draft) {
    const { plan, index } = draft;
    const message = 'The cluster does not list this id; with `force` it is tried all the same.';
    const tried = { status: 'failed', code: 'not-found', message };
    const fates = [...plan.first, ...plan.last].map(({ id, token }) => [
        id,
        index !== undefined && token === undefined ? tried : { status: 'planned' },
    ]);
    const planned = fates.map(([id]) => id);
    return resultOf(draft, { fates: new Map(fates) }, { planned, stop: undefined });
}
/** The result of a run that revoked: `settled` holds the ids whose fate is known, `stop` says why others were not tried. */
function resultOfRun(draft, settled, stop) {
    const fates = new Map(settled.fates);
    const planned = plannedIds(draft.plan);
    const untried = planned.filter((id) => !fates.has(id));
    const code = stop?.code === 'cancelled' ? 'cancelled' : 'not-attempted';
    const message = `The run stopped early. ${stop?.message ?? ''}`.trimEnd();
    for (const id of untried)
        fates.set(id, { status: 'failed', code, message });
    const isByLimit = stop === revocation_stop/* limitStops */.T$.deadline;
    const isUntested = draft.unknown.some(({ code }) => code === stop?.code);
    const isStopped = untried.length > 0 ||
        isUntested ||
        stop?.code === 'cancelled' ||
        (!isByLimit && isOfAll(stop, planned, fates));
    const rest = { planned, stop: isStopped ? stop : undefined };
    return resultOf(draft, { ...settled, fates }, rest);
}
/** Says whether every id failed as the run was stopped: then the stop speaks for all of them. */
function isOfAll(stop, planned, fates) {
    const hasFailed = (fate) => fate?.status === 'failed' && fate.code === stop?.code;
    return planned.length > 1 && planned.every((id) => hasFailed(fates.get(id)));
}
/** The result of a run that a fault of the action's own ended after its plan: `traces` are what is known to have been sent. */
function resultOfFault(draft, cause, traces) {
    const planned = plannedIds(draft.plan);
    const fate = { status: 'failed', code: 'unverified', message: 'The action itself failed.' };
    const stop = {
        code: 'internal',
        message: 'The action itself failed.',
        hint: errors/* codeTable */.MJ.internal.hint,
        cause,
    };
    const fates = new Map(planned.map((id) => [id, fate]));
    return resultOf(draft, { fates, traces }, { planned, stop });
}
function resultOf(draft, { fates, traces, strings, pace }, rest) {
    const { plan, matched, unknown, selection, digest } = draft;
    const leaksOf = Map.groupBy(matched, ({ id }) => (0,revocation_token/* idKey */.T4)(id));
    const all = new Map([...listedFates(draft), ...fates]);
    const outcomes = plan.entries.map(({ id, token, inUse }) => {
        const fate = all.get(id);
        if (fate === undefined)
            throw new errors/* ActionError */.lZ({ code: 'internal', message: 'An id was left without an outcome.' });
        const { attempts, requestedAt } = traces?.get(id) ?? untouched;
        const leaks = (leaksOf.get((0,revocation_token/* idKey */.T4)(id)) ?? []).map((leak) => evidenceOf(leak, strings));
        const origins = originsOf(draft.requested.has((0,revocation_token/* idKey */.T4)(id)), leaks.length > 0);
        return { id, leaks, token, inUse, origins, fate, attempts, requestedAt };
    });
    const leaked = unknown.map(({ code, message, hint, ...leak }) => outcomeOfLeak(leak, { status: 'failed', code, message, hint }));
    return {
        outcomes: [...outcomes, ...leaked],
        kept: selection.kept,
        createdBefore: selection.createdBefore,
        leftOut: draft.leftOut,
        listing: undefined,
        digest,
        pace,
        ...rest,
    };
}
/** Selectors choose nothing that is requested otherwise. */
function originsOf(isRequested, isLeaked) {
    if (!isRequested && !isLeaked)
        return ['selector'];
    return [...(isRequested ? ['id'] : []), ...(isLeaked ? ['leaked-token'] : [])];
}
/** A string that was refused before the revocation remains so: revoked tokens never come back. */
function evidenceOf({ position, liveness }, strings) {
    const after = liveness === 'rejected' ? 'rejected' : (strings?.get(position) ?? 'unknown');
    return { position, before: liveness, after };
}
function outcomeOfLeak(leak, fate) {
    const leaks = [evidenceOf(leak, undefined)];
    return { ...nameless, id: undefined, leaks, origins: ['leaked-token'], fate };
}

// EXTERNAL MODULE: ./src/token-string.ts
var token_string = __nccwpck_require__(3574);
;// CONCATENATED MODULE: ./src/revocation/gate.ts
/** A hold that grows by less than this, in ms, is not shown again: many requests are answered at once. */
const leastShown = 1_000;
/** Makes an open gate. `onHold` gets the ms for which it closes. */
function createGate(time, onHold) {
    let openAt = 0;
    let allHolds = 0;
    return {
        holdUntil(until) {
            if (until <= Math.max(openAt, time.now()))
                return;
            const from = Math.max(openAt, time.now());
            const isWorthShowing = openAt <= time.now() || until - openAt >= leastShown;
            allHolds += until - from;
            openAt = until;
            if (isWorthShowing)
                onHold(until - time.now());
        },
        closedFor: () => allHolds - Math.max(0, openAt - time.now()),
        async pass(stop) {
            while (!stop.aborted && openAt > time.now())
                await time.sleep(openAt - time.now(), stop);
        },
    };
}

;// CONCATENATED MODULE: ./src/revocation/in-use.ts
/** The published form of a prefix: nine characters, `M.V<n>.` and four more of base64. Any other decides nothing. */
const publishedPrefix = /^M\.V\d\.[\w+/=-]{4}$/;
/** Says whether a listed prefix has the published form, so that a difference from it means something. */
function isComparable(prefix) {
    return prefix !== undefined && publishedPrefix.test(prefix);
}
/** Makes the test for a management token string. Undefined: the credentials of the run are in no list of tokens. */
function compareWith(credential) {
    if (credential === undefined)
        return () => 'no';
    return ({ prefix }) => {
        if (!isComparable(prefix))
            return 'unknown';
        return credential.startsWith(prefix) ? 'likely' : 'no';
    };
}
/** The listed tokens, not revoked, that are or may be the one in use. */
function findInUse(index, isInUse) {
    const living = [...index.values()].filter(({ revokedAt }) => revokedAt === undefined);
    return {
        likely: living.filter((token) => isInUse(token) === 'likely'),
        unknown: living.filter((token) => isInUse(token) === 'unknown'),
    };
}

;// CONCATENATED MODULE: ./src/revocation/limits.ts
/** How long revocations in progress may take to finish after a cancellation, in ms. The runner kills after 10 s. */
const settleAfterCancel = 2_500;
/** When, after a cancellation, the last verification must have ended, in ms: it leaves time for GitHub within 6 s. */
const verifyAfterCancel = 4_000;
/** The part of the deadline that is kept for verification, and its upper bound in ms. */
const verificationShare = 0.2;
const verificationReserve = 20_000;
/** How long an open token waits for what it can do without, in ms: a list with force, a test of a string, a last look. */
const longestDelay = 10_000;
/** And at most this part of the deadline. */
const delayShare = 0.25;
/** Starts the clock of a run. */
function openLimits({ cancel, deadline, time }) {
    const starting = new AbortController();
    const revoking = new AbortController();
    const waiting = new AbortController();
    const verifying = new AbortController();
    const closed = new AbortController();
    const after = async (ms, end) => {
        await time.sleep(ms, closed.signal);
        if (!closed.signal.aborted)
            end();
    };
    const abort = (reason, ...controllers) => {
        for (const each of controllers)
            each.abort(reason);
    };
    const onCancel = () => {
        abort('cancelled', starting, waiting);
        void after(settleAfterCancel, () => abort('cancelled', revoking));
        void after(verifyAfterCancel, () => abort('cancelled', verifying));
    };
    const reserve = Math.min(verificationReserve, deadline * verificationShare);
    void after(deadline - reserve, () => abort('deadline', starting, revoking));
    void after(deadline, () => abort('deadline', waiting, verifying));
    if (cancel.aborted)
        onCancel();
    else
        cancel.addEventListener('abort', onCancel, { once: true, signal: closed.signal });
    return {
        starting: starting.signal,
        revoking: revoking.signal,
        waiting: waiting.signal,
        verifying: verifying.signal,
        delay: Math.min(longestDelay, deadline * delayShare),
        revokeBy: time.now() + deadline - reserve,
        endBy: time.now() + deadline,
        close: () => closed.abort(),
    };
}
/** Does work that revocations can do without: it ends with its signal, or after their longest delay, and says whether it was late. */
async function withinDelay({ limits, time }, signal, work) {
    const [late, done] = [new AbortController(), new AbortController()];
    void time.sleep(limits.delay, done.signal).then(() => {
        if (!done.signal.aborted)
            late.abort();
    });
    const result = await work(AbortSignal.any([signal, late.signal]));
    done.abort();
    return { result, isLate: late.signal.aborted };
}

;// CONCATENATED MODULE: ./src/revocation/context.ts



/** Opens the context of a run. */
function openContext(request, surroundings) {
    const { kind, credential } = request;
    const { time, notify } = surroundings;
    const limits = openLimits({ ...request, ...surroundings });
    const gate = createGate(time, (ms) => notify({ kind: 'holding', ms }));
    const isInUse = compareWith(kind.areCredentials ? credential : undefined);
    return { ...request, ...surroundings, isInUse, limits, gate };
}
/** The retry policy of a request that must have ended when `stop` is aborted. */
function retryPolicy(context, stop) {
    const { retries, gate, limits, time, notify } = context;
    const onRetry = (failure) => notify({ kind: 'retrying', failure });
    const [takeTurn, isFree] = [async () => true, () => false];
    return { retries, gate, takeTurn, isFree, stop, giveUpAt: limits.revokeBy, time, onRetry };
}

;// CONCATENATED MODULE: ./src/revocation/retry.ts
/** The first wait is at most this long, in ms, and at least half of it; each further one twice as long. */
const firstWait = 500;
/** The longest wait that the server did not ask for, in ms. */
const longestWait = 20_000;
/** Sends a request until it succeeds, fails for good, or the policy ends it: equal jitter, so that retries last for a while, `Retry-After` honoured. */
async function retry(send, policy) {
    let mayHaveWorked = false;
    let counted = 0;
    let sent = 0;
    let requestedAt;
    let last;
    for (let attempt = 1;; attempt += 1) {
        const startedAt = policy.time.now();
        const answer = await send(attempt);
        if (!isFailed(answer) || !answer.unsent) {
            sent += 1;
            requestedAt ??= startedAt;
        }
        if (!isFailed(answer))
            return { answer, attempts: sent, requestedAt, mayHaveWorked };
        const { retryable, retryAfter } = answer;
        // The run ended before another attempt: what is known is what the one before it brought.
        if (last !== undefined && answer.unsent && policy.stop.aborted)
            return last;
        mayHaveWorked ||= answer.mayHaveWorked;
        last = { answer, attempts: sent, requestedAt, mayHaveWorked };
        if (!policy.isFree(answer))
            counted += 1;
        if (!retryable)
            return last;
        if (!holdBack(retryAfter, policy))
            return { ...last, answer: addWait(answer) };
        if (counted > policy.retries || policy.stop.aborted)
            return last;
        if (!(await waitForRetry(attempt, answer, policy)))
            return last;
    }
}
/** In seconds. */
const day = 86_400;
/** Says how long the server asked to wait, where that is not waited for. */
function addWait(failure) {
    const seconds = Math.ceil((failure.retryAfter ?? 0) / 1_000);
    const wait = seconds > day ? 'more than a day' : `${seconds} s`;
    return {
        ...failure,
        message: `${failure.message} It asks to wait ${wait}, which is too long here.`,
    };
}
/** Closes the gate while the server asks to wait. False: the run has no time for that. */
function holdBack(retryAfter, { time, gate, giveUpAt }) {
    if (retryAfter === undefined)
        return true;
    const until = time.now() + retryAfter;
    if (until > giveUpAt)
        return false;
    gate.holdUntil(until);
    return true;
}
/** Waits before the next attempt, at the gate as well. False: there is no time for one. */
async function waitForRetry(attempts, failure, policy) {
    const { time, gate, stop, giveUpAt, onRetry, lastStart = () => giveUpAt } = policy;
    await gate.pass(stop);
    const ceiling = Math.min(longestWait, firstWait * 2 ** (attempts - 1));
    const wait = (ceiling + time.random() * ceiling) / 2;
    if (stop.aborted || time.now() + wait > lastStart())
        return false;
    onRetry(failure);
    await time.sleep(wait, stop);
    if (stop.aborted || !(await policy.takeTurn()))
        return false;
    await gate.pass(stop);
    return !stop.aborted;
}
function isFailed(answer) {
    return answer.kind === 'failed';
}

;// CONCATENATED MODULE: ./src/revocation/time.ts
/** A short duration for people, from ms. */
function describeSeconds(ms) {
    return `${Math.round(ms / 100) / 10} s`;
}

;// CONCATENATED MODULE: ./src/revocation/witness.ts





/** How often a test is repeated, at most, where known ids wait for it. */
const mostRetries = 2;
/** How long a test before the token in use may wait, in ms, and at most this part of the time left: that token has to go too. */
const longestLastWait = 30_000;
const lastShare = 0.25;
/** After this many tests that brought no answer no further one is sent: it would wait as long. */
const mostUnanswered = 32;
/**
 * Tests a leaked string. A refusal counts if the credentials of the run are accepted directly afterwards: a cluster can
 * refuse everything for a moment.
 */
async function testString(token, ask) {
    const answer = await ask(token);
    if (answer.kind === 'accepted')
        return { liveness: 'accepted' };
    if (answer.kind === 'failed')
        return { liveness: 'unknown', why: answer.message };
    const control = await ask(undefined);
    if (control.kind === 'accepted')
        return { liveness: 'rejected' };
    const why = control.kind === 'failed' ? ` ${control.message}` : '';
    return { liveness: 'unknown', why: `Afterwards the cluster did not accept the token in use either.${why}` };
}
/** How long, in ms, and how often a test may be repeated. */
function limitTests(phase, context) {
    const { force, ids, leaks, limits, retries, selectors, time } = context;
    switch (phase) {
        case 'proof':
            return { patience: Number.POSITIVE_INFINITY, retries: 0 };
        case 'last': {
            const share = (limits.revokeBy - time.now()) * lastShare;
            return { patience: Math.max(limits.delay, Math.min(longestLastWait, share)), retries };
        }
        case 'calibration':
        case 'invented':
        case 'match': {
            // What all strings need, or the only one, holds back nothing that could be revoked without it.
            const isNeeded = phase === 'calibration' || (phase === 'match' && leaks.length === 1);
            return isNeeded && ids.length === 0 && selectors === undefined && !force
                ? { patience: Number.POSITIVE_INFINITY, retries }
                : { patience: limits.delay, retries: Math.min(retries, mostRetries) };
        }
    }
}
/** Makes what asks a witness: before a revocation with retries, but none after silence, and once in a round of proof. */
function prepareTests(witness, context, phase) {
    const { gate, limits, time } = context;
    const { patience, retries } = limitTests(phase, context);
    const [stop, signal, giveUpAt] = phase === 'proof'
        ? [limits.waiting, limits.verifying, limits.endBy]
        : [limits.starting, limits.starting, limits.revokeBy];
    const policy = { ...retryPolicy(context, stop), retries };
    const late = (0,failure/* createFailure */.I)('timeout', `No answer came within ${describeSeconds(limits.delay)}.`);
    const unasked = (0,failure/* createFailure */.I)('timeout', `${mostUnanswered} tests before it brought no answer.`);
    let unanswered = 0;
    return async (token) => {
        await gate.pass(stop);
        if (unanswered >= mostUnanswered)
            return unasked;
        const send = async (attempt) => {
            const { result, isLate } = await withinDelay(context, signal, (each) => witness(token, { signal: each, attempt }));
            return isLate ? late : result;
        };
        const until = Math.min(giveUpAt, time.now() + patience);
        const { answer } = await retry(send, { ...policy, giveUpAt: until });
        if (answer === late || (answer.kind === 'failed' && answer.retryable))
            unanswered += 1;
        return answer;
    };
}

;// CONCATENATED MODULE: ./src/revocation/calibration.ts


/** Finds the first witness that tells the credentials of the run from a string that is made up, best without a doubt. */
async function calibrateWitness(context, phase) {
    const tried = [];
    for (const witness of context.witnesses) {
        const calibration = await calibrateWith(witness, context, phase);
        if (calibration.kind === 'calibrated' && calibration.doubt === undefined)
            return calibration;
        tried.push(calibration);
    }
    const best = tried.find(({ kind }) => kind === 'calibrated') ?? tried[0] ?? calibration_noRoute;
    return best.kind === 'none' ? { ...best, mayPass: tried.some(mayPass) } : best;
}
function mayPass(calibration) {
    return calibration.kind === 'none' && calibration.mayPass;
}
const cannot = (why, mayPass = false) => ({ kind: 'none', why, mayPass });
const calibration_noRoute = cannot('There is no route for it here.');
function isPassing({ retryable, code }) {
    return retryable || code === 'timeout';
}
/** The made-up string comes second: a cache can give everyone the answer that the run itself has got. */
async function calibrateWith(witness, context, phase) {
    const own = await prepareTests(witness, context, phase)(undefined);
    if (own.kind === 'rejected')
        return cannot('It rejects the credentials of this run.', true);
    if (own.kind === 'failed')
        return cannot(own.message, isPassing(own));
    const askInvented = prepareTests(witness, context, 'invented');
    const invented = await askInvented((0,token_string/* inventTokenString */.F3)(context.time.random));
    if (invented.kind === 'accepted')
        return cannot('It accepts a string that is made up.');
    const doubt = invented.kind === 'failed' && isPassing(invented)
        ? `It is not known whether the cluster would accept a made-up string too. ${invented.message}`
        : undefined;
    return { kind: 'calibrated', witness, doubt };
}
/**
 * Makes what calibrates when it is first needed, and again where that has failed for a cause that may pass: at once if it failed
 * soon, since an open token waits, and before the token in use in any case.
 */
function prepareCalibration(context) {
    const { limits, notify, time } = context;
    let calibration;
    const calibrate = async (phase) => {
        const startedAt = time.now();
        const found = await calibrateWitness(context, phase);
        if (mayPass(found) && time.now() - startedAt < limits.delay)
            calibration = undefined;
        if (found.kind === 'none' && !limits.starting.aborted)
            notify({ ...found, kind: 'no-witness' });
        return found;
    };
    return async (phase = 'calibration') => {
        const known = phase === 'last' ? await calibration : undefined;
        if (known !== undefined && mayPass(known))
            calibration = undefined;
        calibration ??= calibrate(phase);
        return calibration;
    };
}

;// CONCATENATED MODULE: ./src/revocation/contradiction.ts



/**
 * Finds the tokens that the list shows as revoked and that the cluster accepts nevertheless: a leaked string of them that was
 * tested after the list was read, or the token in use, where no other listed token has its prefix.
 */
function findContradictions({ plan, matched, index, isInUse }) {
    const isOtherInUse = findInUse(index ?? new Map(), isInUse).likely.length > 0;
    const accepted = new Set(matched.filter(({ liveness }) => liveness === 'accepted').map(({ id }) => (0,revocation_token/* idKey */.T4)(id)));
    const said = 'The list shows the token as revoked, but the cluster accepted';
    const leaked = unverified(`${said} the leaked token itself after that. No later test shows it dead.`, giveAgain);
    const used = unverified(`${said} the token in use, which has its prefix.`, giveString);
    const contradictions = new Map();
    for (const { id, inUse } of plan.revoked) {
        if (accepted.has((0,revocation_token/* idKey */.T4)(id)))
            contradictions.set(id, leaked);
        else if (inUse === 'likely' && !isOtherInUse)
            contradictions.set(id, used);
    }
    return contradictions;
}

;// CONCATENATED MODULE: ./src/revocation/in-parallel.ts
/** Maximum concurrent requests: those for evidence wait for each other's answers, not for a pace. */
const mostAtOnce = 32;
/** Works on the items, 32 at once at most, and returns what came of them in their order. */
async function inParallel(items, work) {
    const results = [];
    const queue = items.entries();
    const take = async () => {
        for (const [index, item] of queue)
            results[index] = await work(item);
    };
    await Promise.all(Array.from({ length: Math.min(mostAtOnce, items.length) }, take));
    return results;
}

;// CONCATENATED MODULE: ./src/revocation/leak.ts



/** The listed tokens that a leaked one can be, by their prefix. */
function findCandidates({ token }, index) {
    return [...index.values()].filter(({ prefix }) => isComparable(prefix) && token.startsWith(prefix));
}
/**
 * Decides which of the candidates a leaked token is. A prefix is public, and anyone can make up what follows it: a token
 * that does not work is none that is active, and a string that could not be tested decides nothing: a person does.
 */
function matchLeak(leak, candidates, { tested, isSure, clocks }) {
    const { liveness } = tested;
    const fitting = dropUnfitting(candidates, liveness, clocks);
    const living = fitting.filter((token) => !(0,revocation_clocks/* isRevoked */.xK)(token, clocks));
    // Of tokens that all are dead one that is revoked needs nothing more.
    const dead = fitting.find((token) => (0,revocation_clocks/* isRevoked */.xK)(token, clocks));
    if (dead !== undefined && !living.some((token) => (0,revocation_clocks/* mayBeActive */.f$)(token, clocks)))
        return dead;
    const [only, second] = living;
    if (only === undefined)
        return unknownLeak(leak, { code: 'not-found', message: explainOther(candidates), hint: copyAgain });
    if (second !== undefined) {
        const message = `Its first ${token_string/* prefixLength */.BK} characters fit several listed tokens: ${namesOf(living)}.`;
        return unknownLeak(leak, { code: 'ambiguous', message });
    }
    if (tested.liveness !== 'unknown' || isSure(only))
        return only;
    const { why } = tested;
    const message = `It has the prefix of ${namesOf([only])}, but the string could not be tested.${why === undefined ? '' : ` ${why}`}`;
    const known = 'you know that it is this token, give its id in `token-ids`, or set `force: true`.';
    const hint = why === undefined ? `If ${known}` : `Run again. If that does not help, and ${known}`;
    return unknownLeak(leak, { code: 'ambiguous', message, hint });
}
/** A token that works is active, and one that does not is not. What only the list contradicts is left to the proof. */
function dropUnfitting(candidates, liveness, clocks) {
    const active = candidates.filter((token) => (0,revocation_clocks/* mayBeActive */.f$)(token, clocks));
    switch (liveness) {
        case 'accepted':
            return active.length === 0 ? candidates : active;
        case 'rejected': {
            const ended = candidates.filter((token) => !(0,revocation_clocks/* mayBeActive */.f$)(token, clocks));
            // Only the clock of the cluster says for sure that a token has expired.
            return clocks.server === undefined ? ended.filter((token) => (0,revocation_clocks/* isRevoked */.xK)(token, clocks)) : ended;
        }
        case 'unknown':
            return candidates;
    }
}
/** What to do about a string that the cluster rejects, and whose prefix an active token has. */
const copyAgain = 'Copy the whole string again. If it was revoked moments ago, the list may lag behind: run again in a few minutes. If you know that it is this token, give its id in `token-ids`.';
/** Says why the id of a leaked token is not known, and what to do about it; without `hint`, the code's own. */
function unknownLeak({ position }, { code, message, hint }) {
    return { position, code, message, hint, liveness: 'unknown', candidates: [] };
}
/** Says why no candidate was found for a leaked token. */
function explainUnlisted(leak, index) {
    const { token } = leak;
    const hidden = [...index.values()].filter(({ prefix, revokedAt }) => revokedAt === undefined && !isComparable(prefix)).length;
    if (hidden > 0) {
        const some = hidden === 1 ? '1 token' : `${hidden} tokens`;
        const message = `The list shows no comparable prefix of ${some}: it may be any of them.`;
        return unknownLeak(leak, { code: 'ambiguous', message });
    }
    const unlisted = 'The cluster lists no management token with its prefix.';
    const explain = (what, hint) => unknownLeak(leak, { code: 'not-found', message: `${unlisted}${what}`, hint });
    if ((0,token_string/* isDatabaseToken */.Z2)(token))
        return explain(' It looks like a database token.', 'Revoke it by its id, with `token-type: database`.');
    if ((0,token_string/* isJwt */.ky)(token))
        return explain(' It looks like a JWT of an identity provider.', 'Revoke it at the identity provider.');
    return explain('', 'Check that `host` is the cluster that the token belongs to.');
}
function explainOther(candidates) {
    const names = namesOf(candidates);
    const what = candidates.length === 1 ? `${names}, which is listed as not revoked` : `listed tokens (${names})`;
    return `It has the prefix of ${what}, but the cluster rejects it: a different token, or not exactly its string.`;
}
function namesOf(tokens) {
    return tokens
        .map(({ id, description }) => (description === undefined ? id : `${id} (${description})`))
        .join(', ');
}

;// CONCATENATED MODULE: ./src/revocation/matching.ts





/** Looks up which ids the leaked tokens belong to. Without a list that is not known. */
async function matchLeaks({ index, clocks }, calibrate, context) {
    const excluded = new Set(context.excluded.map(revocation_token/* idKey */.T4));
    const requested = new Set(context.ids.map(revocation_token/* idKey */.T4));
    const test = prepareMatchTest(calibrate, context);
    const found = await inParallel(context.leaks, async (leak) => {
        if (index === undefined)
            return unknownLeak(leak, { code: 'not-attempted', message: withoutList });
        const candidates = findCandidates(leak, index);
        if (candidates.length === 0)
            return explainUnlisted(leak, index);
        const suspects = { candidates: candidates.map(({ id }) => id) };
        const tested = await test(leak);
        const { liveness } = tested;
        const stop = (0,revocation_stop/* limitStop */.Q3)(context.limits);
        if (liveness === 'unknown' && stop !== undefined) {
            const message = `${stop.message} The string was not tested.`;
            return { ...unknownLeak(leak, { ...stop, message }), ...suspects };
        }
        const isSure = ({ id }) => context.force || requested.has((0,revocation_token/* idKey */.T4)(id));
        const token = matchLeak(leak, candidates, { tested, isSure, clocks });
        if (!('id' in token))
            return { ...token, ...suspects, liveness };
        const { id } = token;
        if (!excluded.has((0,revocation_token/* idKey */.T4)(id)))
            return { ...leak, id, liveness };
        const message = `It is the token ${id}, which \`exclude-ids\` excludes.`;
        const hint = 'Take its id out of `exclude-ids` if it is to be revoked.';
        return { ...unknownLeak(leak, { code: 'refused', message, hint }), ...suspects, liveness };
    });
    const separated = separate(found, index ?? new Map(), context);
    return {
        matched: separated.filter(isMatched),
        unknown: separated.filter((each) => !isMatched(each)),
    };
}
const withoutList = 'Without the list it is not known which id it belongs to.';
function isMatched(leak) {
    return 'id' in leak;
}
/**
 * Different strings belong to different tokens. Which of them the listed one is, is not known where the cluster accepts several, or none
 * of them was tested. The token in use is such a string too.
 */
function separate(found, index, { credential, isInUse }) {
    const leaksOf = Map.groupBy(found.filter(isMatched), ({ id }) => (0,revocation_token/* idKey */.T4)(id));
    const findRival = ({ id, token, liveness }) => {
        const listed = index.get((0,revocation_token/* idKey */.T4)(id));
        if (token !== credential && listed && isInUse(listed) === 'likely')
            return 'the token in use has, which the cluster accepts';
        const others = (leaksOf.get((0,revocation_token/* idKey */.T4)(id)) ?? []).filter((each) => each.token !== token);
        const accepted = others.find((each) => each.liveness === 'accepted');
        if (accepted !== undefined)
            return `leaked token ${accepted.position} has, which the cluster accepts`;
        const untested = liveness === 'unknown' ? others.find((each) => each.liveness === 'unknown') : undefined;
        return untested && `leaked token ${untested.position} has`;
    };
    return found.map((leak) => {
        const rival = isMatched(leak) && leak.liveness !== 'rejected' ? findRival(leak) : undefined;
        if (rival === undefined || !isMatched(leak))
            return leak;
        const message = `It has the prefix of ${leak.id}, as ${rival}: a different string.`;
        return {
            ...unknownLeak(leak, { code: 'ambiguous', message }),
            candidates: [leak.id],
            liveness: leak.liveness,
        };
    });
}
/** The credentials of the run need no test: the list was read with them. */
function prepareMatchTest(calibrate, context) {
    let once;
    let ask;
    return async ({ token }) => {
        if (token === context.credential)
            return { liveness: 'accepted' };
        once ??= calibrate();
        const calibration = await once;
        if (calibration.kind === 'none')
            return { liveness: 'unknown', why: calibration.mayPass ? calibration.why : undefined };
        ask ??= prepareTests(calibration.witness, context, 'match');
        const tested = await testString(token, ask);
        const { doubt } = calibration;
        return tested.liveness === 'accepted' && doubt !== undefined
            ? { liveness: 'unknown', why: doubt }
            : tested;
    };
}

// EXTERNAL MODULE: ./src/revocation/selection.ts
var revocation_selection = __nccwpck_require__(5766);
// EXTERNAL MODULE: ./src/revocation/token-ids.ts
var token_ids = __nccwpck_require__(8589);
;// CONCATENATED MODULE: ./src/revocation/draft.ts







/** Joins what ids, leaked tokens and selectors request, without what is excluded. */
async function draftPlan(reading, calibrate, context) {
    const { excluded, hash, isInUse, force } = context;
    const { index, clocks } = reading;
    const { matched, unknown } = await matchLeaks(reading, calibrate, context);
    for (const { position, id, liveness } of matched)
        context.notify({ kind: 'matched', position, id, tested: liveness !== 'unknown' });
    const named = [...context.ids, ...matched.map(({ id }) => id)];
    const suspected = unknown.flatMap(({ candidates }) => candidates);
    const selection = draft_select(reading, { doomed: named, suspected }, context);
    const taken = new Set(excluded.map(revocation_token/* idKey */.T4));
    const ids = (0,token_ids/* uniqueIds */.Yj)([...named, ...selection.tokens.map(({ id }) => id)]);
    const rest = ids.filter((id) => !taken.has((0,revocation_token/* idKey */.T4)(id)));
    const plan = buildPlan({ ids: rest, index, isInUse, force, clocks });
    const spelling = new Map(ids.map((id) => [(0,revocation_token/* idKey */.T4)(id), id]));
    return {
        ...reading,
        plan,
        leftOut: ids.filter((id) => taken.has((0,revocation_token/* idKey */.T4)(id))),
        selection,
        matched: matched.map((leak) => ({ ...leak, id: spelling.get((0,revocation_token/* idKey */.T4)(leak.id)) ?? leak.id })),
        unknown,
        contradictions: findContradictions({ plan, matched, index, isInUse }),
        requested: new Set(context.ids.map(revocation_token/* idKey */.T4)),
        digest: hash(describePlan(plan, clocks)),
    };
}
function draft_select({ index, clocks }, aside, { selectors, isInUse, excluded, notify }) {
    if (selectors === undefined || index === undefined)
        return { tokens: [], kept: [], createdBefore: undefined };
    const selection = (0,revocation_selection/* selectTokens */.JD)({ selectors, index, isInUse, clocks, excluded, ...aside });
    const { tokens, createdBefore } = selection;
    const isBlind = findInUse(index, isInUse).unknown.length > 0;
    notify({ kind: 'selected', tokens: tokens.length, isBlind, createdBefore });
    return selection;
}

;// CONCATENATED MODULE: ./src/revocation/guards.ts




/** The guards that ask for a confirmation, each independent of the others. `force` skips them. */
const confirmations = [refuseTokenInUse, refuseLastActiveToken];
/** Asks every guard; an id keeps the first objection to it. An empty answer: the plan may run. */
function findObjections(guarded) {
    const byId = new Map();
    for (const objection of confirmations.flatMap((guard) => guard(guarded)))
        if (!byId.has(objection.id))
            byId.set(objection.id, objection);
    return [...byId.values()];
}
function refuseTokenInUse({ plan, index, isInUse }) {
    const { likely, unknown } = findInUse(index, isInUse);
    const fits = likely.length === 1 && unknown.length === 0 ? 'This is' : 'This may be';
    const hidden = 'The list shows no comparable prefix of it, so this may be the token that the run authenticates with.';
    return [
        ...plan.last.map((entry) => refuse(entry, `${fits} the token that the run authenticates with.`, other)),
        ...plan.first.filter(({ inUse }) => inUse === 'unknown').map((entry) => refuse(entry, hidden, leaveOut)),
    ];
}
/** Whichever token authenticates, this one may be it. */
const leaveOut = 'Leave this one out, or set `force: true` to revoke it nevertheless.';
/** What to do about a token that may be the one in use, whether an id or a leaked string requested it. */
const other = 'Authenticate with another token, leave this one out, or set `force: true` to revoke it nevertheless.';
/** Only a person who signs in to the identity provider can create the first token again. */
function refuseLastActiveToken({ plan, index, clocks, kind }) {
    if (!kind.areCredentials || survivors(plan, index, clocks).length > 0)
        return [];
    return [...plan.first, ...plan.last]
        .filter(({ token }) => token !== undefined && (0,revocation_clocks/* mayBeActive */.f$)(token, clocks))
        .map((entry) => refuse(entry, 'The plan would leave no active management token.', leaveOne));
}
const leaveOne = 'Leave at least one active token out (with selectors: `exclude-ids`, `keep-latest`), or set `force: true`.';
function refuse({ id }, message, hint) {
    return { id, message, hint };
}
/** Says why ages cannot be relied on, where a selector needs one: which tokens are old, or the newest active ones. `force` skips it. Undefined: they can. */
function findClockStop(selectors, clocks) {
    const { olderThan, keepLatest } = selectors ?? {};
    if ((olderThan === undefined && keepLatest === undefined) || !(0,revocation_clocks/* areApart */.NQ)(clocks))
        return undefined;
    return {
        code: 'refused',
        message: 'The clocks of this runner and of the cluster differ, so no age can be relied on. Nothing was revoked.',
        hint: "Set the runner's clock, or use `force: true`: then a token must be old enough by both clocks.",
    };
}
/** Says why a plan exceeds a limit that the user set. `force` skips none of them. */
function findBreach({ plan, digest, maxRevocations, expectPlan }) {
    const count = plan.first.length + plan.last.length;
    if (maxRevocations !== undefined && count > maxRevocations)
        return breach('too-many', `The plan has ${count} revocation${count === 1 ? '' : 's'}, more than the ${maxRevocations} allowed.`);
    if (expectPlan !== undefined && expectPlan !== digest)
        return breach('plan-changed', `The plan is not the expected one: its digest is ${digest}.`);
    return undefined;
}
function breach(code, message) {
    return { code, message: `${message} Nothing was revoked.`, hint: errors/* codeTable */.MJ[code].hint };
}

;// CONCATENATED MODULE: ./src/revocation/leak-fate.ts


/** Joins what the list says of an id with what the cluster says of its leaked strings: the worse counts. */
function judgeStrings(fate, leaks, evidence) {
    const answers = leaks.flatMap((leak) => afterwards(leak, evidence.strings));
    const after = answers.map(({ liveness }) => liveness);
    if (after.includes('accepted'))
        return judgeAccepted(fate, 'the leaked token itself', giveAgain);
    if (!after.includes('rejected'))
        return withAdvice(fate, leaks);
    if (fate.status === 'planned')
        return fate;
    if (fate.status === 'failed' && fate.code === 'still-active')
        return stillActive(`${fate.message} The cluster rejects the leaked token itself.`);
    const isShownActive = leaks.some(({ id }) => findSeen(evidence, id)?.isCurrent === true && !isShownRevoked(id, evidence));
    return isShownActive ? fate : judgeRejected(fate, Math.max(...answers.map(({ at }) => at)));
}
/** A string that was accepted, and not seen to be rejected since, has to be tested again. */
function withAdvice(fate, leaks) {
    const isOpen = fate.status === 'failed' && fate.code === 'unverified' && fate.hint === undefined;
    return isOpen && leaks.some(({ liveness }) => liveness === 'accepted')
        ? unverified(fate.message, giveAgain)
        : fate;
}
/**
 * Joins what the list says of an id with the cluster's rejection of a string of it, seen at `provenAt` (in ms since the
 * epoch). Accepted before the revocation and rejected after it: that proves it, regardless of the answers to the revocation.
 */
function judgeRejected(fate, provenAt) {
    return fate.status === 'revoked' || fate.status === 'already-revoked'
        ? { ...fate, proof: [...fate.proof, 'rejected'], provenAt }
        : { status: 'revoked', proof: ['rejected'], revokedAt: undefined, provenAt };
}
/** A refusal says something of the token only if the string was accepted before: until then it may be made up. */
function afterwards({ position, liveness }, strings) {
    return liveness === 'accepted' ? (strings.get(position) ?? []) : [];
}
/** Joins what the list says of an id with the cluster's acceptance of a string of it, named as `what`. */
function judgeAccepted(fate, what, advice) {
    switch (fate.status) {
        case 'revoked':
        case 'already-revoked':
            return stillActive(`The list shows the token as revoked, but the cluster still accepts ${what}.`, advice);
        case 'failed':
            return fate.code === 'unverified' || fate.code === 'still-active'
                ? stillActive(`${fate.message} The cluster still accepts ${what}.`, advice)
                : fate;
        case 'planned':
            return fate;
    }
}

;// CONCATENATED MODULE: ./src/revocation/list.ts









/**
 * Reads the list. With force it may be missing, where ids alone say what to revoke.
 *
 * @throws {@link ActionError} where the run cannot do without it.
 */
async function list_readList(context) {
    const answer = await (context.force && !needsList(context) ? tryToList : listWithRetries)(context);
    if (answer.kind === 'listed')
        return acceptList(answer, context);
    if (!canDoWithout(answer, context))
        throw listError(answer, context.limits);
    holdAsAsked(answer, context);
    context.notify({ kind: 'list-failed', failure: answer });
    return { index: undefined, clocks: (0,revocation_clocks/* readClocks */.CB)(context.time.now(), undefined) };
}
/** Which tokens are meant, or whether the plan is the expected one, is in the list alone. */
function needsList({ leaks, selectors, expectPlan }) {
    return leaks.length > 0 || selectors !== undefined || expectPlan !== undefined;
}
/** What cannot pass ends a run with force too: no revocation could work. */
function canDoWithout(failure, context) {
    const { force, ids, selectors, expectPlan, limits } = context;
    const isEnough = ids.length > 0 && selectors === undefined && expectPlan === undefined;
    return force && isEnough && !failure.affectsAll && !limits.starting.aborted;
}
async function listWithRetries(context) {
    const { client, limits } = context;
    const { answer } = await retry(async (attempt) => {
        const answer = await client.list({ signal: limits.starting, attempt });
        return isTooEmpty(answer, context) ? emptyList : answer;
    }, retryPolicy(context, limits.starting));
    return answer;
}
/** Nothing selected from it would pass for nothing to revoke, and what is requested for unknown. */
function isTooEmpty(answer, { kind, credential }) {
    const isEmpty = answer.kind === 'listed' && answer.tokens.length === 0;
    return isEmpty && kind.areCredentials && credential !== undefined;
}
const emptyList = (0,failure/* createFailure */.I)('unexpected-answer', 'The list is empty, although it should show at least the token in use.', {
    retryable: true,
    hint: 'Read the list by hand with the same token, for example with `influxctl management list`, and compare.',
});
/** A client that has to be made ready first, such as one that is fetched, takes nothing from the time for the list. */
async function tryToList(context) {
    const { starting } = context.limits;
    const answer = await listOnce(context);
    if (answer.kind === 'listed' || answer.ready === undefined)
        return answer;
    await Promise.race([answer.ready, once(starting)]);
    return starting.aborted ? answer : listOnce(context);
}
function once(signal) {
    return new Promise((resolve) => {
        if (signal.aborted)
            resolve();
        else
            signal.addEventListener('abort', () => resolve(), { once: true });
    });
}
async function listOnce(context) {
    const { client, limits } = context;
    const list = (signal) => client.list({ signal, attempt: 1 });
    const { result, isLate } = await withinDelay(context, limits.starting, list);
    return isLate && result.kind === 'failed' && result.ready === undefined
        ? { ...result, message: `It did not come within ${describeSeconds(limits.delay)}.` }
        : result;
}
/** Longer than the run lasts is no time to wait for: an open token comes first. */
function holdAsAsked({ retryAfter }, { gate, limits, time }) {
    if (retryAfter !== undefined && time.now() + retryAfter <= limits.revokeBy)
        gate.holdUntil(time.now() + retryAfter);
}
function acceptList({ tokens, clockOffset }, context) {
    const { time, notify, kind, credential, isInUse } = context;
    const index = (0,revocation_token/* indexTokens */.bd)(tokens);
    const clocks = (0,revocation_clocks/* readClocks */.CB)(time.now(), clockOffset);
    const active = [...index.values()].filter((token) => (0,revocation_clocks/* isActive */.$m)(token, clocks)).length;
    notify({ kind: 'listed', tokens: index.size, active });
    const { runner, server } = clocks;
    if (server !== undefined && (0,revocation_clocks/* areApart */.NQ)(clocks))
        notify({ kind: 'clocks-differ', runner, server });
    const isListed = [...index.values()].some((token) => isInUse(token) !== 'no');
    if (kind.areCredentials && credential !== undefined && !isListed)
        notify({ kind: 'not-listed' });
    return { index, clocks };
}
function listError({ code, message, hint }, limits) {
    const stop = (0,revocation_stop/* limitStop */.Q3)(limits);
    if (stop?.code === 'cancelled')
        return new errors/* ActionError */.lZ(stop);
    const why = `The list of tokens could not be read. ${message}`;
    if (stop !== undefined)
        return new errors/* ActionError */.lZ({ ...stop, message: `${stop.message} ${why}` });
    return new errors/* ActionError */.lZ({ code, message: why, hint });
}

;// CONCATENATED MODULE: ./src/revocation/gone.ts





/**
 * Requests by its id each token that the list no longer holds, if revoked tokens leave the list. "Not found" counts while
 * the API still knows an id that the first list showed too: the list may be cut, or another cluster's.
 */
async function findGone({ attempts, before }, evidence, policy, { client, kind, limits }) {
    const { find } = client;
    if (kind.stayListed || find === undefined)
        return evidence;
    const isListed = (id) => findSeen(evidence, id)?.isCurrent === true;
    const missing = [...attempts].filter(([id, each]) => needsProof(each) && !isListed(id) && !evidence.gone.has((0,revocation_token/* idKey */.T4)(id)));
    const control = [...(evidence.seen ?? [])].find(([key, { isCurrent }]) => isCurrent && before?.has(key))?.[0];
    const seen = new Map(evidence.seen);
    const gone = new Set();
    const look = async (id) => (await retry((attempt) => find(id, { signal: limits.verifying, attempt }), policy)).answer;
    await inParallel(missing, async ([id]) => {
        const answer = await look(id);
        if (answer.kind === 'found')
            seen.set((0,revocation_token/* idKey */.T4)(id), seeAgain(answer.token, findSeen(evidence, id), evidence.clocks));
        else if (answer.code === 'not-found' && answer.fromApi)
            gone.add((0,revocation_token/* idKey */.T4)(id));
    });
    const isKnown = control !== undefined && gone.size > 0 && (await look(control)).kind === 'found';
    return { ...evidence, seen, gone: new Set([...evidence.gone, ...(isKnown ? gone : [])]) };
}

;// CONCATENATED MODULE: ./src/revocation/rounds.ts
/** The waits before each round of proof, in ms, the last one before every further round: a cluster may lag behind its own answers. */
const waits = [0, 1_000, 2_000, 4_000, 7_000];
/** No round starts later than this after the first, in ms. What the server asks to wait comes on top. */
const longestProof = 15_000;
/** A round that takes longer than this, in ms, hangs. That is no answer: once, another one follows it, however late. */
const longestRound = 10_000;
/** The same while nothing comes for a cause that may pass, from the first round on: a cluster may be restarted meanwhile. */
const longestOutage = 60_000;
/** Opens the rounds of a proof that starts at once. What the server asks to wait is no time to catch up. */
function openRounds({ gate, limits, time }) {
    const readClock = () => time.now() - gate.closedFor();
    const begin = readClock();
    let start = begin;
    let round = 0;
    let roundStart = begin;
    let hasExtra = true;
    let away = false;
    const lastStart = () => {
        const last = away ? begin + longestOutage : start + longestProof;
        return Math.min(limits.endBy, gate.closedFor() + last);
    };
    return {
        lastStart,
        async next() {
            const wait = waits[Math.min(round, waits.length - 1)] ?? 0;
            await gate.pass(limits.waiting);
            if (round > 0) {
                const at = time.now() + wait;
                const isExtra = hasExtra && at > lastStart() && readClock() - roundStart > longestRound;
                if (isExtra)
                    hasExtra = false;
                const last = () => (isExtra ? limits.endBy : lastStart());
                if (at > last())
                    return undefined;
                await time.sleep(wait, limits.waiting);
                await gate.pass(limits.waiting);
                if (limits.waiting.aborted || time.now() > last())
                    return undefined;
            }
            round += 1;
            roundStart = readClock();
            return round;
        },
        noteAway(isAway) {
            if (away && !isAway)
                start = readClock();
            away = isAway;
        },
    };
}

;// CONCATENATED MODULE: ./src/revocation/proof.ts











/**
 * Reads the list and tests the strings, until everything that may have been revoked is shown so, or the cluster had
 * its time to catch up. What an earlier list showed remains the evidence where a later one fails.
 */
async function gatherEvidence(due, context) {
    const { gate, limits, time } = context;
    // It holds back the token in use too.
    if (due.patience !== 'long')
        await gate.pass(limits.starting);
    const within = (most) => Math.min(limits.endBy, time.now() + most);
    switch (due.patience) {
        case 'long':
            return gatherInRounds(due, context);
        case 'short':
            return gatherInRounds(due, { ...context, limits: { ...limits, endBy: within(longestProof) } });
        case 'single':
            return gatherInHaste(due, { ...context, limits: { ...limits, endBy: within(limits.delay) } });
    }
}
/** The token in use works until then. */
async function gatherInHaste(due, context) {
    const { limits } = context;
    const { result, isLate } = await withinDelay(context, limits.verifying, (verifying) => {
        const waiting = AbortSignal.any([verifying, limits.waiting]);
        return gatherInRounds(due, { ...context, limits: { ...limits, waiting, verifying } });
    });
    return isLate
        ? { ...result, why: `There was no time for more than ${describeSeconds(limits.delay)}.` }
        : result;
}
async function gatherInRounds(due, context) {
    const { notify, time } = context;
    let evidence = noEvidence(time.now());
    let canList = due.attempts.size > 0;
    const rounds = openRounds(context);
    const ids = [...due.attempts.values()].filter(needsProof).length;
    for (;;) {
        const strings = due.strings.filter((leak) => isInQuestion(leak, due, evidence));
        const isListDue = canList && !isListSettled(due, evidence);
        const isStringDue = due.witness !== undefined && strings.length > 0;
        if (!isListDue && !isStringDue)
            break;
        const round = await rounds.next();
        if (round === undefined)
            break;
        notify({
            kind: 'verifying',
            ids: isListDue ? ids : undefined,
            strings: isStringDue ? strings.length : 0,
            round,
        });
        const [progress, tests] = await Promise.all([
            isListDue ? listAgain(due, evidence, rounds.lastStart, context) : { evidence, canList, isAway: false },
            isStringDue ? testAgain(strings, due, context) : [],
        ]);
        rounds.noteAway(progress.isAway && progress.canList);
        canList = progress.canList;
        evidence = addTests(progress.evidence, tests);
        if (due.patience === 'single')
            break;
    }
    return evidence;
}
/** Says whether a string is worth a test: its token may be dead, and no rejection has shown it yet. */
function isInQuestion({ id, position }, { attempts, patience }, evidence) {
    if (evidence.strings.get(position)?.liveness === 'rejected')
        return false;
    const attempted = attempts.get(id);
    // In a single round the list comes too late to say so.
    const isSingle = patience === 'single';
    return attempted === undefined || isSingle || needsProof(attempted) || isShownRevoked(id, evidence);
}
/** Reads one more list. One that cannot be read ends the listing where none could be read before, or the server asks for too long a wait. */
async function listAgain(due, evidence, lastStart, context) {
    const { client, limits, retries, time } = context;
    const policy = {
        ...retryPolicy(context, limits.waiting),
        giveUpAt: limits.endBy,
        lastStart,
        retries: due.patience === 'single' ? 0 : retries,
    };
    const { answer } = await retry((attempt) => client.list({ signal: limits.verifying, attempt }), policy);
    const after = addList(evidence, answer, time.now());
    if (answer.kind === 'listed')
        return { evidence: await findGone(due, after, policy, context), canList: true, isAway: false };
    const { retryable, retryAfter = 0 } = answer;
    // In a short time the cluster is asked all the same, unless it asks for one that says that it will not answer.
    const isTooLong = retryAfter > (due.patience === 'long' ? limits.endBy - time.now() : longestOutage);
    return {
        evidence: after.isRefused ? explainRefusal(after, due, context) : after,
        canList: (due.before ?? evidence.seen) !== undefined && !isTooLong,
        isAway: retryable,
    };
}
/** Says whether it can be this run that revoked the token in use. Credentials that no list shows are no token that is revoked. */
function explainRefusal(evidence, { attempts, before }, { credential, isInUse }) {
    if (credential === undefined)
        return { ...evidence, isRefused: false };
    const mayBeInUse = (id) => {
        const token = before?.get((0,revocation_token/* idKey */.T4)(id));
        return token === undefined || isInUse(token) !== 'no';
    };
    const cause = [...attempts.keys()].some(mayBeInUse)
        ? 'One of the ids may be the token in use.'
        : 'The token in use is none of the ids: it may have been revoked elsewhere, or have expired.';
    return { ...evidence, why: `${evidence.why} ${cause}` };
}
/** Tests the strings once each. */
async function testAgain(strings, { witness }, context) {
    if (witness === undefined)
        return [];
    const ask = prepareTests(witness, context, 'proof');
    return inParallel(strings, async ({ position, token }) => {
        const { liveness } = await testString(token, ask);
        return { position, liveness, at: context.time.now() };
    });
}
/** Says whether another list would change nothing: accepted revocations need time to appear if revoked tokens remain listed. */
function isListSettled({ attempts, before, revoked }, evidence) {
    const { gone } = evidence;
    if (evidence.seen === undefined)
        return false;
    const isSettled = ([id, attempted]) => !needsProof(attempted) ||
        isShownRevoked(id, evidence) ||
        gone.has((0,revocation_token/* idKey */.T4)(id)) ||
        (findSeen(evidence, id) === undefined && !before?.has((0,revocation_token/* idKey */.T4)(id)) && attempted.answer.kind === 'failed');
    const isContradicted = ({ id }) => findSeen(evidence, id) !== undefined && !isShownRevoked(id, evidence);
    return [...attempts].every(isSettled) && !revoked.some(isContradicted);
}

;// CONCATENATED MODULE: ./src/revocation/brake.ts
/** How long the run continues though no answer is final, in ms: a cluster may be restarted meanwhile. */
const longestTrouble = 60_000;
/** The same where ids travel in calls of many, of which one that hangs takes minutes. */
const longestTroubleOfCalls = 300_000;
/** Fewer ids that get nowhere say little of the others. */
const fewestSilent = 3;
/**
 * Stops a run that cannot succeed: an answer that every further request would get too, a wait beyond the limit, or nothing
 * but answers that may pass for a minute. Of those that count as attempts an id gets all of its own first. Before the first
 * answer one id that cannot reach the cluster is enough; without retries a whole round of ids without an answer is.
 */
function createBrake({ client, gate, limits, retries, time }, { reached, stop }) {
    const halt = new AbortController();
    // A signal composed of others is slow to look at, and every request looks.
    if (stop.aborted)
        halt.abort(stop.reason);
    else
        stop.addEventListener('abort', () => halt.abort(stop.reason), { once: true });
    const longest = client.mostAtOnce() === undefined ? longestTroubleOfCalls : longestTrouble;
    let everReached = reached;
    let silentInARow = 0;
    /** It stands still while the server asks to wait. */
    const readClock = () => time.now() - gate.closedFor();
    let troubledSince;
    const troubled = new Set();
    const isTroubledForLong = () => troubledSince !== undefined && readClock() - troubledSince >= longest;
    let stoppedBy;
    const brakeFor = (failure) => {
        stoppedBy ??= failure;
        halt.abort();
    };
    const isHopeless = ({ affectsAll, code, retryable, retryAfter }, round) => {
        if (affectsAll)
            return true;
        if (retryable && retryAfter !== undefined && time.now() + retryAfter > limits.revokeBy)
            return true;
        const isUnreached = (code === 'unreachable' || code === 'authentication-failed') && !everReached;
        const isTrouble = retryable && isTroubledForLong() && troubled.size >= fewestSilent;
        return isUnreached || isTrouble || (retries === 0 && silentInARow >= round);
    };
    return {
        signal: halt.signal,
        stop: () => halt.abort(),
        observe(answer, id) {
            if (answer.kind !== 'failed' || !isSilent(answer))
                everReached = true;
            if (answer.kind !== 'failed' || !answer.retryable) {
                troubledSince = undefined;
                troubled.clear();
                return;
            }
            troubledSince ??= readClock();
            troubled.add(id);
            if (isWaiting(answer) && isTroubledForLong())
                brakeFor(answer);
        },
        observeEnd(answer, { allowed }) {
            silentInARow = answer.kind === 'failed' && isSilent(answer) ? silentInARow + 1 : 0;
            if (answer.kind === 'failed' && isHopeless(answer, Math.max(fewestSilent, allowed)))
                brakeFor(answer);
        },
        wasReached: () => everReached,
        stoppedBy: () => stoppedBy,
    };
}
function isSilent({ code }) {
    return code === 'unreachable' || code === 'timeout' || code === 'authentication-failed';
}
/** Says whether the cluster only made the run wait: it asked for that, or nothing could be sent to it. */
function isWaiting({ code, unsent, mayHaveWorked }) {
    return code === 'rate-limited' || unsent || (code === 'unreachable' && !mayHaveWorked);
}

;// CONCATENATED MODULE: ./src/revocation/pace.ts
/** Concurrent requests at the start, if the limit allows as many. */
const firstAllowed = 32;
/** The fewest answers in a round: the median of fewer says little. */
const smallestRound = 16;
/** If the median latency exceeds the best round's by this factor, requests wait in the cluster. */
const queueingFactor = 2;
/** Starts with 32 at once, or with `limit` if that is lower. `limit` is at least 1. */
function startPace(limit) {
    const allowed = Math.min(firstAllowed, limit);
    return {
        limit,
        isFixed: false,
        allowed,
        underWay: 0,
        isLooking: true,
        round: startRound(allowed),
        best: Number.POSITIVE_INFINITY,
        slowedAt: Number.NEGATIVE_INFINITY,
        figures: { mostAtOnce: 0, slowDowns: 0, causes: [] },
    };
}
/** Always as many at once: where requests wait for each other, answers say nothing of the cluster. */
function fixPace(limit) {
    return { ...startPace(limit), isFixed: true, allowed: limit };
}
/** Says whether one more request may be sent. */
function mayBegin({ underWay, allowed }) {
    return underWay < allowed;
}
/** The pace after a request was sent. */
function beginRequest(pace) {
    const underWay = pace.underWay + 1;
    if (underWay <= pace.figures.mostAtOnce)
        return { ...pace, underWay };
    return { ...pace, underWay, figures: { ...pace.figures, mostAtOnce: underWay } };
}
/** The pace after an answer came. */
function endRequest(pace, answer) {
    const { setback } = answer;
    if (pace.isFixed)
        return { ...pace, underWay: pace.underWay - 1 };
    const ended = { ...pace, underWay: pace.underWay - 1, round: addToRound(pace.round, answer) };
    const adjusted = setback === undefined ? growAfter(ended, answer) : slowAfter(ended, setback, answer);
    return adjusted.round.answers < adjusted.round.size ? adjusted : endRound(adjusted);
}
/** Each answer allows one more request while looking: a round doubles the pace. */
function growAfter(pace, { isTrouble }) {
    return pace.isLooking && !isTrouble ? grow(pace) : pace;
}
function grow(pace) {
    return { ...pace, allowed: Math.min(pace.limit, pace.allowed + 1) };
}
/** Halves once a round trip: what was sent before the last setback met the same load, and says nothing new. */
function slowAfter(pace, setback, { at, latency }) {
    const found = { ...pace, isLooking: false };
    if (at - latency < pace.slowedAt)
        return found;
    return { ...halve(found, setback, 1), slowedAt: at };
}
/** Halves, but not below `lowest`. */
function halve(pace, cause, lowest) {
    const slowed = { ...pace, round: { ...pace.round, isSlowed: true } };
    const allowed = Math.max(lowest, Math.floor(pace.allowed / 2));
    if (allowed >= pace.allowed)
        return slowed;
    const { mostAtOnce, slowDowns, causes } = pace.figures;
    const figures = { mostAtOnce, slowDowns: slowDowns + 1, causes: [...new Set([...causes, cause])] };
    return { ...slowed, allowed, figures };
}
function endRound(pace) {
    const judged = judgeLatency(pace, medianOf(pace.round.latencies));
    const next = judged.isLooking || judged.round.isSlowed ? judged : grow(judged);
    return { ...next, round: startRound(next.allowed) };
}
function judgeLatency(pace, latency) {
    if (latency === undefined)
        return pace;
    if (latency <= queueingFactor * pace.best)
        return { ...pace, best: Math.min(pace.best, latency) };
    const found = { ...pace, best: latency, isLooking: false };
    return pace.round.isSlowed ? found : halve(found, 'slower answers', Math.min(firstAllowed, pace.limit));
}
function startRound(allowed) {
    return { size: Math.max(smallestRound, allowed), answers: 0, latencies: [], isSlowed: false };
}
function addToRound(round, { latency, setback, isTrouble }) {
    const { latencies, answers } = round;
    return {
        ...round,
        isSlowed: round.isSlowed || isTrouble,
        answers: answers + 1,
        latencies: setback === undefined ? [...latencies, latency] : latencies,
    };
}
function medianOf(latencies) {
    return latencies.toSorted((a, b) => a - b)[latencies.length >> 1];
}

;// CONCATENATED MODULE: ./src/revocation/turns.ts

/** Starts to give turns, until the signal is aborted. */
function createTurns(start, stop) {
    const waiting = [];
    let pace = start;
    const begin = () => {
        if (!mayBegin(pace))
            return false;
        pace = beginRequest(pace);
        return true;
    };
    stop.addEventListener('abort', () => {
        for (const resolve of waiting.splice(0))
            resolve(false);
    });
    return {
        async take(isRetry) {
            if (stop.aborted)
                return false;
            if (begin())
                return true;
            return new Promise((resolve) => {
                if (isRetry)
                    waiting.unshift(resolve);
                else
                    waiting.push(resolve);
            });
        },
        end(answer) {
            pace = endRequest(pace, answer);
            while (waiting.length > 0 && begin())
                waiting.shift()?.(true);
        },
        pace: () => pace,
    };
}

;// CONCATENATED MODULE: ./src/revocation/revoke.ts





/** Ids that wait for calls of many: enough that those of calls that crashed hold up no others. */
const mostWaiting = 256;
/** Revokes the entries, as many at once as the cluster bears, until all are tried, a limit ends it, or continuing is useless. */
async function revokeEntries(entries, context, reached) {
    const { client, concurrency, gate, limits, notify } = context;
    const attempts = new Map();
    const brake = createBrake(context, { reached, stop: limits.starting });
    const most = client.mostAtOnce();
    const start = most === undefined ? fixPace(mostWaiting) : startPace(Math.min(concurrency, most));
    const turns = createTurns(start, brake.signal);
    const attempt = prepareAttempts(context, brake, turns);
    const queue = entries.values();
    let failed = 0;
    const work = async () => {
        for (const entry of queue) {
            if (!(await turns.take(false)))
                return;
            await gate.pass(brake.signal);
            if (brake.signal.aborted)
                return;
            const attempted = await attempt(entry);
            // It waited for a token, or for its call, as something else stopped the run.
            if (brake.signal.aborted && attempted.attempts === 0)
                return;
            attempts.set(entry.id, attempted);
            if (attempted.answer.kind === 'failed' && !attempted.mayHaveWorked)
                failed += 1;
            brake.observeEnd(attempted.answer, turns.pace());
            notify({ kind: 'progress', done: attempts.size, failed, total: entries.length });
        }
    };
    const works = Array.from({ length: Math.min(start.limit, entries.length) }, work);
    const fault = await Promise.all(works).then(() => undefined, async (error) => {
        // Nothing that it has started goes on behind the result.
        brake.stop();
        await Promise.allSettled(works);
        return error;
    });
    const pace = most !== undefined && attempts.size > 0 ? turns.pace().figures : undefined;
    return { attempts, pace, stoppedBy: brake.stoppedBy(), fault };
}
/** Revokes one entry alone, with retries. `stop` ends the waits between them. */
async function attemptRevocation(entry, context, stop) {
    const brake = createBrake(context, { reached: true, stop });
    const turns = createTurns(startPace(1), brake.signal);
    await turns.take(false);
    return prepareAttempts(context, brake, turns)(entry);
}
/** Makes what revokes an entry: it sends the first request in a turn that was taken, and each further one in another. */
function prepareAttempts(context, brake, turns) {
    const { client, limits, retries, time } = context;
    const send = async (id, attempt) => {
        const sentAt = time.now();
        const answer = await client.revoke(id, { signal: limits.revoking, starting: brake.signal, attempt });
        const at = time.now();
        const isTrouble = answer.kind === 'failed' && answer.retryable;
        const setback = answer.kind === 'failed' ? answer.setback : undefined;
        turns.end({ at, latency: at - sentAt, setback, isTrouble });
        brake.observe(answer, id);
        return answer;
    };
    const policy = {
        ...retryPolicy(context, brake.signal),
        takeTurn: () => turns.take(true),
        // The brake ends them. Without a pace nothing would slow them down.
        isFree: (failure) => retries > 0 && client.mostAtOnce() !== undefined && brake.wasReached() && isWaiting(failure),
    };
    return ({ id, token }) => retry((attempt) => send(token?.id ?? id, attempt), policy);
}

;// CONCATENATED MODULE: ./src/revocation/token-in-use.ts









/** Two refusals this far apart, in ms, are no passing fault: nothing is left to test them against. */
const refusalsApart = 5_000;
/** Why the candidates that are left are not attempted. */
const lockedOut = 'The run revoked its own token; the remaining ids need another.';
/**
 * Revokes the token that the run authenticates with: last, alone, and, where its prefix fits several listed tokens,
 * one candidate after the other.
 */
async function revokeTokensInUse(plan, context) {
    const ends = [];
    const { limits } = context;
    let { stoppedBy, evidence } = plan;
    const calibration = plan.entries.length > 0 && stoppedBy === undefined && !limits.starting.aborted
        ? await plan.calibrate()
        : undefined;
    for (const entry of plan.entries) {
        await context.gate.pass(limits.starting);
        if (calibration === undefined || stoppedBy !== undefined || limits.starting.aborted)
            break;
        const attempted = await attemptRevocation(entry, context, limits.starting);
        if (attempted.answer.kind === 'failed' && attempted.answer.affectsAll)
            stoppedBy = attempted.answer;
        // The next candidate waits for it.
        const isLast = entry === plan.entries.at(-1);
        const endBy = isLast ? limits.endBy : Math.min(limits.endBy, context.time.now() + longestProof);
        const bounded = { ...context, limits: { ...limits, endBy } };
        const watch = await watchDeath({ entry, attempted, calibration, evidence, isLast }, bounded);
        evidence = watch.evidence;
        ends.push({ entry, attempted, watch });
        if (isRefusing(watch))
            stoppedBy ??= (0,failure/* createFailure */.I)('unauthorized', lockedOut);
    }
    // A list that was read for a later candidate says something of the earlier ones too.
    const decide = ({ entry, attempted, watch }, index) => {
        const watches = ends.slice(index).map((end) => end.watch);
        const isListed = watches.some((each) => each.isListed);
        const last = { entry, attempted, watch: { ...watch, evidence, isListed } };
        const accepted = watch.own === 'accepted' ? watch.at - watch.since : 0;
        const active = Math.max(accepted, activeFor(entry.id, [], evidence));
        return doubtLag(decideLastFate(last, plan.isAmbiguous), active);
    };
    return {
        fates: new Map(ends.map((end, index) => [end.entry.id, decide(end, index)])),
        traces: new Map(ends.map(({ entry, attempted }) => [entry.id, attempted])),
        stoppedBy,
        isRefused: ends.some(({ watch }) => watch.own === 'rejected'),
        mayBeRefused: ends.some(({ watch }) => isRefusing(watch)),
        evidence,
    };
}
/** Reads the list while it is given, and tests the token in use until it is rejected twice. */
async function watchDeath({ entry, attempted, calibration, evidence, isLast }, context) {
    const { id } = entry;
    const { client, limits, notify, time } = context;
    let watch = {
        evidence: forgetToken(evidence, id),
        own: 'unknown',
        isLockedOut: false,
        isListed: false,
        since: time.now(),
        at: time.now(),
    };
    const { next, lastStart, noteAway } = openRounds(context);
    const policy = { ...retryPolicy(context, limits.waiting), giveUpAt: limits.endBy, lastStart };
    const nextIfDue = async () => (needsProof(attempted) ? next() : undefined);
    for (let round = await next(); round !== undefined; round = await nextIfDue()) {
        notify({ kind: 'verifying', ids: 1, strings: 0, round });
        const own = calibration.kind === 'calibrated' ? await testOwn(calibration.witness, context) : 'unknown';
        watch = addOwn(watch, own, time.now());
        if (own === 'rejected')
            break;
        if (own === 'refused-once' || watch.isLockedOut)
            continue;
        const { answer } = await retry((attempt) => client.list({ signal: limits.verifying, attempt }), policy);
        const after = addList(watch.evidence, answer, time.now());
        const isListed = answer.kind === 'listed';
        watch = {
            ...watch,
            evidence: after,
            isLockedOut: after.isRefused,
            isListed: watch.isListed || isListed,
        };
        // The list is the last word where there is no witness, and where another candidate is the token in use.
        const isOther = own === 'accepted' && !isLast;
        const isLastWord = isListed ? isShownRevoked(id, after) : !answer.retryable;
        if ((calibration.kind === 'none' || (isOther && isListed)) && isLastWord)
            break;
        noteAway(own === 'unknown' && !isListed && !watch.isLockedOut);
    }
    return watch;
}
/** Adds what a test of the token in use brought. */
function addOwn(watch, own, now) {
    const isLockedOut = own !== 'accepted' && watch.isLockedOut;
    if (own === 'unknown')
        return { ...watch, isLockedOut };
    return { ...watch, isLockedOut, own, since: own === watch.own ? watch.since : now, at: now };
}
/** Tests the token in use. A refusal counts if it is repeated: nothing is left to test it against. */
async function testOwn(witness, context) {
    const { credential, limits, time } = context;
    const ask = prepareTests(witness, context, 'proof');
    const first = await ask(credential);
    if (first.kind !== 'rejected')
        return first.kind === 'accepted' ? 'accepted' : 'unknown';
    await time.sleep(refusalsApart, limits.waiting);
    if (limits.waiting.aborted)
        return 'refused-once';
    const second = await ask(credential);
    return second.kind === 'failed' ? 'refused-once' : second.kind;
}
/** What the list and the refusals say together: where they contradict each other the worse counts. */
function decideLastFate({ entry, attempted, watch }, isAmbiguous) {
    const { own, at } = watch;
    const evidence = watch.isListed ? watch.evidence : { ...watch.evidence, seen: undefined };
    const fate = decideFate(entry, attempted, evidence);
    if (!needsProof(attempted) || isAmbiguous)
        return token_in_use_withAdvice(fate, watch);
    switch (own) {
        case 'accepted':
            return judgeAccepted(fate, 'the token itself', giveString);
        case 'rejected':
            return judgeRejected(fate, at);
        default:
            return token_in_use_withAdvice(askAnother(fate), watch);
    }
}
function isRefusing({ own, isLockedOut }) {
    return own === 'rejected' || own === 'refused-once' || isLockedOut;
}
/** A rejected token cannot be used to check again, no matter what an earlier list showed. */
function token_in_use_withAdvice(fate, watch) {
    if (!isRefusing(watch) || fate.status !== 'failed')
        return fate;
    if (fate.code !== 'unverified' && fate.code !== 'still-active')
        return { ...fate, ...askWithAnother };
    const message = watch.own === 'rejected'
        ? 'The cluster now rejects the token in use, which does not prove that it is this one.'
        : 'The cluster rejected the token in use once, which does not prove that it is dead.';
    return unverified(message, askWithAnother);
}

;// CONCATENATED MODULE: ./src/revocation/run.ts

















/**
 * Lists, plans, guards, revokes and verifies.
 *
 * @throws `ActionError` for what stops the run before it has a plan. What happens later is in the result.
 */
async function revokeTokens(request, surroundings) {
    const context = openContext(request, surroundings);
    const { limits } = context;
    const unneeded = new AbortController();
    const starting = AbortSignal.any([limits.starting, unneeded.signal]);
    const calibrate = prepareCalibration({ ...context, limits: { ...limits, starting } });
    try {
        return await planAndRun(context, calibrate, unneeded);
    }
    finally {
        unneeded.abort();
        limits.close();
    }
}
/** `unneeded` ends a calibration that nothing waits for. */
async function planAndRun(context, calibrate, unneeded) {
    const { dryRun, leaks, notify } = context;
    // Beside the list, where it will be needed: an open token does not wait for one after the other.
    // What needs it awaits it, and its fault.
    if (leaks.length > 0)
        calibrate().catch(() => { });
    const reading = await list_readList(context);
    // No string can be looked up, and nothing is known to be the token in use.
    if (reading.index === undefined)
        unneeded.abort();
    if (context.listing)
        return { ...resultOfNothing, listing: showTokens(reading, context) };
    const draft = await draftPlan(reading, calibrate, context);
    const { plan, selection, leftOut, index, clocks } = draft;
    const refusal = run_refuse(draft, context);
    notify({ kind: 'planned', plan, selection, leftOut, index, clocks });
    if (refusal !== undefined)
        return refusal;
    if (dryRun)
        return resultOfDryRun(draft);
    const first = await revokeEntries(plan.first, context, index !== undefined);
    try {
        if (first.fault !== undefined)
            throw first.fault;
        return await finishPlan(draft, first, { ...context, calibrate });
    }
    catch (error) {
        return resultOfFault(draft, error, first.attempts);
    }
}
/** Force skips the checks that ask for a confirmation, and never a limit that the user set. */
function run_refuse(draft, context) {
    const { plan, index, clocks } = draft;
    const { force, kind, selectors, isInUse } = context;
    const breach = findBreach({ ...context, ...draft }) ?? (force ? undefined : findClockStop(selectors, clocks));
    if (breach !== undefined)
        return resultOfStop(draft, breach);
    if (force || index === undefined)
        return undefined;
    const objections = findObjections({ plan, index, clocks, kind, isInUse });
    return objections.length === 0 ? undefined : resultOfRefusal(draft, objections);
}
/** Proves what was revoked, and revokes the token in use. */
async function finishPlan(draft, first, context) {
    const { plan, index, matched } = draft;
    const { limits, credential, leaks, isInUse, calibrate } = context;
    const own = leaks.filter(({ token }) => token === credential).map(({ position }) => position);
    const strings = matched.filter(({ id, liveness }) => liveness === 'accepted' && isDue(id, first.attempts, draft));
    const isOver = first.stoppedBy !== undefined || limits.starting.aborted;
    const isLastDue = plan.last.length > 0 && !isOver;
    const isHurried = isLastDue && own.length > 0;
    const isShort = isLastDue || first.stoppedBy !== undefined;
    const calibration = strings.length > 0 ? await calibrate() : undefined;
    const proof = await gatherEvidence({
        attempts: first.attempts,
        before: index,
        revoked: plan.revoked,
        strings,
        witness: calibration?.kind === 'calibrated' ? calibration.witness : undefined,
        patience: isHurried ? 'single' : isShort ? 'short' : 'long',
    }, context);
    const { likely, unknown } = findInUse(index ?? new Map(), isInUse);
    const isAmbiguous = likely.length !== 1 || unknown.length > 0;
    const last = await revokeTokensInUse({
        entries: plan.last,
        isAmbiguous,
        calibrate: () => calibrate(isHurried || isAmbiguous ? 'calibration' : 'last'),
        stoppedBy: first.stoppedBy,
        evidence: proof,
    }, context);
    const { evidence } = last;
    const isAskerDead = last.mayBeRefused || evidence.isRefused;
    const hesitate = (given, active) => {
        const fate = isHurried ? doubtHaste(given) : doubtLag(given, active);
        return isAskerDead ? askAnother(fate) : fate;
    };
    const settledFates = settleFates(draft, first.attempts, evidence, hesitate);
    const fates = new Map([...settledFates, ...last.fates]);
    const traces = new Map([...first.attempts, ...last.traces]);
    const refused = last.isRefused ? own.map((position) => [position, 'rejected']) : [];
    const said = [...evidence.strings].map(([position, { liveness }]) => [position, liveness]);
    const tested = new Map([...said, ...refused]);
    const settled = { fates, traces, strings: tested, pace: first.pace };
    return resultOfRun(draft, settled, (0,revocation_stop/* findStop */.KR)(last.stoppedBy, limits));
}
/** Says whether a leaked string is to be tested after the revocations: its token may be dead by then. */
function isDue(id, attempts, { plan }) {
    return attempts.has(id) || plan.revoked.some((entry) => (0,revocation_token/* idKey */.T4)(entry.id) === (0,revocation_token/* idKey */.T4)(id));
}
/** Decides the fates of what was attempted, and of what the first list showed as revoked. */
function settleFates({ plan, matched, contradictions, clocks }, attempts, evidence, hesitate) {
    const leaksOf = Map.groupBy(matched, ({ id }) => (0,revocation_token/* idKey */.T4)(id));
    const fates = new Map();
    const judge = (id, byList) => judgeStrings(byList, leaksOf.get((0,revocation_token/* idKey */.T4)(id)) ?? [], evidence);
    for (const entry of plan.first) {
        const attempted = attempts.get(entry.id);
        if (attempted === undefined)
            continue;
        const positions = (leaksOf.get((0,revocation_token/* idKey */.T4)(entry.id)) ?? []).map(({ position }) => position);
        const fate = judge(entry.id, decideFate(entry, attempted, evidence));
        fates.set(entry.id, hesitate(fate, activeFor(entry.id, positions, evidence)));
    }
    for (const entry of plan.revoked) {
        const fate = judge(entry.id, decideListedFate(entry, clocks.runner, evidence));
        const isOpen = fate.status === 'already-revoked' && !fate.proof.includes('rejected');
        fates.set(entry.id, (isOpen ? contradictions.get(entry.id) : undefined) ?? fate);
    }
    return fates;
}
/** Lists the tokens of the cluster, for a person who looks for an id. */
function showTokens({ index, clocks }, { isInUse }) {
    const tokens = [...(index?.values() ?? [])];
    return tokens.map((token) => ({ token, state: (0,revocation_clocks/* stateOf */.L4)(token, clocks), inUse: isInUse(token) }));
}

;// CONCATENATED MODULE: ./src/run.ts












const { timeOrigin } = performance;
/** The process's own clock and chance. The clock does not jump: a step of the system's would end waits early. */
const time = {
    now: () => timeOrigin + performance.now(),
    random: Math.random,
    sleep: (ms, signal) => (0,promises_.setTimeout)(ms, undefined, { signal }).catch(() => { }),
};
/** The part of the deadline that is kept for GitHub, where it has a part, and its upper bound in ms. */
const gitHubShare = 0.1;
const gitHubReserve = 5_000;
/** Runs what the inputs request, with the real clock, network and programs. Never throws: what stops the run is in its result. */
async function run({ asked, inputs }, needs) {
    const { unreadAlert: position } = asked;
    const unread = position === undefined ? undefined : { position, isGivenToo: false, read: undefined };
    const unopened = { client: undefined, alert: unread };
    if (inputs instanceof errors/* ActionError */.lZ)
        return { ...unopened, result: stoppedBeforePlan(asked, inputs) };
    const found = await (0,github_alert/* findAlertLeak */.Lm)(inputs, { ...needs, time }).catch(toActionError);
    if (found instanceof errors/* ActionError */.lZ)
        return { ...unopened, result: stoppedBeforePlan(asked, found) };
    const { alert, leaks } = found;
    const explain = (error) => stoppedBeforePlan({ ...asked, leaks, unreadAlert: undefined }, toActionError(error));
    const { ids, selectors, expectPlan, listing } = inputs.request;
    const isAsked = ids.length > 0 || leaks.length > 0 || selectors !== undefined || listing;
    // An empty plan is not the expected one.
    if (!isAsked && expectPlan === undefined)
        return { ...unopened, alert, result: resultOfNothing };
    const opened = await run_open(inputs, needs).catch(toActionError);
    if (opened instanceof errors/* ActionError */.lZ)
        return { ...unopened, alert, result: explain(opened) };
    const result = await revoke(inputs, leaks, opened, needs).catch(explain);
    await opened.close().catch((error) => needs.log.debug(String(error.stack)));
    return { client: opened.choice(), alert, result };
}
/** An error in the action itself: its text may hold anything, so it is shown with debug logging only. */
function toActionError(error) {
    if (error instanceof errors/* ActionError */.lZ)
        return error;
    return new errors/* ActionError */.lZ({ code: 'internal', message: 'The action itself failed.', cause: error });
}
/** Opens the connection to the cluster, and the client that uses it. */
async function run_open(inputs, { secrets, log }) {
    const { request, account, connection, authentication, providerProxy } = inputs;
    if (connection.tls.insecure)
        log.warn('Certificates are not verified (`tls-skip-verify`, or `insecure` in the profile): anyone who intercepts the connection can read and use the token.');
    saveMemoryFor(request.ids.length);
    const { openConnection } = await Promise.all(/* import() | connection */[__nccwpck_require__.e(405), __nccwpck_require__.e(299)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5776));
    const { sleep } = time;
    const needs = { authentication, providerProxy, secrets, getIdToken: getIdToken, sleep, onExchange: log.debug };
    const transport = await openConnection({ ...connection, ...needs });
    log.info(`Cluster: ${connection.host.origin}${(0,report/* describeAccount */.v)(account)}`);
    const settings = { ...inputs, kind: request.kind };
    const created = createClient(settings, {
        transport,
        now: time.now,
        influxctl: {
            env: process.env,
            async fetch(source, folder, signal) {
                const { fetchInfluxctl } = await Promise.all(/* import() | fetch */[__nccwpck_require__.e(405), __nccwpck_require__.e(43), __nccwpck_require__.e(553)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5121));
                const { timeout, tls } = connection;
                const needs = { env: process.env, folder, authorities: tls.authorities, timeout, signal };
                return fetchInfluxctl(source, { ...needs, retries: request.retries, quote: transport.quote });
            },
            concurrency: request.concurrency,
            quote: transport.quote,
            onCall: log.debug,
            info: log.info,
            warn: log.warn,
        },
        onChoice(choice, explanation) {
            log.info(explanation);
            if (choice.client === 'influxctl' && isOwnHost(inputs))
                log.warn(elsewhere);
        },
    });
    const close = async () => {
        try {
            await created.close();
        }
        finally {
            await transport.close();
        }
    };
    return { ...created, close };
}
/** Says whether the host is the workflow's own, on Cloud Dedicated, where influxctl gets none. */
function isOwnHost({ account, connection }) {
    return account !== undefined && connection.host.hostname !== inputs_connection/* dedicatedHost */.Mv;
}
const elsewhere = 'influxctl finds Cloud Dedicated by itself: what it lists and revokes is not at `host`. Leave `host` out if it is not the address of the Management API.';
function revoke({ request, authentication, github }, leaks, { client, witnesses }, { secrets, log, startedAt, cancel }) {
    const notify = (event) => {
        if (event.kind === 'planned')
            secrets.show(event.plan.entries.map(({ id }) => id));
        log.show(event);
    };
    const sha256 = (text) => (0,external_node_crypto_.hash)('sha256', text);
    const surroundings = { client, witnesses, time, cancel, notify, hash: sha256 };
    const credential = findCredential(authentication);
    const hasFollowUp = github.alert !== undefined || github.issueNumber !== undefined;
    const reserve = hasFollowUp ? Math.min(gitHubReserve, request.deadline * gitHubShare) : 0;
    const deadline = Math.max(startedAt + request.deadline - reserve - time.now(), 1);
    return revokeTokens({ ...request, deadline, leaks, credential }, surroundings);
}
/**
 * A JWT, and what an identity provider issues, are in no list of management tokens. Of what a `token_file` holds no form is
 * published: it counts where it looks like a management token.
 */
function findCredential(authentication) {
    if (authentication.kind === 'oauth')
        return undefined;
    const { token, file } = authentication;
    const isListed = file === undefined ? !(0,token_string/* isJwt */.ky)(token) : (0,token_string/* isManagementToken */.z)(token);
    return isListed ? token : undefined;
}


/***/ }),

/***/ 970:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ cancelSignal),
/* harmony export */   H: () => (/* binding */ openFollowUp)
/* harmony export */ });
const cancel = new AbortController();
const announcement = 'Nothing new is started; what is in progress finishes or is stopped.';
/** How long GitHub's part after a run may take at most, in ms: the runner kills a cancelled step after 10 s. */
const followUpTime = { usual: 30_000, cancelled: 1_500 };
/**
 * Aborted: the job was cancelled. The first signal asks the run to end in order, the second one ends it at once. It
 * listens as soon as it is loaded, before all that takes time to load: without a listener Node dies of a signal.
 */
const cancelSignal = cancel.signal;
/**
 * Opens a share of the time for GitHub's part after the run: of `left` ms at most. Gives when it is over, counted from `now`, and
 * a signal that is aborted then, or earlier where the job is cancelled.
 */
function openFollowUp(left, now, share) {
    const { usual, cancelled } = followUpTime;
    const end = new AbortController();
    const endAfter = (ms) => {
        setTimeout(() => end.abort(), ms * share).unref();
    };
    const longest = Math.min(usual, Math.max(left, 0));
    endAfter(longest);
    if (cancelSignal.aborted)
        endAfter(cancelled);
    else
        cancelSignal.addEventListener('abort', () => endAfter(cancelled), { once: true });
    return { until: now + longest * share, signal: end.signal };
}
function onSignal(signal) {
    if (cancel.signal.aborted)
        process.exit(1);
    process.stdout.write(`${signal}: the job was cancelled. ${announcement}\n`);
    cancel.abort();
}
// A closed terminal (SIGHUP) and a quit (SIGQUIT) end a run in order too: its private files have to go.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])
    process.on(name, onSignal);
// A log that no one reads any more must not end a run that can still revoke, and write its outputs.
for (const stream of [process.stdout, process.stderr])
    stream.on('error', () => { });


/***/ }),

/***/ 3574:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BK: () => (/* binding */ prefixLength),
/* harmony export */   C2: () => (/* binding */ isPrintable),
/* harmony export */   F3: () => (/* binding */ inventTokenString),
/* harmony export */   IF: () => (/* binding */ looksLikeTokenString),
/* harmony export */   NN: () => (/* binding */ findTokenStrings),
/* harmony export */   RW: () => (/* binding */ isPrefix),
/* harmony export */   Yp: () => (/* binding */ typographicQuotes),
/* harmony export */   Z2: () => (/* binding */ isDatabaseToken),
/* harmony export */   a_: () => (/* binding */ quotes),
/* harmony export */   bs: () => (/* binding */ shortestSecret),
/* harmony export */   ky: () => (/* binding */ isJwt),
/* harmony export */   ui: () => (/* binding */ findTokenSecrets),
/* harmony export */   vI: () => (/* binding */ findExactTokens),
/* harmony export */   wS: () => (/* binding */ findTokenString),
/* harmony export */   z: () => (/* binding */ isManagementToken)
/* harmony export */ });
/**
 * How long the prefix of a token string is, in characters, as `influxctl management list` publishes it: `M.V1.` and four
 * that vary. It is not secret.
 */
const prefixLength = 9;
/** The quotes of word processors, for a class of a regular expression. */
const typographicQuotes = '“”„‘’‚«»‹›';
/** All that a pasted text may stand in, for such a class too. */
const quotes = `"'\`${typographicQuotes}`;
/** How management tokens (`M.V1.…`) and database tokens (`apiv1_…`) begin. */
const beginning = String.raw `M\.V\d+\.|apiv\d+_`;
/** JWTs begin with `eyJ`, base64url of `{"`. What stands before a token string, such as `token=` or a quote, is no part of it. */
const anyBeginning = String.raw `(?:${beginning}|\beyJ)`;
/** The characters of base64, base64url and JWTs: others have not been seen in a token string. */
const characters = String.raw `[\w.+/=~-]`;
const tokenString = new RegExp(`${anyBeginning}[^\\s${quotes},;()[\\]{}<>]*`);
const everyTokenString = new RegExp(tokenString, 'g');
const exactTokenString = new RegExp(`${anyBeginning}${characters}*`, 'g');
/** Where a second token string begins, as in `T1:T2`. Behind a dot `eyJ` begins the payload of the same JWT. */
const nextBeginning = new RegExp(String.raw `(?=${beginning}|(?<!\.)\beyJ)`);
/** Where a second management or database token begins directly behind the first. */
const nextToken = new RegExp(`(?=${beginning})`);
/** What may follow a token string in code, JSON, a URL or a sentence. Anything else may be a part of it. */
const delimiter = new RegExp(`^[\\s${quotes},;:()[\\]{}<>&\\\\|!?*#]`);
/** From the first character on that is in no token string that has been seen. */
const trailing = new RegExp(`(?!${characters}).*$`, 's');
/** A shorter text is no secret to authenticate with: masking it would hide ordinary words. */
const shortestSecret = 8;
/** How many characters a made-up string has: more than a secret could be guessed with. */
const inventedLength = 64;
/** Makes up a string of the form of a management token. `random` gives numbers from 0 up to 1. */
function inventTokenString(random) {
    const digits = Array.from({ length: inventedLength }, () => Math.floor(random() * 36).toString(36));
    return `M.V1.${digits.join('')}`;
}
/** Says whether a text has only characters that a token in a header can have: no white space, and none beyond ASCII. */
function isPrintable(text) {
    return /^[\x21-\x7e]+$/.test(text);
}
/** Says whether a text looks like a token string: a secret that must not be printed. */
function looksLikeTokenString(text) {
    return tokenString.test(text);
}
/** The first token string that a text holds, without what is around it. */
function findTokenString(text) {
    return tokenString.exec(text)?.[0];
}
/** Every token string that a text holds and that is longer than a prefix, with and without what may trail it. */
function findTokenStrings(text) {
    const runs = text.match(everyTokenString) ?? [];
    const parts = runs.flatMap((run) => run.split(nextBeginning));
    const bare = parts.map((part) => part.replace(trailing, ''));
    return [...new Set([...runs, ...parts, ...bare])].filter((token) => token.length > prefixLength);
}
/** Every token string that a text holds, with the characters that have been seen in such strings and nothing else. */
function findExactTokens(text) {
    return [...text.matchAll(exactTokenString)].flatMap(({ 0: run, index }) => {
        const rest = text.slice(index + run.length, index + run.length + 1);
        const isCut = rest !== '' && !delimiter.test(rest);
        return run.split(nextToken).map((token) => ({ token, isCut }));
    });
}
/** Says whether a text is the part of a token string that may be shown. */
function isPrefix(text) {
    return text.length <= prefixLength && text.search(beginning) === 0;
}
/** Says whether a token string has the form of a management token. */
function isManagementToken(token) {
    return /^M\.V\d+\./.test(token);
}
/** Says whether a token string is that of a database token. */
function isDatabaseToken(token) {
    return /^apiv\d+_/.test(token);
}
/** Says whether a token string is a JWT, as identity providers give them. */
function isJwt(token) {
    return token.startsWith('eyJ');
}
/** Management and database tokens with at least 16 characters behind their beginning: less may be part of a path. */
const wholeToken = new RegExp(`(?:${beginning})${characters}{16,}`, 'g');
/**
 * Finds what is secret of the strings in a text that look like management or database tokens: all but their prefixes. Each
 * by the positions of its first character and of the first one behind it.
 */
function findTokenSecrets(text) {
    if (text.search(wholeToken) < 0)
        return [];
    return [...text.matchAll(wholeToken)].map(({ 0: token, index }) => [
        index + prefixLength,
        index + token.length,
    ]);
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 99:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:sqlite");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 7830:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/web");

/***/ }),

/***/ 7997:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 1178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  yU: () => (/* binding */ ExitCode),
  Yz: () => (/* binding */ debug),
  z3: () => (/* binding */ error),
  V9: () => (/* binding */ getIDToken),
  V4: () => (/* binding */ getInput),
  pq: () => (/* binding */ info),
  _o: () => (/* binding */ isDebug),
  lm: () => (/* binding */ notice),
  C1: () => (/* binding */ setFailed),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ setSecret),
  z: () => (/* reexport */ summary),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: addPath, endGroup, exportVariable, getBooleanInput, getMultilineInput, getState, group, markdownSummary, platform, saveState, setCommandEcho, startGroup, toPlatformPath, toPosixPath, toWin32Path

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: ./src/action/toolkit.ts
var toolkit = __nccwpck_require__(7096);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new toolkit/* HttpClient */.Qq('actions/oidc-client', [new BearerCredentialHandler(OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1730);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
