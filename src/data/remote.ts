// Parquet files on the web or in an S3 bucket: fetched through DuckDB's extension httpfs to a file of this machine, where the importer reads them.

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import type { Environment } from '../std/environment.js'
import { BenchError } from '../std/errors.js'
import { type Connection, sqlText, withDuckDb } from './duckdb.js'

export interface RemoteOptions {
  /** Whether DuckDB may download its extension once; `BENCH_ALLOW_DOWNLOAD=1` allows it too. */
  readonly allowDownload?: boolean | undefined
}

/** Whether it is an address of http, https or s3. */
export function isRemote(path: string): boolean {
  return /^(https?|s3):\/\//i.test(path)
}

/**
 * Gives `use` the files with those that are remote as local copies, which are gone when it is done. Fails with `EXTENSION_MISSING` where the extension
 * is not on this machine, `NO_SUCH_FILE` where an address cannot be read, `USAGE` for what is not Parquet or has a secret in its address.
 */
export async function withLocalFiles<Result>(
  files: readonly string[],
  options: RemoteOptions,
  use: (files: readonly string[]) => Promise<Result>,
  environment: Environment = process.env,
): Promise<Result> {
  const remote = files.filter(isRemote)
  for (const address of remote) refuseUnreadable(address)
  if (remote.length === 0) return use(files)
  const folder = await mkdtemp(join(tmpdir(), 'bench-remote-'))
  try {
    const copies = remote.map((address, index) => [address, join(folder, String(index), basename(address))] as const)
    await fetchAll(copies, options, environment)
    const local = new Map(copies)
    return await use(files.map((file) => local.get(file) ?? file))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** An address is kept with the run and printed, so it may hold nothing that others must not see. */
function refuseUnreadable(address: string): void {
  const [plain = ''] = address.split(/[?#]/)
  const name = basename(plain)
  if (address !== plain || /^\w+:\/\/[^/]*@/.test(address)) {
    const hint = `download ${name} yourself and name that file; keys of S3 are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`
    throw new BenchError('USAGE', `the address of ${name} holds a query or a password, which reports would repeat`, hint)
  }
  if (extname(plain).toLowerCase() !== '.parquet')
    throw new BenchError('USAGE', `${address}: only Parquet is read from afar`, `download ${name} yourself and name that file`)
}

async function fetchAll(
  copies: readonly (readonly [address: string, file: string])[],
  { allowDownload }: RemoteOptions,
  environment: Environment,
): Promise<void> {
  await withDuckDb(async (connection) => {
    const [first = ''] = copies[0] ?? []
    await loadExtension(connection, first, allowDownload ?? environment.BENCH_ALLOW_DOWNLOAD === '1')
    if (copies.some(([address]) => /^s3:/i.test(address))) await addS3Secret(connection, environment)
    for (const [address, file] of copies) {
      await mkdir(dirname(file), { recursive: true })
      await fetchOne(connection, address, file, environment)
    }
  })
}

/** From the machine, else from DuckDB's server where that is allowed. */
async function loadExtension(connection: Connection, address: string, mayDownload: boolean): Promise<void> {
  if (await succeeds(connection, 'LOAD httpfs')) return
  const own = `or download ${basename(address)} yourself and name that file`
  if (!mayDownload) {
    const message = `${address}: this needs DuckDB's extension httpfs, which is not on this machine`
    throw new BenchError('EXTENSION_MISSING', message, `--allow-download (or BENCH_ALLOW_DOWNLOAD=1) lets DuckDB fetch it once; ${own}`)
  }
  if ((await succeeds(connection, 'INSTALL httpfs')) && (await succeeds(connection, 'LOAD httpfs'))) return
  const message = `${address}: DuckDB's extension httpfs could not be downloaded`
  throw new BenchError('EXTENSION_MISSING', message, `is the network there? INSTALL httpfs in DuckDB's own shell fetches it too; ${own}`)
}

async function succeeds(connection: Connection, sql: string): Promise<boolean> {
  try {
    await connection.run(sql)
    return true
  } catch {
    return false
  }
}

/** The keys as AWS's own tools take them from the environment; public buckets need none. */
async function addS3Secret(connection: Connection, environment: Environment): Promise<void> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_DEFAULT_REGION, AWS_ENDPOINT_URL } = environment
  const endpoint = AWS_ENDPOINT_URL === undefined ? null : new URL(AWS_ENDPOINT_URL)
  const settings = {
    KEY_ID: AWS_ACCESS_KEY_ID,
    SECRET: AWS_SECRET_ACCESS_KEY,
    SESSION_TOKEN: AWS_SESSION_TOKEN,
    REGION: AWS_REGION ?? AWS_DEFAULT_REGION,
    ...(endpoint === null ? {} : { ENDPOINT: endpoint.host, URL_STYLE: 'path', USE_SSL: String(endpoint.protocol === 'https:') }),
  }
  const given = Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${sqlText(value)}`]))
  try {
    await connection.run(`CREATE SECRET (TYPE s3${given.map((setting) => `, ${setting}`).join('')})`)
  } catch {
    throw new BenchError('USAGE', 'the AWS_ variables do not make a secret that DuckDB takes', 'check AWS_REGION and AWS_ENDPOINT_URL')
  }
}

async function fetchOne(connection: Connection, address: string, file: string, environment: Environment): Promise<void> {
  try {
    await connection.run(`COPY (FROM read_parquet(${sqlText(address)}, hive_partitioning = false)) TO ${sqlText(file)} (FORMAT parquet)`)
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n')
    const hint = `check the address and your rights, or download ${basename(address)} yourself and name that file`
    throw new BenchError('NO_SUCH_FILE', `${address} cannot be read: ${withoutSecrets(reason, environment)}`, hint)
  }
}

/** No value of a secret variable is in the text. */
export function withoutSecrets(text: string, environment: Environment): string {
  const secrets = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map((name) => environment[name] ?? '')
  return secrets.filter((secret) => secret !== '').reduce((cleaned, secret) => cleaned.replaceAll(secret, '…'), text)
}
