import { writeDurably } from "../backup/durable-file.ts"
import { BackupError } from "../backup/errors.ts"
import { lockIdentity, newIdentity } from "../backup/sealing.ts"
import { askPassphrase } from "./ask-passphrase.ts"
import { tell } from "./messages.ts"
import type { Output } from "./output.ts"

/** Makes a key pair: the secret into a file of its own, the recipient onto standard output. */
export async function newKeyCommand(
  { file, passphrase, json }: { readonly file: string; readonly passphrase: boolean; readonly json: boolean },
  output: Output,
): Promise<void> {
  const identity = await newIdentity(new Date())
  let text = identity.text
  if (passphrase) {
    const typed = await askPassphrase(file)
    if (typed === null || typed === "") throw new BackupError("backup.needs_passphrase", file)
    text = await lockIdentity(text, typed)
  }
  await writeDurably(file, oneChunk(text), { replace: false })
  await output.write(json ? `${JSON.stringify({ file, recipient: identity.recipient })}\n` : `${identity.recipient}\n`)
  tell(
    `the secret key is in ${file}. Keep it away from this machine, in two places: without it no backup opens, and whoever has it opens them all.`,
    `کلید محرمانه در ${file} است. آن را دور از این دستگاه و در دو جا نگه دارید: بی آن هیچ پشتیبانی باز نمی‌شود و هر که آن را داشته باشد همه را باز می‌کند.`,
  )
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
