import { Secret, TOTP } from "otpauth"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ENGINES, type RecordEngine } from "../../../../tests/support/record-engines.ts"
import { IDLE_MS, LONGEST_MS, type NewAccount, People, PROOF_MS } from "./people.ts"
import { openPeopleStore } from "./store.ts"

/** A clock that tests set. */
class Clock {
  ms = Date.parse("2026-01-01T08:00:00Z")
  readonly now = () => new Date(this.ms)
  pass(ms: number): void {
    this.ms += ms
  }
}

const PHRASE = "سنگ و نان و باران هر روز"

function codeOf(secret: string, ms: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: ms })
}

for (const [name, start] of ENGINES) {
  describe(`people, on ${name}`, () => {
    let engine: RecordEngine
    const open: People[] = []
    beforeAll(async () => {
      engine = await start()
    })
    afterAll(async () => {
      for (const people of open) await people.close()
      await engine.stop()
    })

    async function fresh() {
      const place = await engine.emptyPlace()
      const clock = new Clock()
      const people = new People(await openPeopleStore(place), clock.now)
      open.push(people)
      const given = (handle: string, passphrase = PHRASE): NewAccount => {
        const { secret } = people.newSecret(handle)
        return { handle, passphrase, totp: { secret, code: codeOf(secret, clock.ms) } }
      }
      /** Somebody with an account, and how they sign in at any time. */
      const member = async (handle: string, role: Parameters<People["invite"]>[0]) => {
        const own = given(handle)
        const account = await people.join(await people.invite(role), own)
        if ("fault" in account) throw new Error(`no account: ${JSON.stringify(account.fault)}`)
        clock.pass(30_000)
        const signIn = async () => {
          const token = await people.signIn(handle, PHRASE, codeOf(own.totp.secret, clock.ms))
          clock.pass(30_000)
          return token
        }
        return { account, secret: own.totp.secret, signIn }
      }
      return { place, people, clock, given, member }
    }

    test("lets the first person in by a code that works once", async () => {
      const { people, given } = await fresh()
      expect(await people.isEmpty()).toBe(true)
      const void_ = await people.inviteFirst()
      const code = await people.inviteFirst()
      expect(await people.join(void_, given("گل‌نار"))).toEqual({ fault: "code" })
      expect(await people.invitation(code.toUpperCase().replaceAll("-", " "))).toEqual({
        role: "administrator",
        handle: null,
      })
      expect(await people.join(code, given("گل‌نار"))).toMatchObject({ handle: "گل‌نار", role: "administrator" })
      expect(await people.isEmpty()).toBe(false)
      expect(await people.join(code, given("بید"))).toEqual({ fault: "code" })
    })

    test("takes no weak passphrase, wrong code, odd or taken handle, and no code after a week", async () => {
      const { people, given, clock } = await fresh()
      const code = await people.invite("coder")
      expect(await people.join(code, given("بید", "کوتاه"))).toEqual({ fault: "passphrase_short" })
      expect(await people.join(code, given("بید", "aaaaaaaaaaaaaaaaaaaa"))).toEqual({ fault: "passphrase_simple" })
      expect(await people.join(code, given("بید", "x".repeat(2000)))).toEqual({ fault: "passphrase_long" })
      expect(
        await people.join(code, { ...given("بید"), totp: { secret: people.newSecret("بید").secret, code: "000000" } }),
      ).toEqual({
        fault: "totp",
      })
      expect(await people.join(code, given("<b>"))).toEqual({ fault: "handle" })
      expect(await people.join(code, given("بید"))).toMatchObject({ handle: "بید" })
      expect(await people.join(await people.invite("coder"), given("بید"))).toEqual({ fault: "handle_taken" })
      const late = await people.invite("coder")
      clock.pass(8 * 24 * 3_600_000)
      expect(await people.join(late, given("سرو"))).toEqual({ fault: "code" })
    })

    test("signs in by passphrase and code; a code is good once, and nobody learns who has an account", async () => {
      const { people, member, clock } = await fresh()
      const { secret } = await member("سرو", "reviewer")
      const code = codeOf(secret, clock.ms)
      expect(await people.signIn("سرو", PHRASE, "123")).toEqual({ fault: "wrong" })
      expect(await people.signIn("سرو", `${PHRASE}.`, code)).toEqual({ fault: "wrong" })
      expect(await people.signIn("هیچ‌کس", PHRASE, code)).toEqual({ fault: "wrong" })
      const token = await people.signIn(
        "سرو",
        PHRASE,
        code.replace(/\d/g, (d) => "۰۱۲۳۴۵۶۷۸۹"[Number(d)]!),
      )
      expect(token).toEqual(expect.any(String))
      expect(await people.signIn("سرو", PHRASE, code)).toEqual({ fault: "wrong" })
    })

    test("slows guessing down by name, for a minute at most", async () => {
      const { people, clock } = await fresh()
      for (let i = 0; i < 5; i++) expect(await people.signIn("کاج", "x", "1")).toEqual({ fault: "wrong" })
      expect(await people.signIn("کاج", "x", "1")).toEqual({ fault: { waitSeconds: 2 } })
      expect(await people.signIn("دیگری", "x", "1")).toEqual({ fault: "wrong" })
      clock.pass(60_000)
      expect(await people.signIn("کاج", "x", "1")).toEqual({ fault: "wrong" })
    })

    test("ends a session that is idle, long, signed out, or whose account was removed", async () => {
      const { people, member, clock } = await fresh()
      await member("مدیر", "administrator")
      const sarv = await member("سرو", "reviewer")
      const begin = async () => (await sarv.signIn()) as string

      const idle = await begin()
      clock.pass(IDLE_MS - 60_000)
      expect(await people.session(idle)).toMatchObject({ account: { handle: "سرو", role: "reviewer" } })
      clock.pass(IDLE_MS - 60_000)
      expect(await people.session(idle)).not.toBeNull()
      clock.pass(IDLE_MS + 1)
      expect(await people.session(idle)).toBeNull()

      const long = await begin()
      for (let ms = 0; ms < LONGEST_MS; ms += IDLE_MS / 2) {
        clock.pass(IDLE_MS / 2)
        await people.session(long)
      }
      expect(await people.session(long)).toBeNull()

      const out = await begin()
      await people.signOut(out)
      expect(await people.session(out)).toBeNull()

      const removed = await begin()
      expect(await people.remove(sarv.account.id)).toBeNull()
      expect(await people.session(removed)).toBeNull()
      expect(await sarv.signIn()).toEqual({ fault: "wrong" })
      expect((await people.handles()).get(sarv.account.id)).toBe("سرو")
      expect(await people.session("nothing")).toBeNull()
    })

    test("knows a recent proof from an old one", async () => {
      const { people, member, clock } = await fresh()
      const sarv = await member("سرو", "publisher")
      const token = (await sarv.signIn()) as string
      expect((await people.session(token))!.proven).toBe(true)
      clock.pass(PROOF_MS)
      expect((await people.session(token))!.proven).toBe(false)
      expect(await people.prove(token, PHRASE, "000000")).toEqual({ fault: "wrong" })
      expect(await people.prove(token, PHRASE, codeOf(sarv.secret, clock.ms))).toBeNull()
      expect((await people.session(token))!.proven).toBe(true)
    })

    test("gives somebody new keys by a code, and the old ones and their sessions end", async () => {
      const { people, member, given } = await fresh()
      const sarv = await member("سرو", "coder")
      const token = (await sarv.signIn()) as string
      await people.addPasskey(sarv.account.id, { id: "key", publicKey: "AA", counter: 0 })
      const code = await people.invite("coder", sarv.account.id)
      expect(await people.invitation(code)).toEqual({ role: "coder", handle: "سرو" })
      expect(await people.join(code, given("", "شب تاریک و بیم موج و گرداب"))).toMatchObject({
        id: sarv.account.id,
        ways: ["passphrase"],
      })
      expect(await people.session(token)).toBeNull()
      expect(await people.findPasskey("key")).toBeNull()
      expect(await sarv.signIn()).toEqual({ fault: "wrong" })
    })

    test("keeps the last administrator", async () => {
      const { people, member } = await fresh()
      const one = await member("اولی", "administrator")
      expect(await people.remove(one.account.id)).toEqual({ fault: "last_administrator" })
      expect(await people.setRole(one.account.id, "coder")).toEqual({ fault: "last_administrator" })
      const two = await member("دومی", "coder")
      expect(await people.setRole(two.account.id, "administrator")).toBeNull()
      expect(await people.remove(one.account.id)).toBeNull()
      expect((await people.list()).map(({ handle, role }) => `${handle} ${role}`)).toEqual(["دومی administrator"])
    })

    test("lets a passkey in until its account is removed, and counts its use", async () => {
      const { people, member } = await fresh()
      await member("مدیر", "administrator")
      const { account } = await member("سرو", "coder")
      await people.addPasskey(account.id, { id: "key", publicKey: "AA", counter: 1 })
      expect(await people.passkeysOf(account.id)).toEqual(["key"])
      const token = await people.signInByPasskey("key", 5)
      expect(await people.session(token!)).toMatchObject({ account: { ways: ["passphrase", "passkey"] } })
      expect(await people.findPasskey("key")).toEqual({ id: "key", publicKey: "AA", counter: 5, account: account.id })
      await people.remove(account.id)
      expect(await people.signInByPasskey("key", 6)).toBeNull()
    })

    test("keeps no secret that opens anything: hashes of tokens, codes and passphrases only", async () => {
      const { people, member, place } = await fresh()
      const code = await people.invite("reader")
      const sarv = await member("سرو", "coder")
      const token = (await sarv.signIn()) as string
      const { db } = { db: await openPeopleStore(place) }
      const rows = JSON.stringify([
        await db.selectFrom("account").selectAll().execute(),
        await db.selectFrom("session").selectAll().execute(),
        await db.selectFrom("invitation").selectAll().execute(),
      ])
      await db.destroy()
      expect(rows).toContain("سرو")
      for (const secret of [token, code, code.replaceAll("-", ""), PHRASE]) expect(rows).not.toContain(secret)
    })

    test("knows the marks of a session's own forms", async () => {
      const { people, member } = await fresh()
      const sarv = await member("سرو", "coder")
      const first = (await people.session((await sarv.signIn()) as string))!
      const second = (await people.session((await sarv.signIn()) as string))!
      const mark = first.forms.make()
      expect(first.forms.read(mark)).toMatch(/^form:/)
      expect(first.forms.read(mark)).toBe(first.forms.read(mark))
      expect(first.forms.make()).not.toBe(mark)
      for (const forged of [second.forms.make(), `${mark}x`, mark.split(".")[0]!, "", "a.b.c"]) {
        expect(first.forms.read(forged)).toBeNull()
      }
    })
  })
}
