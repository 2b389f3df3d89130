import type { Command } from "commander"
import { examples, formatOption, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"

interface Given extends PlaceOptions {
  readonly format?: "json" | "table"
}

/** Adds the commands that keep a record safe: `backup`, `restore`, `keys`. */
export function describeBackup(program: Command, version: string, output: Output): void {
  recordOptions(program.command("backup"))
    .summary("write all of a record into one encrypted file · پشتیبان‌گیری")
    .description(
      "Writes all of a record, as it stands at one moment, into FILE, encrypted with age to the keys of whoever may restore it. The site may go on running.\n" +
        "همه کارنامه را، چنان که در یک لحظه هست، رمزگذاری‌شده در یک پرونده می‌نویسد. لازم نیست سایت را ببندید.\n\n" +
        "Recipients come from --recipient and --recipients-file, else from recipients.txt in the record's folder (one age1… a line). This machine needs no secret.\n" +
        "گیرنده‌ها از این گزینه‌ها یا از recipients.txt در پوشه کارنامه خوانده می‌شوند، هر سطر یکی. این دستگاه به هیچ کلید محرمانه‌ای نیاز ندارد.",
    )
    .argument("<file>", "file to write · پرونده پشتیبان")
    .option("--recipient <age1…>", "key to encrypt to; may be given again · گیرنده", collect, [])
    .option("--recipients-file <file>", "file of recipients, one a line · پرونده گیرنده‌ها")
    .option("--plain", "write it without encryption · بی‌رمز")
    .option("--force", "put it in the place of a file that stands · جایگزین کردن پرونده موجود")
    .addOption(formatOption(["json", "table"], "what was written, as json on standard output or as words"))
    .addHelpText(
      "after",
      examples(
        "karnegar keys new my-key.txt >> karnegar-data/recipients.txt",
        "karnegar backup /media/usb/record.age --data ./karnegar-data",
        "karnegar backup پشتیبان.age --recipients-file گیرنده‌ها.txt",
      ),
    )
    .action(
      async (
        file: string,
        options: Given & {
          readonly recipient: readonly string[]
          readonly recipientsFile?: string
          readonly plain?: boolean
          readonly force?: boolean
        },
        command: Command,
      ) => {
        const { backupCommand } = await import("./backup-command.ts")
        const { recipientsFile = null, plain = false, force = false } = options
        await backupCommand(
          {
            place: placeOf(options, command),
            file,
            data: options.data!,
            recipients: options.recipient,
            recipientsFile,
            plain,
            force,
            json: options.format === "json",
            program: version,
          },
          output,
        )
      },
    )

  recordOptions(program.command("restore"))
    .summary("restore a record from a backup · بازگرداندن پشتیبان")
    .description(
      "Restores a record from a backup of SQLite or PostgreSQL into either. All of it is decrypted, unpacked and verified in a new place first; only then is it put in the record's place, in one step.\n" +
        "کارنامه را از پشتیبان بازمی‌گرداند. همه آن نخست در جایی تازه باز و وارسی می‌شود و تنها پس از آن، یک‌جا، در جای خود می‌نشیند.\n\n" +
        "A record that stands is replaced only with --replace, and kept: as record.sqlite.before-restore-TIME, or as the schema before_restore_TIME of the database.\n" +
        "کارنامه‌ای که هست تنها با ‎--replace‎ جایگزین می‌شود و نسخه پیشین کنار گذاشته می‌شود.",
    )
    .argument("<file>", "backup to read · پرونده پشتیبان")
    .option("--identity <file>", "file of the secret key; never the key itself · پرونده کلید محرمانه")
    .option("--replace", "put it in the place of a record that stands · جایگزین کردن کارنامه موجود")
    .option("--dry-run", "read and verify all of it, change nothing · تنها وارسی")
    .option("--despite-faults", "restore a record that does not verify, when there is no other · با وجود خطا")
    .addOption(formatOption(["json", "table"], "what was restored, as json on standard output or as words"))
    .addHelpText(
      "after",
      examples(
        "karnegar restore record.age --identity my-key.txt --dry-run",
        "karnegar restore record.age --identity my-key.txt --data ./karnegar-data",
        "karnegar restore پشتیبان.age --identity کلید.txt --data ./karnegar-data --replace",
      ),
    )
    .action(
      async (
        file: string,
        options: Given & {
          readonly identity?: string
          readonly replace?: boolean
          readonly dryRun?: boolean
          readonly despiteFaults?: boolean
        },
        command: Command,
      ) => {
        const { restoreCommand } = await import("./restore-command.ts")
        const { identity = null, replace = false, dryRun = false, despiteFaults = false } = options
        const place = placeOf(options, command)
        const { reviewersFile } = await import("./with-submissions.ts")
        const reviewers = reviewersFile(options.data!)
        await restoreCommand(
          { place, file, identity, reviewers, replace, dryRun, despiteFaults, json: options.format === "json" },
          output,
        )
      },
    )

  const keys = program
    .command("keys")
    .summary("make a key for backups · کلید پشتیبان‌ها")
    .description("Makes keys for backups.\nکلیدهای پشتیبان را می‌سازد.")
    .helpCommand(false)
  keys
    .command("new")
    .summary("make a key: the secret into FILE, its recipient onto standard output · ساختن کلید")
    .description(
      "Makes a secret key in FILE, which only its owner may read, and prints the recipient that backups are encrypted to. age and age-keygen read both.\n" +
        "کلید محرمانه‌ای در پرونده می‌سازد و گیرنده‌اش را چاپ می‌کند. پرونده را دور از این دستگاه نگه دارید.",
    )
    .argument("<file>", "file of the secret key, made anew · پرونده کلید محرمانه")
    .option("--passphrase", "lock the file with a passphrase, asked for or from KARNEGAR_PASSPHRASE · با گذرواژه")
    .addOption(formatOption(["json", "table"], "form of output"))
    .addHelpText("after", examples("karnegar keys new /media/usb/my-key.txt >> karnegar-data/recipients.txt"))
    .action(async (file: string, options: Given & { readonly passphrase?: boolean }) => {
      const { newKeyCommand } = await import("./keys-command.ts")
      await newKeyCommand({ file, passphrase: options.passphrase ?? false, json: options.format === "json" }, output)
    })
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
