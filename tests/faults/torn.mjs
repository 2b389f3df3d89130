// A planted fault for the torture harness: a program that writes a file in its place, a piece at a time.
//   node torn.mjs FROM TO
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs"

const [from, to] = process.argv.slice(2)
const bytes = readFileSync(from)
const file = openSync(to, "r+")
ftruncateSync(file, 0)
const pieces = 40
for (let i = 0; i < pieces; i++) {
  const piece = bytes.subarray(Math.floor((bytes.length * i) / pieces), Math.floor((bytes.length * (i + 1)) / pieces))
  writeSync(file, piece)
  await new Promise((resolve) => setTimeout(resolve, 10))
}
closeSync(file)
