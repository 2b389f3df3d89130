/** Most times that a text four times as long may cost: 2.6 for each doubling. */
export const MOST_GROWTH = 2.6 * 2.6
/** Less than this is too short to measure. */
const LEAST_MS = 12

/** Least processor time of three runs, in milliseconds: what others do on the machine only adds. */
function costOf(run: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < 3; i++) {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

/** How many times more a text of four times the length costs; the least of several tries, 0 for too little to measure. */
export function growthOf(read: (text: string) => void, make: (letters: number) => string, letters: number): number {
  const [short, long] = [make(letters), make(4 * letters)]
  let least = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 10 && least > MOST_GROWTH; tries++) {
    const cost = costOf(() => read(long))
    if (cost < LEAST_MS) return 0
    least = Math.min(least, cost / costOf(() => read(short)))
  }
  return least
}
