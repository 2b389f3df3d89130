import type { Command } from "commander"
import type { People } from "../people/people.ts"
import { isRole, ROLES } from "../people/roles.ts"
import { Failure } from "./failure.ts"
import { tell } from "./messages.ts"
import { examples, type PlaceOptions, placeOf, recordOptions } from "./options.ts"
import type { Output } from "./output.ts"

/** Describes `karnegar people`: what an operator does about accounts without a browser. */
export function describePeople(program: Command, output: Output): void {
  const people = program
    .command("people")
    .summary("who may sign in at the desk: list, invite, new keys, remove · همکاران میز بررسی")
    .description(
      "Shows who may sign in at the desk, and makes codes that let people in. Whoever can run this on the server is an administrator.\n" +
        "کسانی را که می‌توانند وارد میز بررسی شوند نشان می‌دهد و کد دعوت می‌سازد. هر که این دستور را روی سرور بزند مدیر است.",
    )
    .addHelpText(
      "after",
      examples(
        "karnegar people list --data ./karnegar-data",
        "karnegar people invite reviewer --data ./karnegar-data",
        "karnegar people keys golnar --data ./karnegar-data",
        "karnegar people remove golnar --data ./karnegar-data",
      ),
    )

  const command = (name: string, summary: string, work: (people: People, argument: string) => Promise<void>) =>
    recordOptions(people.command(name))
      .summary(summary)
      .action(async (...given: unknown[]) => {
        const own = given.at(-1) as Command
        const { withRecord } = await import("./with-record.ts")
        const { withPeople } = await import("./with-people.ts")
        const place = placeOf(own.opts<PlaceOptions>(), own)
        // A folder that holds no record is a mistyped path.
        await withRecord(place, { mustExist: true }, () => withPeople(place, (open) => work(open, own.args[0] ?? "")))
      })

  command("list", "who may sign in · فهرست", async (open) => {
    const accounts = await open.list()
    if (accounts.length === 0) tell("nobody works at the desk yet.", "هنوز کسی در میز بررسی نیست.")
    for (const { handle, role, ways } of accounts) await output.write(`${handle}\t${role}\t${ways.join(", ")}\n`)
  })
  command("invite", "a code that lets one new person in · کد دعوت", async (open, role) => {
    if (!isRole(role))
      throw new Failure(
        "people.role",
        `no role is called so; there are: ${ROLES.join(", ")}.`,
        `چنین نقشی نیست؛ نقش‌ها: ${ROLES.join("، ")}.`,
        { status: 2 },
      )
    await output.write(`${await open.invite(role)}\n`)
    tellCode()
  }).argument("<role>", ROLES.join(", "))
  command("keys", "a code for new keys of somebody who lost theirs · کلیدهای تازه", async (open, handle) => {
    const { id, role } = await accountOf(open, handle)
    await output.write(`${await open.invite(role, id)}\n`)
    tellCode()
  }).argument("<handle>", "user name · نام کاربری")
  command("remove", "end an account and its sessions at once · برداشتن", async (open, handle) => {
    const { id } = await accountOf(open, handle)
    if ((await open.remove(id)) !== null)
      throw new Failure(
        "people.last_administrator",
        "this is the only administrator; invite another one first.",
        "این تنها مدیر است؛ نخست مدیر دیگری دعوت کنید.",
      )
    tell("removed; what the person did stays in the record.", "برداشته شد؛ کارهایی که کرده است می‌ماند.")
  }).argument("<handle>", "user name · نام کاربری")
}

async function accountOf(open: People, handle: string) {
  const account = (await open.list()).find((one) => one.handle === handle)
  if (account !== undefined) return account
  throw new Failure(
    "people.unknown",
    "nobody has this user name; karnegar people list shows all.",
    "کسی با این نام نیست؛ karnegar people list همه را نشان می‌دهد.",
  )
}

function tellCode(): void {
  tell(
    "the code works once, for a week, at /en/desk/join. Hand it over in person or by a safe messenger.",
    "این کد یک بار و تا یک هفته در ‎/fa/desk/join‎ کار می‌کند. رودررو یا با پیام‌رسانی امن بدهید.",
  )
}
