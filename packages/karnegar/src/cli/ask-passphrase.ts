/** The environment's passphrase of a locked key file, for programs. */
const VARIABLE = "KARNEGAR_PASSPHRASE"

/** The passphrase of a key file from the environment, else typed unseen on the terminal; null where nobody can be asked. */
export async function askPassphrase(file: string): Promise<string | null> {
  const given = process.env[VARIABLE]
  if (given !== undefined) return given
  const { stdin, stderr } = process
  if (!stdin.isTTY || !stderr.isTTY) return null
  stderr.write(`passphrase of ${file} · گذرواژه: `)
  stdin.setRawMode(true)
  stdin.setEncoding("utf8")
  try {
    let typed = ""
    for await (const keys of stdin) {
      for (const key of String(keys)) {
        if (key === "\r" || key === "\n" || key === "\u0004") return typed
        // Ctrl-C
        if (key === "\u0003") return null
        typed = key === "\u007f" || key === "\b" ? typed.slice(0, -1) : typed + key
      }
    }
    return typed
  } finally {
    stdin.setRawMode(false)
    stderr.write("\n")
  }
}
