// A worker that is killed at random moments: adds jobs, takes them and does them, and says on standard output what it was answered.
// argv: JSON {place, prefix, options}. Doing a job is writing its path into a file, which is what can be counted afterwards.
import { appendFileSync } from "node:fs"
import { openJobs } from "../../packages/karnegar/dist/jobs/open-jobs.js"

const { place, prefix, did, options } = JSON.parse(process.argv[2])
const say = (word, path) => appendFileSync(did, `${word} ${path}\n`)
const jobs = await openJobs(place, options)
for (let n = 0; ; n++) {
  const path = `/drop/${prefix}-${n}`
  const payload = {
    path,
    source: null,
    chats: [],
    publicName: null,
    media: false,
    columns: {},
    published: null,
    lang: null,
  }
  await jobs.add({ kind: "import-file", key: path, payload })
  say("added", path)
  const job = await jobs.take()
  if (job === null) continue
  say("did", job.payload.path)
  if (await jobs.done(job)) say("done", job.payload.path)
}
