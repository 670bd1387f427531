// The same question to DuckDB, over its own tables, with two threads. Reads "run" a line, answers with a line of JSON.
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { DuckDBInstance } from '@duckdb/node-api'

const folder = process.argv[2]
const sql = fs.readFileSync(path.join(import.meta.dirname ?? path.dirname(process.argv[1]), 'movements.sql'), 'utf8')
const instance = await DuckDBInstance.create(path.join(folder, 'finance.duckdb'), { threads: '2' })
const database = await instance.connect()
const known = await database.runAndReadAll("SELECT count(*) AS n FROM duckdb_tables() WHERE table_name = 'mrr_changes'")
if (Number(known.getRowObjects()[0].n) === 0) {
  await database.run(`CREATE TABLE mrr_changes AS SELECT * FROM read_csv('${path.join(folder, 'changes.csv')}', header = true,
    columns = {'provider': 'VARCHAR', 'subscription_external_id': 'VARCHAR', 'customer_external_id': 'VARCHAR',
               'at': 'BIGINT', 'currency': 'VARCHAR', 'parts': 'BIGINT'})`)
  await database.run('CHECKPOINT')
}
console.log('ready')

for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line !== 'run') break
  const begun = process.hrtime.bigint()
  const rows = (await database.runAndReadAll(sql)).getRows()
  const totals = new Map()
  for (const [currency, day, kind, delta] of rows) {
    const key = `${currency} ${new Date(Number(day)).toISOString().slice(0, 7).replace('-', '')} ${kind}`
    totals.set(key, (totals.get(key) ?? 0n) + delta)
  }
  const ms = Number(process.hrtime.bigint() - begun) / 1e6
  console.log(JSON.stringify({ ms, totals: Object.fromEntries([...totals].map(([key, value]) => [key, String(value)])) }))
}
