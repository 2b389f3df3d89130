/** Aborts at the first Ctrl-C or request to end; a second one ends the process at once. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(signal === "SIGINT" ? 130 : 143))
      stop.abort()
    })
  }
  return stop.signal
}
