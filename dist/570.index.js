export const id = 570;
export const ids = [570];
export const modules = {

/***/ 9716:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openInfluxctl: () => (/* binding */ openInfluxctl)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/connection/influxctl-version.ts
var influxctl_version = __webpack_require__(6590);
// EXTERNAL MODULE: ./src/connection/race-with-signal.ts
var race_with_signal = __webpack_require__(1307);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(7498);
// EXTERNAL MODULE: ../inputs/node_modules/smol-toml/dist/index.js + 8 modules
var dist = __webpack_require__(1812);
;// CONCATENATED MODULE: ./src/client/influxctl/config.ts


/** The name of the one profile in the configuration. */
const profileName = 'default';
/** Writes the configuration that influxctl runs with, and what it refers to. Gives its path. */
function writeConfig(settings, folder) {
    const { product, host, port, token } = settings;
    const profile = {
        name: profileName,
        product: product.kind,
        ...(product.kind === 'clustered' ? {} : toAccount(product)),
        ...(host === undefined ? {} : { host }),
        ...(port === undefined ? {} : { port }),
        ...(token.kind === 'management-token' ? { mgmt_token: token.token } : {}),
        ...(token.kind === 'token-file' ? { auth: { token: { token_file: external_node_path_default().resolve(token.path) } } } : {}),
        tls: writeTls(settings, folder),
    };
    return folder.write('config.toml', (0,dist/* stringify */.As)({ profile: [profile] }));
}
function toAccount({ accountId, clusterId, }) {
    return { account_id: accountId, ...(clusterId === undefined ? {} : { cluster_id: clusterId }) };
}
/** The keys are paths: what an input holds as text becomes a file. */
function writeTls({ tls, plain }, folder) {
    const { authorities, insecure, client } = tls;
    return {
        ...(insecure ? { insecure } : {}),
        ...(plain ? { disable: true } : {}),
        ...(authorities.length === 0 ? {} : { ca: folder.write('ca.pem', `${authorities.join('\n')}\n`) }),
        ...(client === undefined
            ? {}
            : { cert: folder.write('cert.pem', client.cert), key: folder.write('key.pem', client.key) }),
    };
}

;// CONCATENATED MODULE: ./src/client/influxctl/environment.ts
/**
 * What influxctl gets of the step's environment: the way to the network, and what a program needs to start. Everything
 * else stays behind: the step's inputs are variables too, and one of them is the token.
 */
const passed = new Set([
    'PATH',
    'HOME',
    'LANG',
    'TMPDIR',
    'TZ',
    // Go's network stack (net/http, crypto/x509).
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    // Windows.
    'APPDATA',
    'LOCALAPPDATA',
    'PATHEXT',
    'SYSTEMROOT',
    'TEMP',
    'TMP',
    'USERPROFILE',
]);
/** Picks what influxctl may know of the environment. Proxy variables are read in lower case too. */
function pickEnvironment(env) {
    const picked = Object.entries(env).filter(([name]) => passed.has(name.toUpperCase()));
    return Object.fromEntries(picked.map(([name, value]) => [name, value ?? '']));
}

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(4071);
;// CONCATENATED MODULE: ./src/client/influxctl/failure.ts

/** What follows from a call that was started: it may have done what it was to do, and another one may succeed. */
const started = { retryable: true, mayHaveWorked: true };
/** The failure of a run of influxctl. What it prints is not documented, so nothing but its exit code is relied on. */
function toFailure(end, quote) {
    switch (end.kind) {
        case 'ended': {
            const how = end.code === null ? 'was killed' : `ended with exit code ${end.code}`;
            const said = quote(end.stderr);
            return (0,failure/* createFailure */.p)('influxctl-failed', `influxctl ${how}${said === '' ? '.' : `: "${said}".`}`, started);
        }
        case 'flooded':
            return (0,failure/* createFailure */.p)('influxctl-failed', 'influxctl printed more than 64 MiB and was stopped.', started);
        case 'timeout':
            return (0,failure/* createFailure */.p)('timeout', 'influxctl did not end in time and was stopped.', started);
        case 'aborted':
            return (0,failure/* createFailure */.p)('timeout', 'The run ended before influxctl did.', { mayHaveWorked: true });
        case 'not-started':
            return (0,failure/* createFailure */.p)('influxctl-unavailable', `influxctl could not be started (${end.code}).`, {
                affectsAll: true,
            });
    }
}

// EXTERNAL MODULE: ./src/revocation/token.ts
var token = __webpack_require__(9947);
// EXTERNAL MODULE: ./src/client/token-list.ts
var token_list = __webpack_require__(9117);
;// CONCATENATED MODULE: ./src/client/influxctl/batches.ts
/** Makes a queue whose batches hold at most `largest` items. `work` answers its items in their order. */
function createBatches(work, largest) {
    const waiting = [];
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
    const run = async () => {
        isWorking = true;
        while (waiting.length > 0) {
            // Whoever asks at the same time gets into the same batch.
            await new Promise((resolve) => setImmediate(resolve));
            await workOn(waiting.splice(0, largest));
        }
        isWorking = false;
    };
    return {
        add(item) {
            const { promise, resolve, reject } = Promise.withResolvers();
            waiting.push({ item, resolve, reject });
            if (!isWorking)
                void run();
            return promise;
        },
    };
}

;// CONCATENATED MODULE: ./src/client/influxctl/influxctl-client.ts





/** Ids in one call: more would make a failure harder to tell. An id takes 37 bytes of the command line. */
const largestBatch = 100;
/** What a call may take beside its requests, in ms. */
const grace = 10_000;
/**
 * Lists and revokes through influxctl. Documented is that it goes on after an id that fails (2.9.8), and that an error
 * means a non-zero exit code. What it prints, and what its exit code says of several ids, is not: the list decides.
 */
function createInfluxctlClient(options) {
    const { run, kind, timeout, quote, now } = options;
    const list = async (signal) => {
        const end = await run(kind.influxctl.list, { signal, timeout: timeout + grace });
        if (end.kind !== 'ended' || end.code !== 0)
            return toFailure(end, quote);
        const parsed = (0,token_list/* parseTokenList */.V)(end.stdout, now());
        if (parsed.kind === 'tokens')
            return { kind: 'listed', tokens: parsed.tokens };
        const said = quote(end.stdout);
        const message = `influxctl printed a list that cannot be read. ${parsed.what} It begins: "${said}".`;
        return (0,failure/* createFailure */.p)('unexpected-answer', message);
    };
    /** Ids that an earlier call has revoked need no further one: what revoking them again does is not documented. */
    const findRevoked = async (batch, signal) => {
        if (batch.every(({ attempt }) => attempt === 1))
            return new Set();
        const answer = await list(signal);
        if (answer.kind !== 'listed')
            return new Set();
        const index = (0,token/* indexTokens */.bd)(answer.tokens);
        return new Set([...index].flatMap(([key, { revokedAt }]) => (revokedAt === undefined ? [] : [key])));
    };
    const revokeBatch = async (batch) => {
        const signal = AbortSignal.any([...new Set(batch.map((each) => each.signal))]);
        const revoked = await findRevoked(batch, signal);
        const due = batch.map(({ id }) => id).filter((id) => !revoked.has((0,token/* idKey */.T4)(id)));
        if (due.length === 0)
            return batch.map(() => ({ kind: 'accepted' }));
        const end = await run([...kind.influxctl.revoke, ...due], {
            signal,
            timeout: 2 * timeout + grace,
        });
        return batch.map(({ id }) => (revoked.has((0,token/* idKey */.T4)(id)) ? { kind: 'accepted' } : toAnswer(end, id, quote)));
    };
    const batches = createBatches(revokeBatch, largestBatch);
    return {
        list: ({ signal }) => list(signal),
        revoke: (id, requestOptions) => batches.add({ id, ...requestOptions }),
        // It has no documented way to say that a token was refused.
        tryToken: async () => ({ kind: 'unsupported' }),
    };
}
/** Of what was printed for several ids, the lines with this one are the most telling. */
function toAnswer(end, id, quote) {
    if (end.kind !== 'ended')
        return toFailure(end, quote);
    if (end.code === 0)
        return { kind: 'accepted' };
    const own = end.stderr.split('\n').filter((line) => (0,token/* idKey */.T4)(line).includes((0,token/* idKey */.T4)(id)));
    const stderr = own.length === 0 ? end.stderr : own.join('\n');
    return toFailure({ ...end, stderr }, quote);
}

;// CONCATENATED MODULE: ./src/client/influxctl/private-folder.ts


/** Makes a folder inside of another one. It is removed when the process ends, too, whichever way it ends itself. */
function openPrivateFolder(parent) {
    const folder = (0,external_node_fs_.mkdtempSync)(external_node_path_default().join(parent, 'influxctl-'));
    const remove = () => {
        process.off('exit', remove);
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    };
    process.on('exit', remove);
    return {
        write(name, text) {
            const file = external_node_path_default().join(folder, name);
            (0,external_node_fs_.writeFileSync)(file, text, { mode: 0o600, flag: 'wx' });
            return file;
        },
        remove,
    };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./src/client/influxctl/process.ts

/** How much a program may print on one stream, in bytes. A token takes about 400 in a list. */
const mostOutput = 64 * 1024 * 1024;
/** A program that was asked to stop is killed after this many ms. */
const patience = 1_000;
/** What a process that has ended may still have in its pipes is read for this long, in ms: a child of it can hold them open. */
const drainTime = 500;
/** Runs a program with closed standard input, without a shell. Never throws. */
async function runProgram(call) {
    const { signal, timeout } = call;
    if (signal.aborted)
        return { kind: 'aborted' };
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
        setTimeout(() => kill(child, 'SIGKILL'), patience).unref();
    };
    const onAbort = () => stop({ kind: 'aborted' });
    const timer = setTimeout(() => stop({ kind: 'timeout' }), timeout);
    signal.addEventListener('abort', onAbort);
    const onExit = () => kill(child, 'SIGKILL');
    process.once('exit', onExit);
    const stdout = collect(child.stdout, () => stop({ kind: 'flooded' }));
    const stderr = collect(child.stderr, () => stop({ kind: 'flooded' }));
    const end = (code) => resolve(stoppedBy ?? { kind: 'ended', code, stdout: stdout(), stderr: stderr() });
    child.once('close', end);
    child.once('exit', (code) => {
        if (stoppedBy !== undefined) {
            // What it has started may still run.
            kill(child, 'SIGKILL');
            return end(code);
        }
        setTimeout(() => end(code), drainTime).unref();
    });
    try {
        return await promise;
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        process.off('exit', onExit);
        for (const stream of [child.stdout, child.stderr])
            stream?.destroy();
    }
}
/** In a process group of its own, so that whatever it starts can be stopped with it. */
function start({ file, args, env }, resolve) {
    const onError = (error) => resolve({ kind: 'not-started', code: error.code ?? 'unknown' });
    try {
        const child = (0,external_node_child_process_.spawn)(file, args, {
            env,
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
        // It has ended by itself.
    }
}

;// CONCATENATED MODULE: ./src/client/influxctl/open.ts











/** `influxctl version` needs no network: more than this, in ms, and it hangs. */
const longestVersion = 30_000;
/**
 * Finds influxctl, checks its version, and gives it a configuration of its own.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where there is none that can be used.
 */
async function openInfluxctl(settings, needs, signal) {
    const { env, kind, temp, quote, now, onCall } = needs;
    const file = await locate(settings.source, needs, signal);
    const environment = pickEnvironment(env);
    const version = await checkVersion(file, environment, needs, signal);
    const folder = openPrivateFolder(temp);
    const config = writeConfig(settings, folder);
    const { timeout } = settings;
    const globals = ['--config', config, '--profile', profileName, '--timeout', `${timeout}ms`];
    const run = async (args, options) => {
        const started = performance.now();
        const end = await runProgram({ file, args: [...globals, ...args], env: environment, ...options });
        const how = end.kind === 'ended' ? `exit code ${end.code}` : end.kind;
        onCall({ args, end: how, ms: Math.round(performance.now() - started) });
        return end;
    };
    const client = createInfluxctlClient({ run, kind, timeout, quote, now });
    return { client, version, file, close: folder.remove };
}
async function locate(source, { env, install }, signal) {
    switch (source.kind) {
        case 'version': {
            if (source.version === undefined) {
                const found = searchPath(env);
                if (found !== undefined)
                    return found;
                throw unavailable('There is no influxctl in PATH.');
            }
            const installed = await (0,race_with_signal/* raceWithSignal */.o)(install(source), signal, () => undefined);
            if (installed !== undefined)
                return installed;
            throw unavailable('The run ended before influxctl was downloaded.');
        }
        case 'path': {
            const file = external_node_path_default().resolve(source.path);
            if (isExecutable(file))
                return file;
            throw unavailable(`\`influxctl\` names no program that can be run: ${file}.`);
        }
    }
}
/** A relative entry of `PATH` would find whatever lies in the workspace. */
function searchPath(env) {
    const name = process.platform === 'win32' ? 'influxctl.exe' : 'influxctl';
    const folders = (env['PATH'] ?? env['Path'] ?? '').split((external_node_path_default()).delimiter);
    return folders
        .filter((folder) => external_node_path_default().isAbsolute(folder))
        .map((folder) => external_node_path_default().join(folder, name))
        .find(isExecutable);
}
function isExecutable(file) {
    try {
        (0,external_node_fs_.accessSync)(file, external_node_fs_.constants.X_OK);
        return (0,external_node_fs_.statSync)(file).isFile();
    }
    catch {
        return false;
    }
}
async function checkVersion(file, env, { quote }, signal) {
    const end = await runProgram({ file, args: ['version'], env, signal, timeout: longestVersion });
    if (end.kind !== 'ended' || end.code !== 0)
        throw unavailable(`The version of ${file} could not be read. ${toFailure(end, quote).message}`);
    const version = (0,influxctl_version/* findVersion */.Am)(end.stdout) ?? (0,influxctl_version/* findVersion */.Am)(end.stderr);
    if (version === undefined)
        throw unavailable(`${file} told no version, but "${quote(end.stdout)}".`);
    if (!(0,influxctl_version/* isSupported */.TT)(version))
        throw unavailable(`${file} is influxctl ${version}; ${influxctl_version/* leastVersion */.yz} or newer is needed: older ones stop at the first id that fails.`);
    return version;
}
function unavailable(message) {
    return new errors/* ActionError */.l({ code: 'influxctl-unavailable', message });
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
