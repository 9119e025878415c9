// express-pouchdb on LevelDB, as its documentation sets it up for PouchDB clients.
import express from 'express'
import expressPouchDB from 'express-pouchdb'
import PouchDB from 'pouchdb'
import { given, records, serve } from './program.mjs'

const Kept = PouchDB.defaults({ prefix: `${given.directory}/` })
const app = express()
app.use(
  '/',
  expressPouchDB(Kept, {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    logPath: `${given.directory}/log.txt`,
  }),
)
// Databases made before the app above are unknown to it.
const practice = new Kept('practice')
await practice.bulkDocs(records(Number(given.up), Number(given.down)))
await practice.info()
await serve(app, given.port, given.host)
