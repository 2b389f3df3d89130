import { setTimeout as wait } from "node:timers/promises"

/** Waits, or not so long when it is to stop. */
export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: stop }).catch((error: unknown) => {
    if (!stop.aborted) throw error
  })
}
