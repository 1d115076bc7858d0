export const id = 553;
export const ids = [553];
export const modules = {

/***/ 5121:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fetchInfluxctl: () => (/* binding */ fetchInfluxctl)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 10 modules
var core = __webpack_require__(1178);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./node_modules/undici/lib/api/api-request.js
var api_request = __webpack_require__(4043);
var api_request_default = /*#__PURE__*/__webpack_require__.n(api_request);
// EXTERNAL MODULE: ./src/connection/connection-watch.ts
var connection_watch = __webpack_require__(2048);
// EXTERNAL MODULE: ./src/connection/dispatcher.ts
var connection_dispatcher = __webpack_require__(9619);
// EXTERNAL MODULE: ./src/connection/fault.ts
var fault = __webpack_require__(7716);
// EXTERNAL MODULE: ./src/connection/host.ts
var host = __webpack_require__(668);
// EXTERNAL MODULE: ./src/connection/proxy.ts
var connection_proxy = __webpack_require__(636);
;// CONCATENATED MODULE: ./src/connection/download.ts








/** As many as curl and browsers follow at least. */
const mostRedirects = 10;
/** The first wait between two attempts, in ms; each further one is twice as long. */
const firstWait = 500;
/** Downloads a file, following redirects. Never throws for what a network, a server or a disk can do. */
async function downloadFile(download) {
    for (let attempt = 0;; attempt += 1) {
        const answer = await followRedirects(download);
        const mayPass = answer.kind === 'failed' && answer.retryable;
        if (!mayPass || attempt >= download.retries || download.signal.aborted)
            return answer;
        await (0,promises_.setTimeout)(firstWait * 2 ** attempt, undefined, { signal: download.signal }).catch(() => { });
    }
}
/** An address as messages show it: its user information and its query may be secret. */
function showAddress({ origin, pathname }) {
    return `${origin}${pathname}`;
}
async function followRedirects(download) {
    let { url } = download;
    for (let left = mostRedirects; left >= 0; left -= 1) {
        const answer = await request(url, download);
        if (answer.kind !== 'redirect')
            return answer;
        // Relative references are allowed (RFC 9110, section 10.2.2).
        const next = URL.parse(answer.location, url.href);
        if (next === null || !/^https?:$/.test(next.protocol))
            return failed(`${showAddress(url)} redirects to what is no HTTP address.`);
        if ((0,host/* isExposed */.Lw)(next) && !(0,host/* isExposed */.Lw)(url))
            return failed(`${showAddress(url)} redirects to ${showAddress(next)}: plain HTTP is not followed.`);
        url = next;
    }
    return failed(`${showAddress(url)} redirects more than ${mostRedirects} times.`);
}
async function request(url, download) {
    const { env, timeout, signal } = download;
    const proxy = (0,connection_proxy/* readProxy */.n)(env, url);
    const create = await (0,connection_dispatcher/* prepareOtherDispatcher */.V)(download, timeout, proxy);
    const dispatcher = create();
    const watch = (0,connection_watch/* watchConnections */.b)(url);
    const options = {
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        // A checksum is of the file as it is, and so is a key.
        headers: { 'user-agent': 'influxdb-revoke-management-tokens', 'accept-encoding': 'identity' },
        headersTimeout: timeout,
        bodyTimeout: timeout,
    };
    // Unlike a signal of the request this ends a connection that is being made, too, and a tunnel that a proxy does not open.
    const onAbort = () => void dispatcher.destroy();
    let isLate = false;
    const timer = setTimeout(() => {
        isLate = true;
        onAbort();
    }, timeout);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted)
        onAbort();
    try {
        const { statusCode, headers, body } = await api_request_default().call(dispatcher, options);
        clearTimeout(timer);
        return judge(statusCode, headers['location'], url) ?? (await save(body, download, url));
    }
    catch (thrown) {
        if (signal.aborted)
            return failed(`${showAddress(url)} was not downloaded in time.`);
        if (isLate || isSilence(thrown)) {
            const through = proxy === undefined ? '' : ` through the proxy ${proxy.url.origin}`;
            const message = `${url.origin}${through} sent nothing for ${timeout / 1_000} s.`;
            return failed(message, true, thrown);
        }
        const isUnopened = url.protocol === 'https:' && !watch.isConnected();
        const route = { host: url, role: 'download server', proxy: proxy?.url, isUnopened };
        const { message, retryable } = (0,fault/* explainFault */.Oy)(watch.findBehind(thrown), route);
        return failed(message, retryable, thrown);
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        watch.close();
        await dispatcher.destroy();
    }
}
/** Whether a timer of undici's ended the request. */
function isSilence(thrown) {
    return /^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/.test(thrown.code ?? '');
}
/** Saves what comes as it comes. Rejects with what undici or Node throw. */
async function save(body, { file, largest }, url) {
    const output = (0,external_node_fs_.openSync)(file, 'w', 0o600);
    let length = 0;
    try {
        for await (const chunk of body) {
            length += chunk.length;
            if (length > largest)
                return failed(`${showAddress(url)} is longer than ${largest} bytes.`);
            try {
                (0,external_node_fs_.appendFileSync)(output, chunk);
            }
            catch (cause) {
                const { code } = cause;
                return failed(`${showAddress(url)} could not be saved (${code}).`, false, cause);
            }
        }
        return { kind: 'saved' };
    }
    finally {
        (0,external_node_fs_.closeSync)(output);
    }
}
/** Whether an answer is not the file; undefined: it is. */
function judge(status, location, url) {
    if (status === 200)
        return undefined;
    if (status >= 300 && status < 400 && typeof location === 'string')
        return { kind: 'redirect', location };
    return failed(`${showAddress(url)} answered ${status}.`, (0,fault/* isPassingStatus */.Wj)(status));
}
function failed(message, retryable = false, cause) {
    return { kind: 'failed', message, retryable, cause };
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/connection/certificates.ts + 1 modules
var certificates = __webpack_require__(8119);
// EXTERNAL MODULE: ./src/program/environment.ts
var environment = __webpack_require__(3489);
// EXTERNAL MODULE: ./src/program/run-program.ts
var run_program = __webpack_require__(4496);
;// CONCATENATED MODULE: ./src/action/influxctl/apt-config.ts


/** The files and folders of {@link AptOptions.folder}. */
const aptPaths = {
    config: 'apt.conf',
    sources: 'influxdata.sources',
    /** Holds the repository's key. */
    keys: 'keys',
    authorities: 'authorities.pem',
    status: 'status',
    state: 'state',
    cache: 'cache',
    /** Where packages are downloaded to. */
    packages: 'packages',
};
/**
 * Renders the file for `APT_CONFIG`. apt reads it before all else: only there can `Dir::Etc::main` and `parts` keep out
 * the system's own configuration, whose hooks would run and whose options would apply (apt.conf(5)).
 */
function renderAptConfig({ folder, architecture, proxy, timeout, retries }) {
    const at = (name) => external_node_path_default().join(folder, name);
    const seconds = String(Math.max(1, Math.ceil(timeout / 1_000)));
    const options = {
        'Dir::Etc::main': '/dev/null',
        'Dir::Etc::parts': '/dev/null',
        'Dir::Etc::sourcelist': at(aptPaths.sources),
        'Dir::Etc::sourceparts': '/dev/null',
        'Dir::Etc::trusted': '/dev/null',
        'Dir::Etc::trustedparts': at(aptPaths.keys),
        'Dir::Etc::preferences': '/dev/null',
        'Dir::Etc::preferencesparts': '/dev/null',
        'Dir::Etc::netrc': '/dev/null',
        'Dir::Etc::netrcparts': '/dev/null',
        'Dir::State': at(aptPaths.state),
        'Dir::State::lists': external_node_path_default().join(at(aptPaths.state), 'lists'),
        'Dir::State::status': at(aptPaths.status),
        'Dir::Cache': at(aptPaths.cache),
        'APT::Architecture': architecture,
        'APT::Architectures::': architecture,
        // As root apt would work as a user who cannot look into the folder.
        'APT::Sandbox::User': '',
        // Otherwise an index that could not be fetched is a warning.
        'APT::Update::Error-Mode': 'any',
        'Acquire::AllowInsecureRepositories': 'false',
        'Acquire::AllowWeakRepositories': 'false',
        'Acquire::AllowDowngradeToInsecureRepositories': 'false',
        'Acquire::Languages': 'none',
        'Acquire::Retries': String(retries),
        'Acquire::http::Timeout': seconds,
        'Acquire::https::Timeout': seconds,
        ...(proxy === undefined
            ? {}
            : { 'Acquire::http::Proxy': proxy.href, 'Acquire::https::Proxy': proxy.href }),
        'Acquire::https::CAInfo': at(aptPaths.authorities),
    };
    return Object.entries(options)
        .map(([name, value]) => `${name} ${quoteValue(value)};\n`)
        .join('');
}
/** Renders the file of sources (sources.list(5)): one repository, signed by one key. */
function renderSources({ repository, architecture, signingKey }) {
    const fields = {
        Types: 'deb',
        URIs: repository.href,
        Suites: 'stable',
        Components: 'main',
        Architectures: architecture,
        'Signed-By': signingKey,
    };
    return Object.entries(fields)
        .map(([name, value]) => `${name}: ${value}\n`)
        .join('');
}
/** apt knows no escape in a quoted value. */
function quoteValue(value) {
    if (!/["\n\r]/.test(value))
        return `"${value}"`;
    throw (0,errors/* influxctlUnavailable */.i4)('apt cannot work in a folder with a quotation mark in its path.', 'Set RUNNER_TEMP to another folder.');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/action/influxctl/known-sums.json
const known_sums_namespaceObject = /*#__PURE__*/JSON.parse('{"sc":{"2.12.1":{"darwin-arm64":"9408eba52fe3ef10db1e3341a308b7a0ed2721eab36938da393ba50779651737","darwin-x86_64":"f1071e61bd13fbb580937afd0c86afeccafdac639b19aad8cbd292ebb27ae7f7"},"2.12.0":{"darwin-arm64":"9418b6da82fa8b56b240aff14695bc1d00b37862eecac374825b4a9512aa5d6b","darwin-x86_64":"aaa18fa7e61b879f29b7846256f3a4bb019311f5b9168246293f8517a81dc32a"},"2.11.0":{"darwin-arm64":"f743e27ac69af8df05bc5f1722c63d1f71b2cc60b5608225779a995d99c250cf","darwin-x86_64":"480cfd22cd4710ae824c0e407585ad538b6f41467ae59f96d9aa48be522bdfd0"},"2.10.5":{"darwin-arm64":"0de3d0a6114e6b50cfa313829639c568de14e36b8adcc3505aaea3811656a14d","darwin-x86_64":"fb4e1c6b1f90a59f6717f6be61d7cf4e4c8a056e52170e25524b45386da2848a"},"2.10.4":{"darwin-arm64":"069f3af24d6d8e0647e96f67d23e297d3c298b1727fcc82a93edd359e545eeea","darwin-x86_64":"c42282103491673198f38fa151d12fc0872afb44e209900fbb182b0f62fa175e"},"2.10.3":{"darwin-arm64":"b7af7de3622e4b200fd74056070785bb6927013c8f7dc8dbe3f01755f4549421","darwin-x86_64":"5156d0ada021ffb2c108bf1b670c08dd92409a992bfac96d7e856a71f937f00e"},"2.10.2":{"darwin-arm64":"7c62b16527d9670e89a1d42edc17bd62abdbf67379a59a54f95a7006cd61911d","darwin-x86_64":"f24a22c75db54c2ae7bb21fbc6206b831883bce09b27e17f29b03031abb0b2b7"},"2.10.1":{"darwin-arm64":"1cd82c74a38334ff14924e7fabb907f08fc5d174fbeb2d66363a44c7360eb182","darwin-x86_64":"10c899967001ff2845d89710f360bf588bff0f21ebbae237c9b6c586d874ed3f"},"2.10.0":{"darwin-arm64":"1763761100da209f92668ecab8c59ac156e93b5823a821727a991efde216366c","darwin-x86_64":"34f511f0ffcdc33d694b35c8be8498c54833289cf49e1a5f6468710fa7378a18"},"2.9.9":{"darwin-arm64":"726fdec16457558f36dcd1fb44932350ac8ced9a082c3bf72c5e09a81e6afb36","darwin-x86_64":"fb0ad2e3435a88d97f0e22f742eb9e0794dfe3faf3d37d5ee2dd61c74b1e06b1"},"2.9.8":{"darwin-arm64":"ede70ee979d874571e99923c946fd2ef3de219566cff433782c93f7a82bb5e4f","darwin-x86_64":"075e0da6e62bc4de4955f6bd21702daa102fa33ec37585f6874d828b207cf27d"}}}');
;// CONCATENATED MODULE: ./src/action/influxctl/release.ts


/** The version that runs where the workflow names none and `PATH` has none that is new enough. */
const defaultVersion = '2.12.1';
/** Where InfluxData publishes archives. */
const releases = 'https://dl.influxdata.com/influxctl/releases';
/** The published archives, by Node's names of system and architecture. */
const archives = {
    'linux-x64': 'linux-x86_64.tar.gz',
    'linux-arm64': 'linux-arm64.tar.gz',
    'darwin-x64': 'darwin-x86_64.zip',
    'darwin-arm64': 'darwin-arm64.zip',
    'win32-x64': 'windows-x86_64.zip',
};
/**
 * Gives the address of InfluxData's archive for this system.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where InfluxData publishes none.
 */
function archiveUrl(version) {
    const system = `${process.platform}-${process.arch}`;
    const archive = archives[system];
    if (archive !== undefined)
        return `${releases}/influxctl-v${version}-${archive}`;
    const hint = 'Run on another system, or give the path of a binary in `influxctl`.';
    throw (0,errors/* influxctlUnavailable */.i4)(`InfluxData publishes no influxctl for ${system}.`, hint);
}
/** Finds the checksum that InfluxData publishes for a version on this system: for macOS only. */
function findKnownSum(version) {
    const archive = archives[`${process.platform}-${process.arch}`]?.replace(/\..*/, '') ?? '';
    const sums = known_sums_namespaceObject.sc;
    return sums[version]?.[archive];
}

;// CONCATENATED MODULE: ./src/action/influxctl/archive.ts








/** In bytes: an archive of influxctl has about 15 MB. */
const largestArchive = 256 * 1024 * 1024;
/**
 * Downloads an archive, verifies its checksum before anything reads it, and unpacks it. Gives the path of the binary.
 *
 * @throws {@link ActionError} `influxctl-unavailable`
 */
async function fetchArchive(release, needs) {
    const { version, sha256 } = release;
    const url = new URL(release.url ?? archiveUrl(version));
    const folder = external_node_path_default().join(needs.folder, 'archive');
    (0,external_node_fs_.mkdirSync)(folder, { mode: 0o700 });
    const name = 'influxctl.archive';
    const file = external_node_path_default().join(folder, name);
    await download(`influxctl ${version}`, { ...needs, url, file, largest: largestArchive });
    const actual = (0,external_node_crypto_.hash)('sha256', (0,external_node_fs_.readFileSync)(file));
    if (actual !== sha256)
        throw (0,errors/* influxctlUnavailable */.i4)(`Checksum mismatch: the archive was not unpacked. The SHA-256 of ${showAddress(url)} is ${actual}, expected is ${sha256}.`, 'Check `influxctl-sha256` and the version: they must belong to the same archive.');
    await unpack(folder, name, needs);
    return findBinary(folder);
}
/** What to check where a download failed. */
const networkHint = 'Check that this runner can reach the address (the proxy variables, `tls-ca`, `influxctl-download-url`), or install influxctl in an earlier step.';
/**
 * Downloads a file that messages call `what`.
 *
 * @throws {@link ActionError} `influxctl-unavailable`
 */
async function download(what, wanted) {
    const downloaded = await downloadFile(wanted);
    if (downloaded.kind === 'saved')
        return;
    const { message, cause } = downloaded;
    throw (0,errors/* influxctlUnavailable */.i4)(`${what} could not be downloaded. ${message}`, networkHint, cause);
}
async function unpack(folder, name, { env, quote, signal }) {
    const file = findTar(env);
    if (file === undefined)
        throw (0,errors/* influxctlUnavailable */.i4)('There is no tar in PATH, so influxctl cannot be unpacked.', 'Install tar.');
    const end = await (0,run_program/* runProgram */.m)({
        file,
        args: ['-xf', name],
        env: (0,environment/* pickEnvironment */.$r)(env, folder),
        cwd: folder,
        signal,
        timeout: longestUnpacking,
    });
    if (end.kind === 'ended' && end.code === 0)
        return;
    const said = end.kind === 'ended' ? quote(end.stderr) : end.kind;
    throw (0,errors/* influxctlUnavailable */.i4)(`The archive could not be unpacked: "${said}".`, 'Its checksum matches: check that it is an archive of influxctl for this system, and that the disk has space.');
}
/** In ms. */
const longestUnpacking = 60_000;
/** The system's own, which reads the archives of its system: another tar in `PATH` may know no zip. */
function findTar(env) {
    switch (process.platform) {
        case 'darwin':
            return '/usr/bin/tar';
        case 'win32':
            return external_node_path_default().join(env['SystemRoot'] ?? env['SYSTEMROOT'] ?? 'C:\\Windows', 'System32', 'tar.exe');
        default:
            return (0,environment/* findProgram */.Kp)('tar', env);
    }
}
/**
 * Finds influxctl in a folder, and makes it executable. How archives and packages are laid out is not published: other files can
 * have its name, such as completions of a shell.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where there is none.
 */
function findBinary(folder) {
    const name = process.platform === 'win32' ? 'influxctl.exe' : 'influxctl';
    const files = listFiles(folder).filter((file) => external_node_path_default().basename(file) === name);
    const programs = files.filter((file) => ((0,external_node_fs_.statSync)(file).mode & 0o111) !== 0);
    const likely = programs.length > 0 ? programs : files;
    const file = likely.find((each) => external_node_path_default().basename(external_node_path_default().dirname(each)) === 'bin') ?? likely[0];
    if (file === undefined)
        throw (0,errors/* influxctlUnavailable */.i4)(`The download contains no ${name}.`, 'Check `influxctl-download-url`.');
    (0,external_node_fs_.chmodSync)(file, 0o755);
    return file;
}
/** Follows no link: one could lead out of the folder, or round in it without end. */
function listFiles(folder) {
    return (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true }).flatMap((entry) => {
        const file = external_node_path_default().join(folder, entry.name);
        if (entry.isDirectory())
            return listFiles(file);
        return entry.isFile() ? [file] : [];
    });
}

;// CONCATENATED MODULE: ./src/action/influxctl/apt.ts










/** Where InfluxData publishes its signed repository, and its key. */
const repositoryUrl = 'https://repos.influxdata.com';
/** Debian's names of architectures, by Node's. */
const architectures = { x64: 'amd64', arm64: 'arm64' };
/** In bytes: InfluxData's has about 3 kB. */
const largestKey = 1024 * 1024;
/** Finds apt; undefined: this system has none. */
function findApt(env) {
    if (process.platform !== 'linux')
        return undefined;
    const [get, cache, unpack] = ['apt-get', 'apt-cache', 'dpkg-deb'].map((name) => (0,environment/* findProgram */.Kp)(name, env));
    return get === undefined || cache === undefined || unpack === undefined
        ? undefined
        : { get, cache, unpack };
}
/**
 * Fetches a release from InfluxData's repository or a mirror of it. apt verifies the signature of its index and, through
 * that, the package; it works in a private folder, and nothing of the system is read or changed. Gives the path of the
 * binary.
 *
 * @throws {@link ActionError} `influxctl-unavailable`
 */
async function fetchPackage(apt, release, needs) {
    const base = new URL(release.url ?? repositoryUrl);
    const options = describeApt(base, release, needs);
    const run = createRunner(needs, options.folder);
    prepareFolder(options, needs.authorities);
    await fetchKey(base, options.folder, needs);
    await run(apt.get, ['-qq', 'update'], `the index of ${showAddress(options.repository)} could not be read`);
    const versions = parseVersions(await run(apt.cache, ['madison', 'influxctl'], 'the index could not be read'));
    const found = versions.find((version) => upstreamOf(version) === release.version);
    if (found === undefined)
        throw missing(release.version, versions, options.repository);
    await run(apt.get, ['-qq', 'download', `influxctl=${found}`], `version ${found} could not be downloaded`);
    const packages = external_node_path_default().join(options.folder, aptPaths.packages);
    const [file = ''] = (0,external_node_fs_.readdirSync)(packages);
    await run(apt.unpack, ['-x', file, 'unpacked'], 'the package could not be unpacked');
    return findBinary(external_node_path_default().join(packages, 'unpacked'));
}
function describeApt(base, { signingKey }, needs) {
    const architecture = architectures[process.arch];
    if (architecture === undefined)
        throw (0,errors/* influxctlUnavailable */.i4)(`InfluxData publishes no influxctl for ${process.arch}.`);
    const { env, folder, timeout, retries } = needs;
    return {
        folder: external_node_path_default().join(folder, 'apt'),
        architecture,
        repository: below(base, 'debian'),
        signingKey,
        proxy: (0,connection_proxy/* readProxy */.n)(env, base)?.address,
        timeout,
        retries,
    };
}
function below(base, name) {
    return new URL(name, base.href.replace(/\/*$/, '/'));
}
function prepareFolder(options, authorities) {
    const at = (...names) => external_node_path_default().join(options.folder, ...names);
    const { keys, state, cache, packages } = aptPaths;
    // apt itself makes these with permissions for all users, and warns where they are missing.
    const folders = [at(keys), at(state, 'lists', 'partial'), at(cache, 'archives', 'partial'), at(packages)];
    for (const folder of folders)
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    const files = {
        [aptPaths.config]: renderAptConfig(options),
        [aptPaths.sources]: renderSources(options),
        [aptPaths.authorities]: (0,certificates/* trustedAuthorities */.DR)(authorities).join('\n'),
        [aptPaths.status]: '',
    };
    for (const [name, text] of Object.entries(files))
        (0,external_node_fs_.writeFileSync)(at(name), text, { mode: 0o600, flag: 'wx' });
}
/** A key with another fingerprint does no harm: apt accepts only signatures of the one in the sources. */
async function fetchKey(base, folder, needs) {
    const url = below(base, 'influxdata-archive.key');
    // apt reads keys in ASCII armor by the ending of their file (apt-secure(8)).
    const file = external_node_path_default().join(folder, aptPaths.keys, 'influxdata.asc');
    await download('The key of the repository', { ...needs, url, file, largest: largestKey });
    if ((0,external_node_fs_.readFileSync)(file, 'latin1').includes('-----BEGIN PGP PUBLIC KEY BLOCK-----'))
        return;
    const hint = 'Check `influxctl-download-url`, and whether a proxy answers instead of it.';
    throw (0,errors/* influxctlUnavailable */.i4)(`What ${showAddress(url)} serves is no key in ASCII armour.`, hint);
}
/** Makes a function that runs a program of apt and returns its output. It throws if the program fails. */
function createRunner({ env, quote, signal }, folder) {
    const own = {
        PATH: env['PATH'] ?? '',
        HOME: folder,
        TMPDIR: folder,
        // What apt prints is read.
        LC_ALL: 'C',
        APT_CONFIG: external_node_path_default().join(folder, aptPaths.config),
    };
    const cwd = external_node_path_default().join(folder, aptPaths.packages);
    return async (file, args, problem) => {
        const end = await (0,run_program/* runProgram */.m)({ file, args, env: own, cwd, signal, timeout: longestCall });
        if (end.kind === 'ended' && end.code === 0)
            return end.stdout;
        const [how, hint] = end.kind === 'ended'
            ? [` apt says: "${quote(explain(end.stderr))}".`, hintFor(end.stderr)]
            : [` ${endings[end.kind]}`, networkHint];
        throw (0,errors/* influxctlUnavailable */.i4)(`influxctl could not be fetched: ${problem}.${how}`, hint);
    };
}
/** In ms: longer than all that fetching may take. */
const longestCall = 600_000;
const endings = {
    flooded: 'apt printed too much.',
    timeout: 'apt did not end in time.',
    aborted: 'apt did not end in time.',
    'not-started': 'apt could not be started.',
};
/** apt prints in English, and one word of it names the problem. */
function hintFor(stderr) {
    if (/not signed|signature/i.test(stderr))
        return 'Nothing of it was used. `influxctl-signing-key` must be the fingerprint of the key that signs the repository.';
    if (/Hash Sum mismatch|unexpected size/i.test(stderr))
        return 'Nothing of it was used: it does not match the signed index. Run again later, or contact the operator of the mirror.';
    return networkHint;
}
/** The lines that say why. Of the warnings those on signatures do. */
function explain(stderr) {
    const lines = stderr
        .split('\n')
        .filter((line) => /^E: (?!Some index files)|^W: .*(?:signature|GPG|OpenPGP)/i.test(line));
    return lines.length === 0 ? stderr : lines.map((line) => line.slice(3)).join(' ');
}
/** Reads `influxctl | 2.12.1-1 | https://… Packages` (apt-cache(8), madison). */
function parseVersions(text) {
    return [...new Set(text.split('\n').flatMap((line) => line.split('|')[1]?.trim() || []))];
}
/** A version without epoch and revision (deb-version(7)). */
function upstreamOf(version) {
    return version.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
}
/** How many versions an error lists. */
const mostListed = 20;
function missing(version, versions, repository) {
    const listed = versions.slice(0, mostListed).map(upstreamOf).join(', ');
    const more = versions.length > mostListed ? ' and older ones' : '';
    const has = versions.length === 0 ? 'It has no influxctl.' : `It has ${listed}${more}.`;
    return (0,errors/* influxctlUnavailable */.i4)(`${showAddress(repository)} has no influxctl ${version}. ${has}`, 'Set `influxctl` to one of these versions.');
}

;// CONCATENATED MODULE: ./src/action/influxctl/fetch.ts






/** For all of it, in ms. */
const longestFetch = 120_000;
/**
 * Fetches influxctl, verified, into a private folder: an archive with a checksum, given or published; otherwise a
 * package of InfluxData's signed repository. Nothing is kept for later runs: a file that another job can write to is
 * only as trustworthy as that job. Where no version is requested it is {@link defaultVersion}.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where it cannot be had, is another one, or cannot be verified.
 */
async function fetchInfluxctl(requested, needs) {
    const version = requested.version ?? defaultVersion;
    const release = { ...requested, version };
    const signal = AbortSignal.any([needs.signal, AbortSignal.timeout(longestFetch)]);
    const { fetch, origin } = chooseSource(release, { ...needs, signal });
    const name = requested.version === undefined ? `${version} (the default version)` : version;
    core/* info */.pq(`Fetching influxctl ${name} from ${origin}.`);
    return { file: await fetch(), version, origin: `version ${name} from ${origin}` };
}
/** Chooses what to fetch. `origin` says where it is from and how it is verified. */
function chooseSource(release, needs) {
    const { version, url, signingKey } = release;
    const known = url === undefined ? findKnownSum(version) : undefined;
    const sha256 = release.sha256 ?? known;
    if (sha256 !== undefined) {
        const how = release.sha256 === undefined ? 'the SHA-256 that InfluxData publishes' : '`influxctl-sha256`';
        return {
            fetch: () => fetchArchive({ ...release, sha256 }, needs),
            origin: `${showAddress(new URL(url ?? archiveUrl(version)))}, verified by ${how}`,
        };
    }
    const apt = findApt(needs.env);
    if (apt === undefined)
        throw unverifiable(release);
    return {
        fetch: () => fetchPackage(apt, release, needs),
        origin: `${showAddress(new URL(url ?? repositoryUrl))}, verified by apt with the key ${signingKey}`,
    };
}
/** Says how to get a checksum: the command is a code block of Markdown, and a line of its own in the log. */
function unverifiable({ version, url }) {
    if (url !== undefined)
        return (0,errors/* influxctlUnavailable */.i4)('A mirror of the repository can be used on Linux with apt only.', 'Give the address of an archive in `influxctl-download-url`, and its checksum in `influxctl-sha256`.');
    const archive = archiveUrl(version);
    return (0,errors/* influxctlUnavailable */.i4)(`InfluxData publishes no checksum of influxctl ${version} for this system.`, `Set \`influxctl: ${version}\`, and give in \`influxctl-sha256\` what this command prints on a machine that you ` +
        `trust:\n\n    ${sumCommand(archive)}\n\nOr install influxctl in an earlier step.`);
}
function sumCommand(url) {
    switch (process.platform) {
        case 'win32':
            return `irm ${url} -OutFile influxctl.zip; (Get-FileHash influxctl.zip).Hash`;
        case 'darwin':
            return `curl -fsSL ${url} | shasum -a 256`;
        default:
            return `curl -fsSL ${url} | sha256sum`;
    }
}


/***/ }),

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
