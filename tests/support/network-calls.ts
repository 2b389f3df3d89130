import { readFileSync } from "node:fs"

/**
 * Arguments before a program's own that write down every address that it asks for, in each of its threads and children: what
 * the kernel was asked, whatever library asked it.
 */
export function watchingNetwork(log: string): readonly string[] {
  return ["strace", "-f", "--seccomp-bpf", "-qqq", "-o", log, "-e", "trace=connect,sendto,sendmsg,sendmmsg"]
}

/** Addresses in a log of `watchingNetwork` that are not this machine's own, and name servers wherever they stand. */
export function strangersIn(log: string): readonly string[] {
  const strangers = new Set<string>()
  for (const line of readFileSync(log, "utf8").split("\n")) {
    for (const [, port, v4, v6] of line.matchAll(
      /sin6?_port=htons\((\d+)\), (?:sin_addr=inet_addr\("([^"]+)"\)|sin6_flowinfo=[^,]+, inet_pton\(AF_INET6, "([^"]+)")/g,
    )) {
      const host = v4 ?? v6!
      const isOwn = host.startsWith("127.") || host === "::1" || host.startsWith("::ffff:127.")
      if (!isOwn || port === "53") strangers.add(`${host} ${port}`)
    }
  }
  return [...strangers]
}
