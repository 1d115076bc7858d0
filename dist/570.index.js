export const id = 570;
export const ids = [570];
export const modules = {

/***/ 2859:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openInfluxctl: () => (/* binding */ openInfluxctl)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/program/environment.ts
var program_environment = __webpack_require__(3489);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
;// CONCATENATED MODULE: ./src/program/private-folder.ts




const prefix = 'influxctl-private-';
/** What a killed run left behind is removed after this many ms: no run takes longer than 24 h, its longest `deadline`. */
const longestLife = 25 * 3_600_000;
/**
 * Makes a private folder in `RUNNER_TEMP`, which the runner empties around each job, or in the system's folder for
 * temporary files. It is removed when the process ends, too, unless the process is killed. `warn` gets a sentence if it cannot
 * be removed.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where no folder can be made.
 */
function openPrivateFolder(env, warn) {
    const runnerTemp = env['RUNNER_TEMP'] ?? '';
    const parent = external_node_path_default().resolve(runnerTemp === '' ? (0,external_node_os_.tmpdir)() : runnerTemp);
    if (runnerTemp === '')
        removeRemains(parent);
    const folder = makeIn(parent, runnerTemp === '' ? 'The folder for temporary files' : 'RUNNER_TEMP');
    const remove = () => {
        process.off('exit', remove);
        try {
            removeFolder(folder);
        }
        catch (error) {
            const { code = 'unknown error' } = error;
            warn(`The folder ${folder} could not be removed (${code}). Remove it by hand: it may hold the token.`);
        }
    };
    process.on('exit', remove);
    return {
        path: folder,
        write(name, text) {
            const file = external_node_path_default().join(folder, name);
            (0,external_node_fs_.writeFileSync)(file, text, { mode: 0o600, flag: 'wx' });
            return file;
        },
        remove,
    };
}
/** An archive can hold folders that not even their owner may write to, and so may not empty. */
function removeFolder(folder) {
    try {
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    }
    catch {
        makeWritable(folder);
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    }
}
function makeWritable(folder) {
    (0,external_node_fs_.chmodSync)(folder, 0o700);
    for (const entry of (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true }))
        if (entry.isDirectory())
            makeWritable(external_node_path_default().join(folder, entry.name));
}
function makeIn(parent, what) {
    try {
        return (0,external_node_fs_.mkdtempSync)(external_node_path_default().join(parent, prefix));
    }
    catch (cause) {
        const { code = 'unknown error' } = cause;
        throw (0,errors/* influxctlUnavailable */.i4)(`${what} is ${parent}, where no folder can be made (${code}).`, 'influxctl needs a private folder for its configuration: name a folder that this user can write to.', cause);
    }
}
/** Removes what a killed run left behind: nothing else empties this folder. A folder that cannot be removed does not stop a revocation. */
function removeRemains(parent) {
    for (const name of listNames(parent)) {
        const folder = external_node_path_default().join(parent, name);
        try {
            if (name.startsWith(prefix) && isRemains(folder))
                removeFolder(folder);
        }
        catch {
            // The others can be removed all the same.
        }
    }
}
/** A parent that cannot be read cannot be written to either, which is reported when the folder is made. */
function listNames(parent) {
    try {
        return (0,external_node_fs_.readdirSync)(parent);
    }
    catch {
        return [];
    }
}
/** A link, or the folder of another user, could lead anywhere. */
function isRemains(folder) {
    const stat = (0,external_node_fs_.lstatSync)(folder, { throwIfNoEntry: false });
    const isOwn = stat?.uid === (process.getuid?.() ?? stat?.uid);
    return stat?.isDirectory() === true && isOwn && Date.now() - stat.mtimeMs > longestLife;
}

// EXTERNAL MODULE: ./node_modules/smol-toml/dist/index.js + 8 modules
var dist = __webpack_require__(3292);
// EXTERNAL MODULE: ./src/connection/client-settings.ts
var client_settings = __webpack_require__(7207);
;// CONCATENATED MODULE: ./src/client/influxctl/config.ts



/** The name of the one profile in the configuration. */
const profileName = 'default';
/** Writes the configuration that influxctl runs with, and what it refers to. Gives its path. */
function writeConfig(settings, folder) {
    const { product, host, port, token } = settings;
    const account = (0,client_settings/* accountOf */.X)(product);
    // What is undefined is left out.
    const profile = {
        name: profileName,
        product: product.kind,
        account_id: account?.accountId,
        cluster_id: account?.clusterId,
        host,
        port,
        mgmt_token: token.file === undefined ? token.token : undefined,
        auth: token.file === undefined ? undefined : { token: { token_file: external_node_path_default().resolve(token.file) } },
        tls: writeTls(settings, folder),
    };
    return folder.write('config.toml', (0,dist/* stringify */.As)({ profile: [profile] }));
}
/** The keys are paths: what an input holds as text becomes a file. */
function writeTls({ tls, plain }, folder) {
    const { authorities, insecure, client } = tls;
    return {
        insecure: insecure || undefined,
        disable: plain || undefined,
        ca: authorities.length === 0 ? undefined : folder.write('ca.pem', `${authorities.join('\n')}\n`),
        cert: client && folder.write('cert.pem', client.cert),
        key: client && folder.write('key.pem', client.key),
    };
}

// EXTERNAL MODULE: ./src/connection/influxctl-version.ts
var influxctl_version = __webpack_require__(3924);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/revocation/token.ts
var token = __webpack_require__(5353);
;// CONCATENATED MODULE: ./src/client/influxctl/messages.ts

const createRow = (retryable) => (code, pattern, hint) => ({ pattern, code, hint, retryable });
const [lasting, passing] = [createRow(false), createRow(true)];
const network = 'Check `host`, its port, and that this runner can reach it.';
/**
 * The messages of Go's network stack and of gRPC, the causes first: gRPC's `Unavailable` and `DeadlineExceeded` quote
 * them. Sources: https://pkg.go.dev/net, https://pkg.go.dev/crypto/x509, https://pkg.go.dev/crypto/tls,
 * https://pkg.go.dev/google.golang.org/grpc/codes.
 */
const rows = [
    lasting('unreachable', /Proxy Authentication Required/i, 'The proxy got no credentials, or wrong ones (407): check the user and password in the proxy variable.'),
    lasting('unreachable', /x509: certificate signed by unknown authority|x509: [^\n]{0,300} is not trusted/, 'Give the authority that signed the certificate in `tls-ca`.'),
    lasting('unreachable', /x509: certificate has expired or is not yet valid/, "This can be the server's certificate, an intermediate or the root: replace the expired one, or check this runner's clock."),
    lasting('unreachable', /x509: (?:certificate is (?:valid for|not valid for any)|cannot validate certificate for)/, 'Check the host name in `host`: the certificate is for another one.'),
    lasting('unreachable', /x509: /, 'Check the certificate of the server, and `tls-ca`.'),
    lasting('unreachable', /remote error: tls: (?:certificate required|bad certificate|unknown certificate|handshake failure|expired certificate)/, 'Give a client certificate that the server trusts in `tls-cert` and `tls-key`.'),
    lasting('unreachable', /tls: first record does not look like a TLS handshake|server gave HTTP response to HTTPS client/, 'Check the port in `host`: it does not speak TLS.'),
    passing('unreachable', /proxyconnect tcp/, 'Check the proxy variables, and that the proxy runs.'),
    lasting('unreachable', /\bno such host\b/, 'Check the host name in `host`, and DNS on this runner.'),
    passing('unreachable', /\bserver misbehaving\b|Temporary failure in name resolution/, 'Check DNS on this runner.'),
    passing('unreachable', /connect: (?:connection refused|no route to host|network is unreachable)|\bconnection timed out\b/, network),
    passing('timeout', /context deadline exceeded|\bi\/o timeout\b|TLS handshake timeout|code = DeadlineExceeded/),
    passing('unreachable', /connection reset by peer|broken pipe|unexpected EOF/, network),
    lasting('unauthorized', /code = Unauthenticated/),
    lasting('forbidden', /code = PermissionDenied/),
    passing('rate-limited', /code = ResourceExhausted/),
    passing('server-error', /code = Unavailable/),
];
/** Reads what influxctl printed on standard error; undefined: none of the known messages is in it. */
function readMessage(stderr) {
    return rows.find(({ pattern }) => pattern.test(stderr));
}
/** Says whether a text reports an error: another one may say what influxctl is doing. */
function isError(text) {
    return /error|\bfail(?!over)|panic|could not|code = /i.test(text);
}
/** Says whether influxctl reported that this id does not exist: on a line with the id, since others may not exist. */
function isNotFound(stderr, id) {
    return stderr.split('\n').some((line) => /code = NotFound/.test(line) && (0,token/* idKey */.T4)(line).includes((0,token/* idKey */.T4)(id)));
}

;// CONCATENATED MODULE: ./src/client/influxctl/failure.ts


/** What follows from a call that was started: it may have done what it was to do, and another one may succeed. */
const started = { retryable: true, mayHaveWorked: true };
/**
 * The failure of a run of influxctl: of one id where it is given. What it prints gives the code and the hint, and is
 * no proof: a call that was started may have worked, no matter what it printed.
 */
function toFailure(end, quote, id) {
    switch (end.kind) {
        case 'ended': {
            const how = end.code === null ? 'was killed' : `ended with exit code ${end.code}`;
            const said = quote(findError(end.stderr));
            const message = `influxctl ${how}${said === '' ? '.' : `: "${said}".`}`;
            if (id !== undefined && isNotFound(end.stderr, id))
                return (0,failure/* createFailure */.I)('not-found', message, { mayHaveWorked: true });
            const { code, ...meaning } = readMessage(end.stderr) ?? { code: 'influxctl-failed' };
            // Of these messages only that of a rejected token is the cluster's own word: the others may come from in between, and so does a page.
            const fromApi = code === 'unauthorized' && !/unexpected HTTP status code/.test(end.stderr);
            return (0,failure/* createFailure */.I)(code, message, { ...started, ...meaning, fromApi });
        }
        case 'flooded':
            return (0,failure/* createFailure */.I)('influxctl-failed', 'influxctl printed more than 64 MiB and was stopped.', started);
        case 'timeout':
            return (0,failure/* createFailure */.I)('timeout', 'influxctl did not end in time and was stopped.', started);
        case 'aborted':
            return (0,failure/* createEnded */.p)(end.reason, 'The run ended before influxctl did.', { mayHaveWorked: true });
        case 'not-started': {
            const follows = passingStarts.includes(end.code)
                ? { retryable: true, hint: startAgain }
                : { affectsAll: true };
            const message = `influxctl could not be started (${end.code}).`;
            return (0,failure/* createFailure */.I)('influxctl-unavailable', message, { ...follows, unsent: true });
        }
    }
}
/** Why a program may not start for a moment: it is written to, or there are too many processes or open files, or too little memory. */
const passingStarts = ['ETXTBSY', 'EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'];
const startAgain = 'Run again: the runner was short of processes, files or memory, or influxctl was being replaced.';
/** A quotation has about as many characters. */
const shortMessage = 200;
/** Of a long message the part from the first line on that speaks of an error: notices may stand before it. */
function findError(stderr) {
    if (stderr.length <= shortMessage)
        return stderr;
    const lines = stderr.split('\n');
    return lines.slice(Math.max(0, lines.findIndex(isError))).join('\n');
}
/**
 * Says whether a list that failed this way ends the run: no request could do better. Missing permission does not count,
 * since it may be that of one request only.
 */
function isLasting({ code, retryable }) {
    return !retryable && (code === 'unauthorized' || code === 'unreachable');
}

// EXTERNAL MODULE: ./src/program/run-program.ts
var run_program = __webpack_require__(4496);
;// CONCATENATED MODULE: ./src/client/influxctl/run-influxctl.ts

/** More is no message, in characters. */
const longestMessage = 64 * 1024;
/**
 * Runs influxctl. Of a long message on standard error the end is kept, from the start of a line on: half of a token would not
 * be known as one. Never throws.
 */
async function runInfluxctl(call) {
    const end = await (0,run_program/* runProgram */.m)(call);
    if (end.kind !== 'ended' || end.stderr.length <= longestMessage)
        return end;
    const rest = end.stderr.slice(-longestMessage);
    const start = rest.indexOf('\n') + 1;
    return { ...end, stderr: start === 0 ? '' : rest.slice(start) };
}

;// CONCATENATED MODULE: ./src/client/influxctl/find.ts






/** In ms: `influxctl version` needs no network, so one that takes longer hangs. */
const longestVersion = 30_000;
/**
 * Finds the influxctl that the workflow requests. Without a version one in `PATH` that is new enough is used, with one
 * the one in `PATH` if it is that version; otherwise it is fetched. A checksum requests an archive: then `PATH` is not
 * looked at.
 *
 * @throws {@link ActionError} `influxctl-unavailable`
 */
async function findInfluxctl(source, needs, signal) {
    if (source.kind === 'path')
        return usePath(external_node_path_default().resolve(source.path), needs, signal);
    const file = source.sha256 === undefined ? (0,program_environment/* findProgram */.Kp)('influxctl', needs.env) : undefined;
    if (file === undefined)
        return fetchVersion(source, needs, signal);
    const found = await checkVersion(file, source.version, needs, signal);
    if (typeof found === 'string')
        return { file, version: found, origin: file };
    if (signal.aborted)
        throw found;
    try {
        return await fetchVersion(source, needs, signal);
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ))
            throw error;
        const { code, message, hint } = error;
        throw new errors/* ActionError */.lZ({ code, message: `${found.message} ${message}`, hint, cause: error });
    }
}
async function usePath(file, needs, signal) {
    if (!(0,program_environment/* isExecutable */.TV)(file)) {
        const hint = 'Give the path of an influxctl for this system, or a version.';
        throw (0,errors/* influxctlUnavailable */.i4)(`\`influxctl\` names no program that can be run: ${file}.`, hint);
    }
    const version = await checkVersion(file, undefined, needs, signal);
    if (version instanceof errors/* ActionError */.lZ)
        throw version;
    return { file, version, origin: file };
}
async function fetchVersion(source, needs, signal) {
    const fetched = await needs.fetch(source, needs.folder, signal);
    const version = await checkVersion(fetched.file, fetched.version, needs, signal);
    if (typeof version === 'string')
        return fetched;
    throw (0,errors/* influxctlUnavailable */.i4)(`${version.message} It was fetched as ${fetched.origin}.`);
}
/** The version of a binary, or why it is not the requested one, or not new enough if none is requested. */
async function checkVersion(file, expected, { env, folder, kind, quote }, signal) {
    const environment = (0,program_environment/* pickNetworkEnvironment */.xp)(env, folder);
    const end = await runInfluxctl({
        file,
        args: ['version'],
        env: environment,
        signal,
        timeout: longestVersion,
    });
    if (end.kind !== 'ended' || end.code !== 0) {
        const { message, hint } = toFailure(end, quote);
        return (0,errors/* influxctlUnavailable */.i4)(`The version of ${file} could not be read. ${message}`, hint);
    }
    const version = (0,influxctl_version/* findVersion */.A)(end.stdout) ?? (0,influxctl_version/* findVersion */.A)(end.stderr);
    if (version === undefined)
        return (0,errors/* influxctlUnavailable */.i4)(`${file} did not report a version; it printed "${quote(end.stdout)}".`);
    if (expected !== undefined && version !== expected)
        return (0,errors/* influxctlUnavailable */.i4)(`${file} is influxctl ${version}, not ${expected}.`);
    const { leastVersion } = kind.influxctl;
    if (!(0,influxctl_version/* isSupported */.T)(version, leastVersion))
        return (0,errors/* influxctlUnavailable */.i4)(`${file} is influxctl ${version}; ${leastVersion} or newer for ${kind.plural} is required.`, `Install influxctl ${leastVersion} or newer, or see the input \`influxctl\`.`);
    return version;
}

// EXTERNAL MODULE: ./src/client/token-list.ts
var token_list = __webpack_require__(5483);
;// CONCATENATED MODULE: ./src/client/influxctl/batches.ts
/**
 * Gathers single requests into batches, and works on one batch at a time, on large ones first. `sizeFor` says how many items
 * the batch of an item may hold: all of them ones for which it says the same. `work` answers its items in their order.
 * Returns what adds an item, and resolves with its answer.
 */
function inBatches(work, sizeFor) {
    let waiting = [];
    let isWorking = false;
    const workOn = async (batch) => {
        try {
            const answers = await work(batch.map(({ item }) => item));
            for (const [index, { resolve }] of batch.entries())
                resolve(answers[index]);
        }
        catch (error) {
            for (const { reject } of batch)
                reject(error);
        }
    };
    const takeBatch = () => {
        const size = Math.max(...waiting.map(({ item }) => sizeFor(item)));
        const batch = waiting.filter(({ item }) => sizeFor(item) === size).slice(0, size);
        waiting = waiting.filter((each) => !batch.includes(each));
        return batch;
    };
    const run = async () => {
        isWorking = true;
        while (waiting.length > 0) {
            // Items that are added at the same time share a batch.
            await new Promise((resolve) => setImmediate(resolve));
            await workOn(takeBatch());
        }
        isWorking = false;
    };
    return (item) => {
        const { promise, resolve, reject } = Promise.withResolvers();
        waiting.push({ item, resolve, reject });
        if (!isWorking)
            void run();
        return promise;
    };
}

;// CONCATENATED MODULE: ./src/client/influxctl/influxctl-client.ts






/**
 * Ids in one call at most: a call reports nothing before it ends, and one that is stopped leaves all of its ids open
 * until the list shows them.
 */
const largestCall = 20;
/** How long a list after a call that failed may take, in ms: an open token waits for it. */
const longestLook = 10_000;
/** What a call may take in addition to its requests, in ms. */
const grace = 10_000;
/**
 * Lists and revokes through influxctl. Documented is that it continues after an id that fails (2.9.8), and that an error
 * means a non-zero exit code. What it prints, and what its exit code says of several ids, is not: the list decides.
 */
function createInfluxctlClient(options) {
    const { run, kind, timeout, concurrency, quote } = options;
    /** The ids that go into calls of their own. */
    const suspects = new Set();
    /** Whether a list after a failed call is worth its time. */
    let canLook = true;
    const list = async (signal, most = timeout + grace) => {
        const end = await run(kind.influxctl.list, { signal, timeout: most });
        if (end.kind !== 'ended' || end.code !== 0) {
            const failure = toFailure(end, quote);
            return { ...failure, affectsAll: failure.affectsAll || isLasting(failure) };
        }
        const parsed = (0,token_list/* parseTokenList */.V)(end.stdout);
        if (parsed.kind === 'tokens')
            return { kind: 'listed', tokens: parsed.tokens };
        const [said, complaint] = [quote(end.stdout), quote(end.stderr)];
        const also = complaint === '' ? '' : ` On standard error it printed: "${complaint}".`;
        const message = `influxctl printed a list that cannot be read. ${parsed.what} It begins: "${said}".${also}`;
        return (0,failure/* createFailure */.I)('unexpected-answer', message, {
            hint: `Run \`influxctl ${kind.influxctl.list.join(' ')}\` with the same version by hand, and compare; another version may print another list.`,
        });
    };
    /** A call that failed may have worked for some ids: the list shows for which. A message alone stops no run: the list has to fail the same way. */
    const lookAfter = async (end, signal) => {
        const isOver = end.kind === 'aborted' || end.kind === 'not-started';
        if (isOver || !canLook)
            return { index: undefined, stopsRun: false };
        const answer = await list(signal, longestLook);
        // Until a call works, another list would take as long.
        canLook = answer.kind === 'listed' || answer.code !== 'timeout';
        if (answer.kind === 'listed')
            return { index: (0,token/* indexTokens */.bd)(answer.tokens), stopsRun: false };
        const failure = toFailure(end, quote);
        const stopsRun = isLasting(failure) && answer.code === failure.code && answer.affectsAll;
        return { index: undefined, stopsRun };
    };
    const revokeBatch = async (batch) => {
        const signal = AbortSignal.any([
            ...new Set(batch.flatMap((each) => [each.signal, each.starting ?? each.signal])),
        ]);
        if (signal.aborted)
            return batch.map(() => notStarted(signal));
        const ids = batch.map(({ id }) => id);
        const end = await run([...kind.influxctl.revoke, ...ids], { signal, timeout: 2 * timeout + grace });
        if (end.kind === 'ended' && end.code === 0) {
            canLook = true;
            return ids.map(() => ({ kind: 'accepted' }));
        }
        const after = { end, ids, lines: readLines(end, ids), ...(await lookAfter(end, signal)) };
        if (isUnexplained(after))
            for (const id of ids)
                suspects.add((0,token/* idKey */.T4)(id));
        return ids.map((id) => answerFor(id, after, quote));
    };
    const most = Math.min(largestCall, concurrency);
    const revokeInBatch = inBatches(revokeBatch, ({ id }) => (suspects.has((0,token/* idKey */.T4)(id)) ? 1 : most));
    return {
        list: ({ signal }) => list(signal),
        revoke: (id, requestOptions) => revokeInBatch({ id, ...requestOptions }),
        mostAtOnce: () => undefined,
        find: undefined,
    };
}
/** An id that was waiting for its call as the run ended. */
function notStarted({ reason }) {
    return (0,failure/* createEnded */.p)(reason, 'The run ended before influxctl was called for this id.', { unsent: true });
}
function readLines(end, ids) {
    if (end.kind !== 'ended')
        return [];
    return end.stderr.split('\n').map((text) => {
        const key = (0,token/* idKey */.T4)(text);
        return { text, names: ids.filter((id) => key.includes((0,token/* idKey */.T4)(id))) };
    });
}
/** What a call prints that its own time limit has ended. */
const ownLimit = /context deadline exceeded|code = DeadlineExceeded/;
/** What stands beside it where no connection was made in time: that is no id's fault. */
const connecting = /\bdial\b|\btransport:|\bhandshake\b|waiting for new LB/;
/**
 * A crash, or no known message but that of its own time limit, and no error that names one of the ids that are left: one of them may
 * have hung or crashed influxctl. Each goes into a call of its own, after all others, so that these leave it behind.
 */
function isUnexplained({ end, lines, index }) {
    if (end.kind === 'not-started')
        return false;
    if (end.kind !== 'ended' || end.code === null)
        return true;
    const isLeft = (id) => index?.get((0,token/* idKey */.T4)(id))?.revokedAt === undefined;
    const isNamed = lines.some(({ text, names }) => isError(text) && names.length === 1 && names.some(isLeft));
    const isOwnLimit = lines.some(({ text }) => ownLimit.test(text) && !connecting.test(text));
    const isKnown = readMessage(end.stderr) !== undefined && !isOwnLimit;
    return !isKnown && !isNamed;
}
/** What became of an id in a call that failed. */
function answerFor(id, after, quote) {
    const { index, stopsRun } = after;
    const listed = index?.get((0,token/* idKey */.T4)(id));
    if (listed?.revokedAt !== undefined)
        return { kind: 'accepted' };
    const failure = explainFor(id, after, quote);
    if (stopsRun)
        return { ...failure, affectsAll: true, retryable: false };
    // The list contradicts it: it shows the id, or what is said to be out of reach.
    if (listed !== undefined && failure.code === 'not-found')
        return { ...failure, code: 'influxctl-failed', retryable: true };
    return index !== undefined && isLasting(failure) ? { ...failure, retryable: true } : failure;
}
/**
 * If it was printed for several ids, only the lines that name this one alone are its own. What it names no id for, or several, may
 * concern any of them: another call may do better.
 */
function explainFor(id, { end, ids, lines }, quote) {
    if (end.kind !== 'ended' || ids.length === 1)
        return toFailure(end, quote, id);
    const textOf = (isMeant) => lines
        .filter(isMeant)
        .map(({ text }) => text)
        .join('\n');
    const own = textOf(({ names }) => names.length === 1 && names[0] === id);
    const shared = textOf(({ names }) => names.length !== 1);
    const saysWhy = readMessage(own) !== undefined || isNotFound(own, id);
    // A line that only names the id says less than a known message for all of them.
    if (own === '' || (!saysWhy && readMessage(shared) !== undefined))
        return { ...toFailure({ ...end, stderr: shared }, quote, id), retryable: true };
    // Whether it says more is not known: an error for all of them may be the reason, or a summary.
    const error = saysWhy || isError(own) ? undefined : shared.split('\n').find(isError);
    return toFailure({ ...end, stderr: error === undefined ? own : `${own}\n${error}` }, quote, id);
}

;// CONCATENATED MODULE: ./src/client/influxctl/open.ts







/**
 * Finds influxctl or fetches it, checks its version, and gives it its own configuration and home.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where there is none that can be used.
 */
async function openInfluxctl(settings, needs, signal) {
    const { env, kind, concurrency, quote, onCall, info, warn } = needs;
    const folder = openPrivateFolder(env, warn);
    try {
        const { file, version, origin } = await findInfluxctl(settings.source, { ...needs, folder: folder.path }, signal);
        const { timeout } = settings;
        const config = writeConfig(settings, folder);
        const globals = ['--config', config, '--profile', profileName, '--timeout', `${timeout}ms`];
        const environment = (0,program_environment/* pickNetworkEnvironment */.xp)(env, folder.path);
        // What it says of itself comes with every call.
        const shown = new Set();
        const run = async (args, options) => {
            const started = performance.now();
            const end = await runInfluxctl({ file, args: [...globals, ...args], env: environment, ...options });
            const how = end.kind === 'ended' ? `exit code ${end.code}` : end.kind;
            const said = end.kind === 'ended' && end.stderr !== '' ? `: "${quote(end.stderr)}"` : '';
            onCall(`influxctl ${args.join(' ')}: ${how}, ${Math.round(performance.now() - started)} ms${said}`);
            // A failure quotes it.
            if (end.kind === 'ended' && end.code === 0 && said !== '') {
                const line = `influxctl ${args.slice(0, 2).join(' ')} ended with ${how}, and printed on standard error${said}.`;
                if (!shown.has(line))
                    info(line);
                shown.add(line);
            }
            return end;
        };
        const client = createInfluxctlClient({ run, kind, timeout, concurrency, quote });
        return { client, version, origin, close: folder.remove };
    }
    catch (error) {
        folder.remove();
        throw toUnavailable(error);
    }
}
/** A full disk, or a missing folder, is not an error in the action. */
function toUnavailable(error) {
    const { code, syscall } = error;
    if (error instanceof errors/* ActionError */.lZ || syscall === undefined)
        return error;
    return (0,errors/* influxctlUnavailable */.i4)(`The private folder of influxctl could not be filled (${code}).`, 'Check the space and the permissions of the folder in RUNNER_TEMP.', error);
}


/***/ }),

/***/ 3489:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ pickEnvironment),
/* harmony export */   Kp: () => (/* binding */ findProgram),
/* harmony export */   TV: () => (/* binding */ isExecutable),
/* harmony export */   xp: () => (/* binding */ pickNetworkEnvironment)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);


/** What a program needs on Windows beside the rest. */
const onWindows = ['PATHEXT', 'SYSTEMROOT', 'TEMP', 'TMP'];
/**
 * What a program needs of the step's environment to start. All else is left out: the step's inputs are variables too, and one
 * of them is the token.
 */
const toStart = ['PATH', 'LANG', 'TMPDIR', 'TZ', ...onWindows];
/** What Go's network stack reads (net/http, crypto/x509). Proxy variables can hold a password. */
const toReachNetwork = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
/** Where programs keep a person's logins, caches and configuration: on Linux and macOS, and on Windows. */
const homes = ['HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'APPDATA', 'LOCALAPPDATA', 'USERPROFILE'];
/**
 * Picks what a program may know of the environment, with its own home: the logins of a person on this machine
 * are neither used nor removed.
 */
function pickEnvironment(env, home) {
    return { ...pickVariables(env, toStart), ...Object.fromEntries(homes.map((name) => [name, home])) };
}
/** The same for a program that uses the network. Proxy variables are passed in both spellings. */
function pickNetworkEnvironment(env, home) {
    return { ...pickVariables(env, toReachNetwork), ...pickEnvironment(env, home) };
}
/** Names of variables on Windows have no case. */
function pickVariables(env, names) {
    const picked = Object.entries(env).filter(([name]) => names.includes(name.toUpperCase()));
    return Object.fromEntries(picked.map(([name, value]) => [name, value ?? '']));
}
/** Finds a program in `PATH`. Relative entries are left out: they would find what lies in the workspace. */
function findProgram(name, env) {
    const file = process.platform === 'win32' ? `${name}.exe` : name;
    return (env['PATH'] ?? env['Path'] ?? '')
        .split((node_path__WEBPACK_IMPORTED_MODULE_1___default().delimiter))
        .filter((folder) => node_path__WEBPACK_IMPORTED_MODULE_1___default().isAbsolute(folder))
        .map((folder) => node_path__WEBPACK_IMPORTED_MODULE_1___default().join(folder, file))
        .find(isExecutable);
}
/** Says whether a path names a file that this user may run. */
function isExecutable(file) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file).isFile();
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 4496:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ runProgram)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);

/** How much a program may print on one stream, in bytes. A token takes about 400 in a list. */
const mostOutput = 64 * 1024 * 1024;
/** A program that was asked to stop is killed after this many ms. */
const patience = 1_000;
/** What a process that has ended may still have in its pipes is read for this long, in ms: a child of it can hold them open. */
const drainTime = 500;
/**
 * Runs a program with closed standard input, without a shell. What it has started ends with it, except on Windows and in
 * another process group. Never throws.
 */
async function runProgram(call) {
    const { signal, timeout } = call;
    if (signal.aborted)
        return { kind: 'aborted', reason: signal.reason };
    const { promise, resolve } = Promise.withResolvers();
    const child = start(call, resolve);
    if (child === undefined)
        return promise;
    let stoppedBy;
    const stop = (reason) => {
        if (stoppedBy !== undefined)
            return;
        stoppedBy = reason;
        kill(child, 'SIGTERM');
        setTimeout(() => {
            kill(child, 'SIGKILL');
            // What cannot be killed, such as a program of another user, is left behind.
            setTimeout(() => resolve(reason), patience).unref();
        }, patience).unref();
    };
    const onAbort = () => stop({ kind: 'aborted', reason: signal.reason });
    const timer = setTimeout(() => stop({ kind: 'timeout' }), timeout);
    signal.addEventListener('abort', onAbort);
    const onExit = () => kill(child, 'SIGKILL');
    // Before the folder that it writes to is removed.
    process.prependOnceListener('exit', onExit);
    const stdout = collect(child.stdout, () => stop({ kind: 'flooded' }));
    const stderr = collect(child.stderr, () => stop({ kind: 'flooded' }));
    const end = (code) => resolve(stoppedBy ?? { kind: 'ended', code, stdout: stdout(), stderr: stderr() });
    child.once('close', end);
    child.once('exit', (code) => setTimeout(() => end(code), stoppedBy === undefined ? drainTime : 0).unref());
    try {
        return await promise;
    }
    finally {
        // What it has started may still run.
        kill(child, 'SIGKILL');
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        process.off('exit', onExit);
        for (const stream of [child.stdout, child.stderr])
            stream?.destroy();
    }
}
/** In its own process group, so that everything it starts can be stopped with it. */
function start({ file, args, env, cwd }, resolve) {
    const onError = (error) => resolve({ kind: 'not-started', code: error.code ?? 'unknown' });
    try {
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, args, {
            env,
            cwd,
            stdio: ['ignore', 'pipe', 'pipe'],
            detached: process.platform !== 'win32',
            windowsHide: true,
        });
        return child.on('error', onError);
    }
    catch (error) {
        onError(error);
        return undefined;
    }
}
function collect(stream, onFlood) {
    const chunks = [];
    let length = 0;
    stream?.on('data', (chunk) => {
        length += chunk.length;
        if (length > mostOutput)
            onFlood();
        else
            chunks.push(chunk);
    });
    return () => Buffer.concat(chunks).toString('utf8');
}
function kill(child, signal) {
    const { pid } = child;
    if (pid === undefined)
        return;
    try {
        if (process.platform === 'win32')
            child.kill(signal);
        else
            process.kill(-pid, signal);
    }
    catch {
        // Nothing of it runs.
    }
}


/***/ })

};
