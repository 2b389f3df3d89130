// One installing or building process at a time. No dependencies: it runs before `npm ci`.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { root } from "./build-inputs.mjs"

const LOCK = join(root, ".cache", "setup.lock")

/**
 * Runs `work` while no other process of this clone does, waiting as long as the other one lives.
 *
 * `onWait` is called once, with the other's process id, before the wait begins. A lock whose owner is gone is taken over.
 */
export async function withSetupLock(work, onWait = () => {}) {
  mkdirSync(dirname(LOCK), { recursive: true })
  let told = false
  while (!tryLock()) {
    const owner = readOwner()
    if (owner !== null && !isAlive(owner)) removeStale(owner)
    else {
      if (!told && owner !== null) {
        told = true
        onWait(owner)
      }
      await wait(150)
    }
  }
  const release = () => {
    if (readOwner() === process.pid) rmSync(LOCK, { force: true })
  }
  process.once("exit", release)
  try {
    return await work()
  } finally {
    process.removeListener("exit", release)
    release()
  }
}

function tryLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: "wx" })
    return true
  } catch (error) {
    if (error.code === "EEXIST") return false
    throw error
  }
}

/** Process id in the lock; null while there is none or its owner has not yet written it. */
function readOwner() {
  try {
    const text = readFileSync(LOCK, "utf8")
    if (text !== "") return Number(text)
    // Created but never written: its owner was killed between the two.
    return Date.now() - statSync(LOCK).mtimeMs > 5_000 ? -1 : null
  } catch (error) {
    if (error.code === "ENOENT") return null
    throw error
  }
}

function isAlive(pid) {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === "EPERM"
  }
}

/** Removing is itself guarded, or two waiters could remove each other's fresh lock. */
function removeStale(owner) {
  const guard = `${LOCK}.taking`
  try {
    mkdirSync(guard)
  } catch (error) {
    if (error.code !== "EEXIST") throw error
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > 5_000) rmSync(guard, { recursive: true, force: true })
    return
  }
  try {
    if (readOwner() === owner) rmSync(LOCK, { force: true })
  } finally {
    rmSync(guard, { recursive: true, force: true })
  }
}
