import { readFile } from "node:fs/promises"
import { ReadableStream } from "node:stream/web"
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption"
import { BackupError } from "./errors.ts"

/*
 * Sealing with age (age-encryption.org/v1): to recipients when a backup is written, with identities when it is read.
 * The machine that writes backups needs no secret.
 */

/** First bytes of a sealed file, binary and in letters. */
const BINARY = "age-encryption.org/v1\n"
const LETTERS = "-----BEGIN AGE ENCRYPTED FILE-----"

/** Whether a file that begins so is sealed. */
export function isSealed(start: Buffer): boolean {
  return start.toString("latin1", 0, BINARY.length) === BINARY
}

/**
 * Recipients of a list: one a line, `#` begins a comment.
 *
 * @param where What the list is called in a refusal: a file, or an option.
 * @throws BackupError `backup.bad_recipient`, `backup.secret_as_recipient`; neither quotes the line.
 */
export function readRecipients(list: string, where: string): string[] {
  const recipients: string[] = []
  for (const [i, line] of list.split(/\r?\n/).entries()) {
    const word = line.trim()
    if (word === "" || word.startsWith("#")) continue
    if (/AGE-SECRET-KEY/i.test(word)) throw new BackupError("backup.secret_as_recipient", `${where}:${i + 1}`)
    try {
      new Encrypter().addRecipient(word)
    } catch (error) {
      throw new BackupError("backup.bad_recipient", `${where}:${i + 1}`, { cause: error })
    }
    recipients.push(word)
  }
  return recipients
}

/** The bytes sealed to every recipient; each of them alone can open it. */
export async function* seal(
  bytes: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  yield* await encrypter.encrypt(ReadableStream.from(bytes) as ReadableStream<Uint8Array>)
}

/**
 * Secret keys of an identity file; one that is itself sealed with a passphrase (`age -p`) is opened first.
 *
 * @param askPassphrase Asked only then; null where nobody can be asked.
 * @throws BackupError `backup.cannot_read`, `backup.bad_identity`, `backup.needs_passphrase`, `backup.wrong_passphrase`.
 */
export async function readIdentities(
  path: string,
  askPassphrase: (path: string) => Promise<string | null>,
): Promise<readonly string[]> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    throw new BackupError("backup.cannot_read", path, { cause: error })
  }
  const letters = Buffer.from(bytes).toString("latin1")
  if (letters.startsWith(LETTERS) || letters.startsWith(BINARY)) {
    const passphrase = await askPassphrase(path)
    if (passphrase === null || passphrase === "") throw new BackupError("backup.needs_passphrase", path)
    try {
      const decrypter = new Decrypter()
      decrypter.addPassphrase(passphrase)
      bytes = await decrypter.decrypt(letters.startsWith(LETTERS) ? armor.decode(letters) : bytes)
    } catch (error) {
      throw new BackupError("backup.wrong_passphrase", path, { cause: error })
    }
  }
  const identities = Buffer.from(bytes)
    .toString("utf8")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
  try {
    if (identities.length === 0) throw new Error("no line of it is a key")
    for (const identity of identities) new Decrypter().addIdentity(identity)
  } catch (error) {
    throw new BackupError("backup.bad_identity", path, { cause: error })
  }
  return identities
}

/**
 * Opens a sealed stream; the header is read before this resolves.
 *
 * @param keys What the keys are called in a refusal.
 * @throws BackupError `backup.wrong_key`, or `backup.damaged` for a header that is broken.
 */
export async function unseal(
  bytes: AsyncIterable<Uint8Array>,
  identities: readonly string[],
  { file, keys }: { readonly file: string; readonly keys: string },
): Promise<AsyncIterable<Uint8Array>> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    return await decrypter.decrypt(ReadableStream.from(bytes) as ReadableStream<Uint8Array>)
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("no identity matched"))
      throw new BackupError("backup.wrong_key", keys, { cause: error })
    throw new BackupError("backup.damaged", `${file}: its age header`, { cause: error })
  }
}

/** A new secret key with its recipient, as the text of an identity file that `age` reads too. */
export async function newIdentity(now: Date): Promise<{ readonly recipient: string; readonly text: string }> {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  return { recipient, text: `# created: ${now.toISOString().slice(0, 10)}\n# public key: ${recipient}\n${identity}\n` }
}

/** Seals the text of an identity file with a passphrase, in letters. */
export async function lockIdentity(text: string, passphrase: string): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  return armor.encode(await encrypter.encrypt(text))
}
