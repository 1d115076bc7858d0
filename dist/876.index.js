export const id = 876;
export const ids = [876];
export const modules = {

/***/ 3115:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createTokenRequest: () => (/* binding */ createTokenRequest)
});

// EXTERNAL MODULE: ../inputs/node_modules/oauth4webapi/build/index.js
var build = __webpack_require__(4011);
// EXTERNAL MODULE: ./src/token-string.ts
var token_string = __webpack_require__(1628);
// EXTERNAL MODULE: ./src/connection/credentials.ts
var credentials = __webpack_require__(1596);
// EXTERNAL MODULE: ./src/connection/fault.ts
var fault = __webpack_require__(6906);
// EXTERNAL MODULE: ./src/connection/race-with-signal.ts
var race_with_signal = __webpack_require__(1307);
// EXTERNAL MODULE: ./src/connection/answer.ts
var connection_answer = __webpack_require__(8042);
;// CONCATENATED MODULE: ./src/connection/token-endpoint.ts



const bodyLimit = { ok: 1024 * 1024, other: 64 * 1024 };
/** Answers with these have no body, not even an empty one (https://fetch.spec.whatwg.org/#null-body-status). */
const bodiless = new Set([204, 205, 304]);
/** Opens the way to a token endpoint, over the run's own connections: its proxy, its authorities, its time limit. */
function openTokenEndpoint(options) {
    let failure;
    let answer;
    return {
        async fetch(address, init) {
            const result = await send(new URL(address), init, options);
            if (result.kind === 'failed') {
                failure = result;
                throw new Error(result.message);
            }
            answer = result;
            const body = bodiless.has(result.status) ? null : withoutIdToken(result.body);
            return new Response(body, { status: result.status, headers: { 'content-type': result.contentType } });
        },
        failure: () => failure,
        answer: () => answer,
    };
}
async function send(url, { body, headers }, { dispatcher, timeout, signal, proxy }) {
    const target = { origin: url.origin, path: url.pathname + url.search };
    const options = { ...target, method: 'POST', headers, body: body.toString() };
    try {
        const answer = await (0,connection_answer/* receiveAnswer */.Q)({ dispatcher, options, bodyLimit, timeout, signal });
        if (answer === 'aborted')
            return (0,credentials/* authenticationFailure */.HD)('The run ended before there was an access token.', false);
        if (answer !== 'timeout')
            return answer;
        const message = `No access token: ${url.host} did not respond completely within ${timeout / 1_000} s.`;
        return (0,credentials/* authenticationFailure */.HD)(message, true);
    }
    catch (thrown) {
        const { message, retryable } = (0,fault/* explainFault */.Oy)(thrown, { host: url, proxy });
        return (0,credentials/* authenticationFailure */.HD)(`No access token: ${message.replace('`host`', '`oauth-token-url`')}`, retryable);
    }
}
/** A scope such as `openid` brings an ID token too. Nothing here uses it, and its issuer is not known. */
function withoutIdToken(body) {
    try {
        const { id_token: _, ...rest } = JSON.parse(body);
        return JSON.stringify(rest);
    }
    catch {
        return body;
    }
}

;// CONCATENATED MODULE: ./src/connection/token-refusal.ts
/** The fields of an error of a token endpoint (RFC 6749, section 5.2), in the order in which they are quoted. */
const errorFields = ['error', 'error_description', 'error_uri'];
/**
 * Says what a token endpoint answered in place of an access token: its error, at any status. Of any other answer nothing is
 * quoted: it may hold a token, under any name and in any form.
 */
function describeRefusal(answer, quote) {
    const { status, contentType, body, cut } = answer;
    const said = findError(body).join(': ');
    if (said !== '')
        return `refused to give an access token (${status}): "${quote(said)}".`;
    if (body === '')
        return `gave no access token, but ${status} without a body.`;
    const length = `${cut ? 'more than ' : ''}${Buffer.byteLength(body)} bytes`;
    const type = contentType === '' ? '' : ` of ${quote(contentType)}`;
    return `gave no access token, but ${status} with ${length}${type}, not shown since they may hold a token.`;
}
function findError(body) {
    const fields = new Map(Object.entries(parseObject(body)));
    return errorFields
        .map((name) => fields.get(name))
        .filter((text) => typeof text === 'string')
        .filter((text) => text !== '');
}
function parseObject(body) {
    try {
        const value = JSON.parse(body);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./src/connection/oauth.ts







const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
/** Makes what asks the identity provider for an access token. */
function createTokenRequest(settings, needs) {
    return async () => {
        const { hide } = needs;
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
        return (0,credentials/* authenticationFailure */.HD)(`The runner gave no OIDC token: "${quote(error.message)}".`, true);
    }
}
async function requestToken(settings, identity, needs) {
    const { tokenUrl, clientId } = settings;
    // The issuer is only compared with that of an ID token, which is not asked for.
    const server = { issuer: tokenUrl.origin, token_endpoint: tokenUrl.href };
    const client = { client_id: clientId };
    const { grant, authentication, parameters } = describeGrant(settings, identity, needs);
    const endpoint = openTokenEndpoint(needs);
    const options = { [build/* customFetch */.A6]: endpoint.fetch, [build/* allowInsecureRequests */.cm]: tokenUrl.protocol === 'http:' };
    try {
        const response = await (0,build/* genericTokenEndpointRequest */.Nb)(server, client, authentication, grant, parameters, options);
        const { access_token, token_type } = await (0,build/* processGenericTokenEndpointResponse */.kU)(server, client, response);
        if (!/^[\x21-\x7e]+$/.test(access_token))
            return (0,credentials/* authenticationFailure */.HD)(`${tokenUrl.host} gave an access token that no request can carry.`, false);
        if (access_token.length < token_string/* shortestSecret */.bs)
            return (0,credentials/* authenticationFailure */.HD)(`${tokenUrl.host} gave an access token that is too short to be one.`, false);
        if (token_type === 'bearer')
            return access_token;
        return (0,credentials/* authenticationFailure */.HD)(`${tokenUrl.host} gave a token that is no bearer token.`, false);
    }
    catch (thrown) {
        return endpoint.failure() ?? explainRefusal(thrown, endpoint.answer(), settings, needs);
    }
}
function describeGrant({ proof, scopes, audience }, identity, needs) {
    const parameters = new URLSearchParams();
    if (scopes.length > 0)
        parameters.set('scope', scopes.join(' '));
    if (audience !== undefined)
        parameters.set('audience', audience);
    switch (proof.kind) {
        case 'client-secret':
            return {
                grant: 'client_credentials',
                authentication: authenticateBySecret(identity, needs),
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
/** The header holds the secret in forms of its own, in base64 and out of it, which must not be shown either. */
function authenticateBySecret(secret, { hide }) {
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
function authenticateByAssertion(assertion) {
    return (_, client, body) => {
        body.set('client_id', client.client_id);
        body.set('client_assertion_type', assertionType);
        body.set('client_assertion', assertion);
    };
}
function explainRefusal(thrown, answer, { tokenUrl }, { quote }) {
    // Without an answer it is a fault of the action's own, which nobody should take for the provider's.
    if (answer === undefined)
        throw thrown;
    return (0,credentials/* authenticationFailure */.HD)(`${tokenUrl.host} ${describeRefusal(answer, quote)}`, (0,fault/* isPassingStatus */.Wj)(answer.status));
}


/***/ })

};
