import { execFile, execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { readFile, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"

/** How the authority answers. */
export type Answering = "grant" | "wait" | "refuse" | "old" | "noise" | "page" | "fault" | "stranger" | "for the web"

/** An authority of timestamps made with openssl, and its server on loopback. */
export interface TimestampAuthority {
  readonly port: number
  readonly address: string
  /** PEM file of its certificate. */
  readonly file: string
  readonly dir: string
  /** Questions that came. */
  readonly questions: Buffer[]
  answer(how: Answering): void
  close(): Promise<void>
}

const CONFIG = `[req]
distinguished_name = dn
prompt = no
[dn]
CN = Sample Authority
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[stamping]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[web]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,serverAuth,timeStamping
`
const stampingConfig = (signer: string, authority: string) => `[tsa]
serial = serial
crypto_device = builtin
signer_cert = ${signer}.pem
signer_key = ${signer}.key
certs = ${authority}.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

const STATUS_WAITING = Buffer.from([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x03])
const STATUS_REJECTED = Buffer.from([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02])

export async function startTimestampAuthority(): Promise<TimestampAuthority> {
  const dir = mkdtempSync(join(tmpdir(), "karnegar-authority-"))
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: dir, stdio: "ignore" })
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
  writeFileSync(join(dir, "all.cnf"), CONFIG)
  writeFileSync(join(dir, "serial"), "01\n")
  const authority = (name: string) =>
    openssl(
      "req",
      "-x509",
      ...key,
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.pem`,
      "-days",
      "30",
      "-config",
      "all.cnf",
      "-extensions",
      "ca",
    )
  const signer = (name: string, by: string, purpose: string) => {
    openssl(
      "req",
      "-new",
      ...key,
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.csr`,
      "-config",
      "all.cnf",
      "-subj",
      `/CN=Sample ${name}`,
    )
    openssl(
      "x509",
      "-req",
      "-in",
      `${name}.csr`,
      "-CA",
      `${by}.pem`,
      "-CAkey",
      `${by}.key`,
      "-CAcreateserial",
      "-out",
      `${name}.pem`,
      "-days",
      "30",
      "-extfile",
      "all.cnf",
      "-extensions",
      purpose,
    )
    writeFileSync(join(dir, `${name}.cnf`), stampingConfig(name, by))
  }
  authority("authority")
  authority("other")
  signer("clock", "authority", "stamping")
  signer("stranger", "other", "stamping")
  signer("web", "authority", "web")

  let how: Answering = "grant"
  let last: Buffer | null = null
  const questions: Buffer[] = []
  const run = promisify(execFile)
  const reply = async (question: Buffer, by: string) => {
    await writeFile(join(dir, "question"), question)
    await run(
      "openssl",
      ["ts", "-reply", "-queryfile", "question", "-config", `${by}.cnf`, "-section", "tsa", "-out", "reply"],
      { cwd: dir },
    )
    return readFile(join(dir, "reply"))
  }
  /** openssl refuses to sign with such a certificate: what it told is signed anew, as by somebody who does not. */
  const replyForTheWeb = async (question: Buffer) => {
    await reply(question, "clock")
    const own = (...args: readonly string[]) => run("openssl", args, { cwd: dir })
    await own("ts", "-reply", "-in", "reply", "-token_out", "-out", "token")
    await own("cms", "-verify", "-noverify", "-inform", "DER", "-in", "token", "-out", "told")
    const form = ["-binary", "-nodetach", "-outform", "DER", "-econtent_type", "1.2.840.113549.1.9.16.1.4"]
    await own(
      "cms",
      "-sign",
      ...form,
      "-md",
      "sha256",
      "-signer",
      "web.pem",
      "-inkey",
      "web.key",
      "-certfile",
      "authority.pem",
      "-in",
      "told",
      "-out",
      "other",
    )
    const inside = Buffer.concat([Buffer.from([0x30, 0x03, 0x02, 0x01, 0x00]), await readFile(join(dir, "other"))])
    return Buffer.concat([Buffer.from([0x30, 0x82, inside.length >> 8, inside.length & 255]), inside])
  }
  const answerTo = async (question: Buffer): Promise<Buffer> => {
    switch (how) {
      case "grant":
        last = await reply(question, "clock")
        return last
      case "old":
        return last!
      case "stranger":
        return reply(question, "stranger")
      case "for the web":
        return replyForTheWeb(question)
      case "wait":
        return STATUS_WAITING
      case "refuse":
        return STATUS_REJECTED
      default:
        return Buffer.from("\u0030\u0082noise")
    }
  }
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on("data", (piece: Buffer) => pieces.push(piece))
    request.on("end", async () => {
      const question = Buffer.concat(pieces)
      questions.push(question)
      if (how === "fault") return response.writeHead(503).end()
      if (how === "page") return response.writeHead(404).end()
      response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(await answerTo(question))
    })
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  return {
    port,
    address: `http://127.0.0.1:${port}/`,
    file: join(dir, "authority.pem"),
    dir,
    questions,
    answer: (next) => {
      how = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
      rmSync(dir, { recursive: true })
    },
  }
}
