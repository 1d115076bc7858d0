export const id = 876;
export const ids = [876];
export const modules = {

/***/ 8700:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createTokenRequest: () => (/* binding */ createTokenRequest)
});

// EXTERNAL MODULE: ./node_modules/oauth4webapi/build/index.js
var build = __webpack_require__(5235);
// EXTERNAL MODULE: ./src/token-string.ts
var token_string = __webpack_require__(3574);
// EXTERNAL MODULE: ./src/connection/answer-times.ts
var answer_times = __webpack_require__(2631);
// EXTERNAL MODULE: ./src/connection/credentials.ts
var credentials = __webpack_require__(1962);
// EXTERNAL MODULE: ./src/connection/fault.ts
var fault = __webpack_require__(7716);
;// CONCATENATED MODULE: ./src/connection/oauth-grant.ts

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
/** Describes the request for an access token. `identity` is the secret that the client shows. */
function describeGrant({ proof, scopes, audience }, identity, hide) {
    const parameters = new URLSearchParams();
    if (scopes.length > 0)
        parameters.set('scope', scopes.join(' '));
    if (audience !== undefined)
        parameters.set('audience', audience);
    switch (proof.kind) {
        case 'client-secret':
            return {
                grant: 'client_credentials',
                authentication: authenticateBySecret(identity, hide),
                parameters,
            };
        case 'client-assertion':
            return { grant: 'client_credentials', authentication: authenticateByAssertion(identity), parameters };
        case 'subject-token':
            parameters.set('subject_token', identity);
            parameters.set('subject_token_type', proof.type);
            parameters.set('requested_token_type', accessTokenType);
            return { grant: exchangeGrant, authentication: (0,build/* None */.NV)(), parameters };
    }
}
/** The header holds the secret encoded, with and without base64, and neither form may be shown. */
function authenticateBySecret(secret, hide) {
    const authenticate = (0,build/* ClientSecretBasic */.gH)(secret);
    return async (server, client, body, headers) => {
        await authenticate(server, client, body, headers);
        const encoded = (headers.get('authorization') ?? '').replace(/^Basic /, '');
        hide(encoded);
        hide(Buffer.from(encoded, 'base64')
            .toString('utf8')
            .replace(/^[^:]*:/, ''));
    };
}
/** Sends the secret in the body, for providers that take it nowhere else; it stands there encoded. */
function authenticateInBody(secret, hide) {
    const authenticate = (0,build/* ClientSecretPost */.qm)(secret);
    return async (server, client, body, headers) => {
        await authenticate(server, client, body, headers);
        hide(new URLSearchParams({ '': secret }).toString().slice(1));
    };
}
function authenticateByAssertion(assertion) {
    return (_, client, body) => {
        body.set('client_id', client.client_id);
        body.set('client_assertion_type', assertionType);
        body.set('client_assertion', assertion);
    };
}

// EXTERNAL MODULE: ./src/connection/race-with-signal.ts
var race_with_signal = __webpack_require__(2429);
// EXTERNAL MODULE: ./src/json.ts
var json = __webpack_require__(8301);
;// CONCATENATED MODULE: ./src/connection/token-endpoint.ts


/** What a token request gets after the end of the run. */
const runEnded = (0,credentials/* authenticationFailure */.HD)('The run ended before there was an access token.', false, 'Run again.');
const bodyLimit = { ok: 1024 * 1024, other: 64 * 1024 };
/** What to do about an identity provider that gives no complete answer. */
const unavailableHint = 'Run again; if it persists, check the logs of the identity provider and of any proxy in front of it.';
/** Answers with these have no body, not even an empty one (https://fetch.spec.whatwg.org/#null-body-status). */
const bodiless = new Set([204, 205, 304]);
/**
 * Opens a token endpoint, over the run's own connections: its proxy, its authorities, its time limit. It remembers what
 * came of the last request.
 */
function openTokenEndpoint(options) {
    let failure;
    let answer;
    return {
        /** As the `fetch` of the web, as far as an OAuth2 library needs it. Throws where there is no answer. */
        async fetch(address, init) {
            const result = await request(new URL(address), init, options);
            if (result.kind === 'failed') {
                failure = result;
                throw new Error(result.message);
            }
            answer = result;
            return toResponse(result);
        },
        /** What kept the last request from an answer. */
        failure: () => failure,
        answer: () => answer,
    };
}
async function request(url, { body, headers }, { send, signal }) {
    const answer = await send({
        method: 'POST',
        path: url.pathname + url.search,
        headers: { ...headers, 'accept-encoding': 'identity' },
        body: body.toString(),
        bodyLimit,
        signal,
    });
    if (answer.kind === 'answer')
        return answer;
    if (signal.aborted)
        return runEnded;
    const { message, retryable, hint } = answer;
    return (0,credentials/* authenticationFailure */.HD)(`No access token: ${message}`, retryable, hint);
}
/**
 * What the OAuth2 library needs of an answer. It refuses a whole answer for a field that nothing here uses: an ID token
 * of an unknown issuer, a scope that is a list, an expiry that is null. It looks for an error in a 4xx only.
 */
function toResponse({ status, contentType, body }) {
    const headers = { 'content-type': contentType };
    const fields = (0,json/* parseJson */.qF)(body);
    if (!(0,json/* isFields */.Ce)(fields))
        return new Response(bodiless.has(status) ? null : body, { status, headers });
    const { access_token: token, token_type: type, error, error_description: description } = fields;
    if (isText(error) && token === undefined) {
        const refusal = { error, ...(isText(description) ? { error_description: description } : {}) };
        return new Response(JSON.stringify(refusal), {
            status: status >= 400 && status < 500 ? status : 400,
            headers,
        });
    }
    // RFC 6749 requires the type (section 5.1). A server that leaves it out means the one that all use.
    const needed = { access_token: token, token_type: isText(type) ? type : 'Bearer' };
    return new Response(status === 200 ? JSON.stringify(needed) : body, { status, headers });
}
function isText(value) {
    return typeof value === 'string' && value !== '';
}

;// CONCATENATED MODULE: ./src/connection/token-refusal.ts

/** What to do about an answer that is not in the form of a token endpoint. */
const noEndpoint = 'A token endpoint answers otherwise: check `oauth-token-url`, and any proxy in front of the identity provider.';
/** The fields of an error of a token endpoint (RFC 6749, section 5.2), in the order in which they are quoted. */
const errorFields = ['error', 'error_description', 'error_uri'];
/**
 * Says what a token endpoint answered instead of an access token: its error, at any status. Of any other answer nothing is
 * quoted but where it redirects, without the path: it may hold a token, under any name and in any form.
 */
function describeRefusal(answer, { href }, quote) {
    const said = findError(answer.body).join(': ');
    return said === ''
        ? { message: `returned no access token, but ${describeOther(answer, href, quote)}`, hint: noEndpoint }
        : { message: `refused to give an access token (${answer.status}): "${quote(said)}".`, hint: undefined };
}
function describeOther(answer, base, quote) {
    const { status, contentType, length, location, unknownCoding } = answer;
    if (location !== undefined) {
        const { protocol, host = '' } = URL.parse(location, base) ?? {};
        const where = host === '' ? '' : ` to "${quote(`${protocol}//${host}`)}"`;
        return `${status}, a redirect${where}. Redirects are not followed.`;
    }
    if (unknownCoding !== undefined)
        return `${status} in the content coding "${quote(unknownCoding)}", which cannot be read.`;
    if (length === 0)
        return `${status} without a body.`;
    const type = contentType === '' ? '' : ` of ${quote(contentType)}`;
    return `${status} with a body${type}, not shown since it may hold a token.`;
}
function findError(body) {
    const fields = new Map(Object.entries((0,json/* parseFields */.L5)(body)));
    return errorFields
        .map((name) => fields.get(name))
        .filter((text) => typeof text === 'string')
        .filter((text) => text !== '');
}

;// CONCATENATED MODULE: ./src/connection/oauth.ts









/** Makes a function that requests an access token from the identity provider. */
function createTokenRequest(settings, needs) {
    return async () => {
        const { hide, signal } = needs;
        if (signal.aborted)
            return runEnded;
        const identity = await getIdentity(settings.proof, needs);
        if (typeof identity !== 'string')
            return identity;
        const token = await requestToken(settings, identity, needs);
        if (typeof token === 'string')
            hide(token);
        return token;
    };
}
/** The secret that the client shows: its own, or the runner's OIDC token. */
async function getIdentity(proof, needs) {
    if (proof.kind === 'client-secret')
        return proof.secret;
    const { getIdToken, hide, quote, timeout, signal } = needs;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
    const late = new Error(`no answer within ${timeout} ms`);
    try {
        const token = await (0,race_with_signal/* raceWithSignal */.o)(getIdToken(proof.audience), limit, () => late);
        if (token instanceof Error)
            throw token;
        hide(token);
        return token;
    }
    catch (error) {
        return (0,credentials/* authenticationFailure */.HD)(`The runner did not issue an OIDC token: "${quote(error.message)}".`, true, 'Run again; if it persists, check `oidc-audience`, and that this runner can reach GitHub.');
    }
}
/** Some providers take the client's secret in the body only (RFC 6749, section 2.3.1): there it is tried once more. */
async function requestToken(settings, identity, needs) {
    const grant = describeGrant(settings, identity, needs.hide);
    const first = await requestWith(grant, settings, needs);
    if (settings.proof.kind !== 'client-secret' || !first.isClientRefused)
        return first.result;
    const authentication = authenticateInBody(identity, needs.hide);
    const second = await requestWith({ ...grant, authentication }, settings, needs);
    const isFinal = typeof second.result !== 'string' && !second.result.retryable;
    return isFinal ? first.result : second.result;
}
async function requestWith({ grant, authentication, parameters }, settings, needs) {
    const { tokenUrl, clientId } = settings;
    // The issuer is only compared with that of an ID token, which is not requested.
    const server = { issuer: tokenUrl.origin, token_endpoint: tokenUrl.href };
    const client = { client_id: clientId };
    const endpoint = openTokenEndpoint(needs);
    const options = { [build/* customFetch */.A6]: endpoint.fetch, [build/* allowInsecureRequests */.cm]: tokenUrl.protocol === 'http:' };
    try {
        const response = await (0,build/* genericTokenEndpointRequest */.Nb)(server, client, authentication, grant, parameters, options);
        const { access_token, token_type } = await (0,build/* processGenericTokenEndpointResponse */.kU)(server, client, response);
        return { result: checkToken(access_token, token_type, tokenUrl), isClientRefused: false };
    }
    catch (thrown) {
        const answer = endpoint.answer();
        const isUnknown = thrown instanceof build/* ResponseBodyError */.uK && thrown.error === 'invalid_client';
        return {
            result: endpoint.failure() ?? explainRefusal(thrown, answer, settings, needs),
            isClientRefused: isUnknown && answer?.status === 401,
        };
    }
}
function checkToken(token, type, tokenUrl) {
    if (!(0,token_string/* isPrintable */.C2)(token))
        return refuseToken('an access token with characters that a header cannot carry', tokenUrl);
    if (token.length < token_string/* shortestSecret */.bs)
        return refuseToken('an access token that is too short to be one', tokenUrl);
    return type === 'bearer' ? token : refuseToken(otherType, tokenUrl);
}
const otherType = 'a token that is not a bearer token';
function refuseToken(what, { origin }) {
    const hint = 'Check `oauth-token-url`, and what the provider issues to this client: it must be a bearer token.';
    return (0,credentials/* authenticationFailure */.HD)(`${origin} returned ${what}.`, false, hint);
}
function explainRefusal(thrown, answer, { tokenUrl }, { quote }) {
    // Without an answer it is an error in the action itself, not one of the provider.
    if (answer === undefined)
        throw thrown;
    // The library throws it for no answer but one with a type of token that it does not know.
    if (thrown instanceof build/* UnsupportedOperationError */.vR)
        return refuseToken(otherType, tokenUrl);
    const error = thrown instanceof build/* ResponseBodyError */.uK ? thrown.error : '';
    const retryable = (0,fault/* isPassingStatus */.Wj)(answer.status) || passingErrors.has(error);
    const { message, hint } = describeRefusal(answer, tokenUrl, quote);
    const by = answer.forwardedBy === undefined ? '' : ` through the proxy ${answer.forwardedBy}`;
    const what = `${tokenUrl.origin}${by} ${message}`;
    const failure = (0,credentials/* authenticationFailure */.HD)(what, retryable, retryable ? unavailableHint : hint);
    return { ...failure, retryAfter: (0,answer_times/* readRetryAfter */.D)(answer) };
}
/** Errors that say that another attempt may succeed, at any status (RFC 6749, section 4.1.2.1). */
const passingErrors = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);


/***/ })

};
