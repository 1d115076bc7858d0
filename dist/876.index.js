export const id = 876;
export const ids = [876];
export const modules = {

/***/ 8627:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createTokenRequest: () => (/* binding */ createTokenRequest)
/* harmony export */ });
/* harmony import */ var oauth4webapi__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5235);
/* harmony import */ var _answer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9556);
/* harmony import */ var _credentials_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1962);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7716);




const bodyLimit = { ok: 1024 * 1024, other: 64 * 1024 };
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
    const { getIdToken, hide, quote, timeout } = needs;
    const timer = AbortSignal.timeout(timeout);
    const late = new Promise((_, reject) => {
        timer.addEventListener('abort', () => reject(new Error(`no answer within ${timeout} ms`)));
    });
    try {
        const token = await Promise.race([getIdToken(proof.audience), late]);
        hide(token);
        return token;
    }
    catch (error) {
        const said = quote(error.message);
        return (0,_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .credentialsFault */ .fw)(`The runner gave no OIDC token: "${said}".`, true);
    }
}
async function requestToken(settings, identity, needs) {
    const { tokenUrl, clientId } = settings;
    // The issuer is only compared with that of an ID token, which is not asked for.
    const server = { issuer: tokenUrl.origin, token_endpoint: tokenUrl.href };
    const client = { client_id: clientId };
    const { grant, authentication, parameters } = describeGrant(settings, identity, needs);
    const endpoint = createEndpoint(needs);
    const options = { [oauth4webapi__WEBPACK_IMPORTED_MODULE_2__/* .customFetch */ .A6]: endpoint.fetch, [oauth4webapi__WEBPACK_IMPORTED_MODULE_2__/* .allowInsecureRequests */ .cm]: tokenUrl.protocol === 'http:' };
    try {
        const response = await (0,oauth4webapi__WEBPACK_IMPORTED_MODULE_2__/* .genericTokenEndpointRequest */ .Nb)(server, client, authentication, grant, parameters, options);
        const { access_token, token_type } = await (0,oauth4webapi__WEBPACK_IMPORTED_MODULE_2__/* .processGenericTokenEndpointResponse */ .kU)(server, client, response);
        if (token_type === 'bearer')
            return access_token;
        return (0,_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .credentialsFault */ .fw)(`${tokenUrl.host} gave a token that is no bearer token.`, false);
    }
    catch (thrown) {
        return endpoint.fault() ?? explainRefusal(thrown, endpoint.answer(), settings, needs);
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
            return { grant: exchangeGrant, authentication: (0,oauth4webapi__WEBPACK_IMPORTED_MODULE_2__/* .None */ .NV)(), parameters };
    }
}
/** The header holds the secret in a form of its own, which must not be shown either. */
function authenticateBySecret(secret, { hide }) {
    const authenticate = (0,oauth4webapi__WEBPACK_IMPORTED_MODULE_2__/* .ClientSecretBasic */ .gH)(secret);
    return async (server, client, body, headers) => {
        await authenticate(server, client, body, headers);
        hide((headers.get('authorization') ?? '').replace(/^Basic /, ''));
    };
}
function authenticateByAssertion(assertion) {
    return (_, client, body) => {
        body.set('client_id', client.client_id);
        body.set('client_assertion_type', assertionType);
        body.set('client_assertion', assertion);
    };
}
/** Sends requests over the run's own connections: its proxy, its authorities, its time limit. */
function createEndpoint({ dispatcher, timeout, signal, proxy }) {
    let fault;
    let answer;
    const send = async (url, body, headers) => {
        const options = {
            origin: url.origin,
            path: url.pathname + url.search,
            method: 'POST',
            headers,
            body,
        };
        try {
            const received = await (0,_answer_js__WEBPACK_IMPORTED_MODULE_3__/* .receiveAnswer */ .Q)({ dispatcher, options, bodyLimit, timeout, signal });
            if (received === 'aborted')
                return (0,_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .credentialsFault */ .fw)('The run ended before there was an access token.', false);
            if (received === 'timeout')
                return (0,_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .credentialsFault */ .fw)(`No access token: ${url.host} gave no complete answer within ${timeout} ms.`, true);
            return received;
        }
        catch (thrown) {
            const { message, passing } = (0,_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .explainFault */ .Oy)(thrown, { host: url, proxy });
            return (0,_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .credentialsFault */ .fw)(`No access token: ${message.replace('`host`', '`oauth-token-url`')}`, passing);
        }
    };
    return {
        async fetch(url, { body, headers }) {
            const result = await send(new URL(url), body.toString(), headers);
            if (result.kind === 'fault') {
                fault = result;
                throw new Error(result.message);
            }
            answer = result;
            const init = { status: result.status, headers: { 'content-type': result.contentType } };
            return new Response(result.status === 204 ? null : withoutIdToken(result.body), init);
        },
        fault: () => fault,
        answer: () => answer,
    };
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
function explainRefusal(thrown, answer, { tokenUrl }, { quote }) {
    // Without an answer it is a fault of the action's own, which nobody should take for the provider's.
    if (answer === undefined)
        throw thrown;
    const passing = (0,_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .isPassingStatus */ .Wj)(answer.status);
    if (thrown instanceof oauth4webapi__WEBPACK_IMPORTED_MODULE_2__/* .ResponseBodyError */ .uK) {
        const said = [thrown.error, thrown.error_description].filter((part) => part !== undefined).join(': ');
        return (0,_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .credentialsFault */ .fw)(`${tokenUrl.host} refused to give an access token (${answer.status}): "${quote(said)}".`, passing);
    }
    const said = quote(answer.body);
    const what = said === '' ? 'without a body' : `"${said}"`;
    return (0,_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .credentialsFault */ .fw)(`${tokenUrl.host} gave no access token, but ${answer.status} ${what}.`, passing);
}


/***/ })

};
