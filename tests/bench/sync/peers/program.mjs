// What the four programs share: their arguments, the records, and the words they exchange with bench_sync.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'

const text = { type: 'string' }
export const given = parseArgs({
  options: { host: text, port: text, certificates: text, directory: text, records: text, up: text, down: text },
}).values

/// The documents from `first` on, `count` of them.
export function records(first, count) {
  const lines = readFileSync(given.records, 'utf8').trimEnd().split('\n')
  return lines.slice(first, first + count).map((line) => JSON.parse(line))
}

/// A server over TLS, as ours is.
export function serve(app, port, host) {
  const server = createServer(
    {
      key: readFileSync(`${given.certificates}/key.pem`),
      cert: readFileSync(`${given.certificates}/certificate.pem`),
      minVersion: 'TLSv1.3',
    },
    app,
  )
  return new Promise((resolve) =>
    server.listen(Number(port), host, () => {
      console.log(`listening ${server.address().port}`)
      resolve(server)
    }),
  )
}

/// Everything is there but the sync; it begins when the bench says so, and is timed alone.
export async function timed(sync) {
  console.log('ready')
  await new Promise((resolve) => createInterface({ input: process.stdin }).once('line', resolve))
  const cpu = process.cpuUsage()
  const begun = process.hrtime.bigint()
  const { pushed, pulled } = await sync()
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9
  const used = process.cpuUsage(cpu)
  if (pushed !== Number(given.up) || pulled !== Number(given.down))
    throw new Error(`pushed ${pushed}, pulled ${pulled}`)
  console.log(`done ${seconds} ${(used.user + used.system) / 1e6}`)
  process.exit(0)
}
